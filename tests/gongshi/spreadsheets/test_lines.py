"""Which lines below the headings are rows, which totals, which notes: no row is lost silently."""

from __future__ import annotations

import pytest

from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table
from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.reading.sheet import Level
from tests.gongshi.spreadsheets.bad_files import changed
from tests.gongshi.spreadsheets.columns import ALLOCATION
from tests.gongshi.spreadsheets.workbooks import simple


def read(data: bytes, name: str = "a.xlsx", columns: tuple[Column, ...] = ALLOCATION) -> Parsed:
    return parse(read_table(data, name), columns)


@pytest.mark.parametrize(
    "project", ["公示栏", "公示栏建设(二期)", "监督亭、宣传栏", "注水井", "审核大厅", "日期牌"]
)
def test_a_project_named_like_a_note_is_a_row_where_it_has_a_figure(project: str) -> None:
    parsed = read(simple(["项目名称", "乡镇", "金额(元)"], [project, "东镇", 5], ["路", "西镇", 2]))
    assert parsed.rows_in == 2
    assert parsed.sums["amount"].computed == 700
    numbered = read(simple(["项目名称", "序号", "金额(元)"], [project, 1, None], ["路", 2, 2]))
    assert numbered.rows_in == 2


def test_a_note_with_a_figure_in_the_column_of_sums_is_a_warning() -> None:
    parsed = read(simple(["乡镇", "金额(元)"], ["东镇", 5], ["联系电话：", 5550301]))
    assert parsed.sums["amount"].computed == 500
    (said,) = [said for said in parsed.remarks if said.rule == "SHEET-19"]
    assert (said.level, said.row) == (Level.WARNING, 3)


def test_the_word_total_in_a_column_of_notes_makes_no_total_of_a_row() -> None:
    rows = ["东镇", 5, "全年累计"], ["西镇", 2, None], ["合计", 7, "含管理费"]
    parsed = read(simple(["乡镇", "金额(元)", "备注"], *rows))
    assert [row.number for row in parsed.rows] == [2, 3]
    assert parsed.sums["amount"].matches
    alone = read(simple(["乡镇", "金额(元)", "备注"], ["东镇", 5, None], [None, 5, "合计"]))
    assert alone.sums["amount"].matches


def test_a_total_exactly_ten_thousand_times_off_asks_for_the_unit() -> None:
    parsed = read(simple(["乡镇", "金额(万元)"], ["东镇", 2], ["西镇", 3], ["合计", "5元"]))
    (said,) = [said for said in parsed.remarks if said.rule == "SHEET-50"]
    assert "万元?" in said.verdict.text()


def test_an_error_or_an_uncalculated_formula_in_a_total_is_said_with_its_row() -> None:
    rows = ["乡镇", "金额(元)"], ["东镇", 1], ["合计", "=SUM(B2:B2)"]
    (said,) = [said for said in read(simple(*rows)).remarks if said.level is Level.ERROR]
    assert (said.rule, said.row) == ("SHEET-21", 3)

    def broken(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        cell = b'<c r="A3" t="inlineStr"><is><t>\xe5\x90\x88\xe8\xae\xa1</t></is></c>'
        bad = b'<c r="B3" t="e"><v>#REF!</v></c>'
        start = content.index(b'<row r="3"')
        return (
            content[:start]
            + b'<row r="3">'
            + cell
            + bad
            + content[content.index(b"</row>", start) :]
        )

    (said,) = [said for said in read(changed(broken)).remarks if said.level is Level.ERROR]
    assert (said.rule, said.row) == ("SHEET-22", 3)


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!", " #VALUE! "])
def test_an_error_value_in_a_text_file_is_an_error_in_any_column(value: str) -> None:
    text = f"乡镇,项目名称,金额(元)\n东镇,{value},1\n西镇,修路,{value}\n"
    parsed = read(text.encode(), "a.csv")
    found = [(said.rule, said.row, said.column) for said in parsed.every_remark()]
    assert [one for one in found if one[0] == "SHEET-22"] == [
        ("SHEET-22", 2, "project"),
        ("SHEET-22", 3, "amount"),
    ]


@pytest.mark.parametrize("phone", ["1.38E+10", "1.38e10", "13800000000", 13_800_000_000.0])
def test_a_telephone_number_that_lost_its_digits_is_refused(phone: object) -> None:
    columns = (Column("name", "姓名", required=True), Column("phone", "电话", Kind.PHONE))
    (row,) = read(simple(["姓名", "电话"], ["葛示例", phone]), columns=columns).rows
    assert row.rejected
    assert [said.rule for said in row.remarks] == ["SHEET-41"]
    assert row.values["phone"] is None


@pytest.mark.parametrize(
    ("standard", "yuan"), [("每人发放1000元", 1000), ("每户补助 500元", 500), ("3000元", 3000)]
)
def test_a_standard_written_out_in_words(standard: str, yuan: int) -> None:
    parsed = read(simple(["乡镇", "补助标准", "金额(元)"], ["东镇", standard, 1]))
    assert parsed.rows[0].values["standard"] == yuan


@pytest.mark.parametrize(
    "label", ["共1个乡镇", "合计(大写)：伍元整", "合计人民币（大写）：伍元整", "全县合计"]
)
def test_other_words_for_a_total(label: str) -> None:
    parsed = read(simple(["乡镇", "户数", "金额(元)"], ["东镇", 3, 5], [label, 3, 5]))
    assert parsed.rows_in == 1
    assert parsed.sums["amount"].matches


def test_a_total_in_words_below_the_total_in_figures_declares_nothing() -> None:
    words = ["合计（大写）：伍元整", None]
    for order in (["合计", 5], words), (words, ["合计", 5]):
        parsed = read(simple(["乡镇", "金额(元)"], ["东镇", 5], *order))
        assert parsed.sums["amount"].matches
        assert parsed.rows_in == 1


@pytest.mark.parametrize("headings", [["乡镇", "金额(元)"], ["序号", "乡镇", "金额(元)"]])
def test_a_total_that_nobody_called_one_is_an_error_never_a_row(headings: list[str]) -> None:
    blank = [None] * (len(headings) - 1)
    rows = [[*range(1, len(headings) - 1), "东镇", 5], [*blank, 5]]
    for data, name in (
        (simple(headings, *rows), "a.xlsx"),
        (
            "\n".join(",".join(str(c or "") for c in row) for row in (headings, *rows)).encode(),
            "a.csv",
        ),
    ):
        (row,) = read(data, name).rejected
        assert row.number == 3
        assert "SHEET-25" in [said.rule for said in row.remarks]


def test_parts_named_below_the_total_are_no_rows_and_it_is_said() -> None:
    rows = ["合计", 7], ["其中：中央资金", 7], ["东镇", 3], ["西镇", 4]
    parsed = read(simple(["乡镇", "金额(元)"], *rows))
    assert parsed.sums["amount"].matches
    assert [(s.level, s.row) for s in parsed.remarks if s.rule == "SHEET-19"] == [
        (Level.WARNING, 3)
    ]


def test_a_unit_in_the_row_itself_is_the_nearest() -> None:
    headings = ["乡镇", "金额", "单位"]
    parsed = read(simple(["单位：万元"], headings, ["东镇", 5, "万元"], ["西镇", 50_000, "元"]))
    assert [row.values["amount"] for row in parsed.rows] == [5_000_000, 5_000_000]
    assert [(said.rule, said.row) for said in parsed.every_remark()][-1] == ("SHEET-35", 4)
    assert len([said for said in parsed.every_remark() if said.rule == "SHEET-35"]) == 1


def test_units_on_a_line_of_their_own_below_the_headings() -> None:
    parsed = read(simple(["乡镇", "户数", "金额"], [None, "户", "万元"], ["东镇", 5, 6]))
    assert parsed.rows[0].values == {"place": "东镇", "households": 5, "amount": 6_000_000}


def test_two_lists_side_by_side_with_a_gap_between_them() -> None:
    heading = ["乡镇", "金额(元)"]
    parsed = read(simple([*heading, None, *heading], ["东镇", 1, None, "西镇", 2]))
    assert [row.values["place"] for row in parsed.rows] == ["东镇", "西镇"]
    assert parsed.sums["amount"].computed == 300
