"""Shapes of tables that clerks really make, other than the five real ones."""

from __future__ import annotations

import pytest

from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table
from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.reading.sheet import BadFile
from tests.gongshi.spreadsheets.columns import ALLOCATION
from tests.gongshi.spreadsheets.workbooks import blank, merge_down, saved, simple

PEOPLE = (
    Column("group", "村民小组", group=True),
    Column("name", "户主姓名", synonyms=("姓名", "户主"), required=True),
    Column("size", "家庭人口数", Kind.INTEGER, ("人口数", "人数"), required=True),
)


def read(
    data: bytes, columns: tuple[Column, ...] = ALLOCATION, name: str = "a.xlsx", **more: object
) -> Parsed:
    return parse(read_table(data, name), columns, **more)  # type: ignore[arg-type]


def rules(parsed: Parsed) -> list[str]:
    return [said.rule for said in parsed.every_remark()]


def test_two_line_headings_with_merges_and_a_numbering_row() -> None:
    book, sheet = blank()
    sheet.append(["2025年资金安排表"])
    sheet.merge_cells("A1:G1")
    sheet.append(["填报单位：示范镇", None, None, None, None, None, "单位：万元、户"])
    sheet.append(["序号", "项目名称", "受益\n户数", "资 金 安 排", None, None, "备注"])
    sheet.append([None, None, None, "小计", "中央", "省级", None])
    sheet.merge_cells("D3:F3")
    for column in (1, 2, 3, 7):
        merge_down(sheet, column, 3, 4)
    sheet.append(["甲", "乙", 1, 2, 3, 4, "丙"])
    sheet.append([1, "修渠", 12, 3.5, 2, 1.5, None])
    sheet.append([2, "修路", 30, 10, 10, None, None])
    sheet.append(["合  计", None, 42, 13.5, 12, 1.5, None])
    sheet.append(["填表人：", None, None, "联系电话："])
    parsed = read(saved(book))
    assert [row.number for row in parsed.rows] == [6, 7]
    assert [row.values["amount"] for row in parsed.rows] == [3_500_000, 10_000_000]
    assert [row.values["households"] for row in parsed.rows] == [12, 30]
    assert parsed.sums["amount"].matches
    assert parsed.sums["households"].matches
    assert parsed.sums["资金安排中央"].computed == 12_000_000
    assert parsed.sums["资金安排中央"].matches
    assert parsed.layout.title == "2025年资金安排表"


def test_three_line_headings() -> None:
    book, sheet = blank()
    sheet.append(["序号", "项目", None, None, None])
    sheet.append([None, "名称", "地点", "投资", None])
    sheet.append([None, None, None, "合计(元)", "财政(元)"])
    for block in ("A1:A3", "B1:E1", "B2:B3", "C2:C3", "D2:E2"):
        sheet.merge_cells(block)
    sheet.append([1, "修渠", "东村", 500, 400])
    columns = (
        Column("name", "项目名称", required=True),
        Column("place", "地点", required=True),
        Column("amount", "投资", Kind.MONEY, required=True),
    )
    (row,) = read(saved(book), columns).rows
    assert row.values == {"name": "修渠", "place": "东村", "amount": 50_000}


def test_two_line_headings_in_a_text_file() -> None:
    text = "序号,项目名称,资金安排(万元),,备注\n,,合计,中央,\n1,修渠,3,2,\n2,修路,5,5,\n"
    parsed = read(text.encode(), name="a.csv")
    assert [(row.number, row.values["amount"]) for row in parsed.rows] == [
        (3, 3_000_000),
        (4, 5_000_000),
    ]
    assert parsed.rows[0].others["资金安排(万元)中央"] == 2_000_000


def test_two_lists_side_by_side() -> None:
    heading = ["序号", "村民小组", "户主姓名", "家庭人口数"]
    data = simple(heading * 2, [1, "一组", "甲", 3, 3, "二组", "丙", 5], [2, "一组", "乙", 4])
    parsed = read(data, PEOPLE)
    found = [(row.number, row.values["name"], row.values["size"]) for row in parsed.rows]
    assert found == [(2, "甲", 3), (2, "丙", 5), (3, "乙", 4)]


def test_headings_printed_again_on_the_next_page() -> None:
    heading = ["户主姓名", "家庭人口数"]
    parsed = read(simple(heading, ["甲", 3], heading, ["乙", 4]), PEOPLE)
    assert [row.number for row in parsed.rows] == [2, 4]
    assert parsed.skipped == [(3, "heading")]


def test_subtotals_are_checked_and_never_added() -> None:
    data = simple(
        ["乡镇", "金额（元）"],
        ["东镇", 1],
        ["西镇", 2],
        ["小计", 3],
        ["南镇", 4],
        ["小计", 5],
        ["总计", 7],
    )
    parsed = read(data)
    assert parsed.sums["amount"].computed == 700
    assert parsed.sums["amount"].matches
    assert [(said.rule, said.row) for said in parsed.remarks] == [("SHEET-50", 6)]


def test_a_wrong_total_is_said_with_its_difference() -> None:
    parsed = read(simple(["乡镇", "金额（元）"], ["东镇", 1], ["西镇", 2], ["合 计", 4]))
    (said,) = parsed.remarks
    assert (said.rule, said.row) == ("SHEET-50", 4)
    assert said.verdict.facts["difference"] == "1.00元"


def test_units_may_differ_from_cell_to_cell() -> None:
    data = simple(["乡镇", "金额(元)"], ["东镇", "1.5万元"], ["西镇", "2,000元"], ["南镇", 3])
    parsed = read(data)
    assert [row.values["amount"] for row in parsed.rows] == [1_500_000, 200_000, 300]
    assert [(said.rule, said.row) for said in parsed.every_remark()] == [("SHEET-35", 2)]


def test_no_unit_anywhere_is_a_question_that_can_be_answered() -> None:
    data = simple(["乡镇", "投资规模"], ["东镇", 241.3], ["西镇", "2万元"])
    asked = read(data)
    assert asked.placing.unitless == ["amount"]
    assert [(said.rule, said.row) for said in asked.every_remark()] == [("SHEET-34", 2)]
    answered = read(data, units={"amount": 1_000_000})
    assert [row.values["amount"] for row in answered.rows] == [241_300_000, 2_000_000]


def test_a_unit_line_above_the_table_counts_and_the_heading_goes_before_it() -> None:
    above = simple(["单位：万元"], ["乡镇", "金额"], ["东镇", 2])
    assert read(above).rows[0].values["amount"] == 2_000_000
    both = read(simple(["单位：万元"], ["乡镇", "金额(元)"], ["东镇", 2]))
    assert both.rows[0].values["amount"] == 200
    assert rules(both) == ["SHEET-35"]


def test_two_units_in_one_heading_are_a_question() -> None:
    parsed = read(simple(["乡镇", "金额(元/万元)"], ["东镇", 2]))
    assert parsed.placing.unitless == ["amount"]


def test_equally_likely_columns_are_a_question_that_can_be_answered() -> None:
    data = simple(["乡镇", "补助金额中央(元)", "补助金额省级(元)"], ["东镇", 2, 3])
    with pytest.raises(BadFile) as refused:
        read(data)
    assert refused.value.verdict.rule == "SHEET-14"
    assert "B" in refused.value.verdict.text()
    assert "C" in refused.value.verdict.text()
    assert read(data, chosen={"amount": "C"}).rows[0].values["amount"] == 300


def test_a_sum_merged_over_rows_is_an_error_in_each_of_them() -> None:
    book, sheet = blank()
    for row in (["乡镇", "金额(元)"], ["东镇", 9], ["西镇", None], ["南镇", 1]):
        sheet.append(row)
    merge_down(sheet, 2, 2, 3)
    parsed = read(saved(book))
    assert [(row.number, row.rejected) for row in parsed.rows] == [(2, True), (3, True), (4, False)]
    assert parsed.rows[0].remarks[0].rule == "SHEET-23"
    assert parsed.sums["amount"].computed == 100


def test_blanks_are_not_filled_where_nothing_is_merged() -> None:
    parsed = read(simple(["乡镇", "项目名称", "金额(元)"], ["东镇", "修渠", 1], [None, "修路", 2]))
    assert parsed.rows[1].values["place"] is None


def test_group_columns_of_a_text_file_are_filled_and_it_is_said() -> None:
    text = "乡镇,项目名称,金额(元),审核意见\n东镇,修渠,1,合格\n,修路,2,\n"
    parsed = read(text.encode("gb18030"), name="a.csv")
    assert parsed.rows[1].values["place"] == "东镇"
    assert "审核意见" not in parsed.rows[1].others
    assert "SHEET-18" in rules(parsed)
    assert "SHEET-10" in rules(parsed)


def test_section_lines_are_no_rows() -> None:
    book, sheet = blank()
    for row in (
        ["项目名称", "乡镇", "金额(元)"],
        ["一、产业类"],
        ["养羊", "东镇", 1],
        ["基础设施"],
        ["修路", "东镇", 2],
    ):
        sheet.append(row)
    sheet.merge_cells("A4:C4")
    parsed = read(saved(book))
    assert [row.number for row in parsed.rows] == [3, 5]
    assert [number for number, _ in parsed.skipped] == [2, 4]


def test_hidden_rows_columns_and_sheets_are_named() -> None:
    book, sheet = blank()
    for row in (["乡镇", "金额(元)"], ["东镇", 1], ["西镇", 2]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("底稿")
    other.append(["x"])
    other.sheet_state = "hidden"
    parsed = read(saved(book))
    assert [row.values["amount"] for row in parsed.rows] == [100, 200]
    said = " ".join(said.verdict.text() for said in parsed.remarks)
    assert rules(parsed).count("SHEET-15") == 3
    assert "底稿" in said
    assert "3" in said
    assert "B" in said


def test_one_of_several_sheets_is_chosen_by_name() -> None:
    book, sheet = blank()
    sheet.append(["x"])
    second = book.create_sheet("分配表")
    second.append(["乡镇", "金额(元)"])
    second.append(["东镇", 1])
    with pytest.raises(BadFile) as refused:
        read_table(saved(book), "a.xlsx")
    assert refused.value.verdict.rule == "SHEET-9"
    assert parse(read_table(saved(book), "a.xlsx", sheet="分配表"), ALLOCATION).rows_in == 1


def test_a_plan_with_groups_and_a_sum_with_its_parts() -> None:
    book, sheet = blank()
    sheet.append(["单位：万元、户"])
    sheet.append(["序号", "项目名称", "实施地点", None, "资金规模及来源", None, None, "受益户数"])
    sheet.append([None, None, "乡镇", "村", "合计", "其中", None, None])
    sheet.append([None, None, None, None, None, "中央资金", "省级资金", None])
    for merge in ("A2:A4", "B2:B4", "C2:D2", "C3:C4", "D3:D4", "E2:G2", "E3:E4", "F3:G3", "H2:H4"):
        sheet.merge_cells(merge)
    for row in (
        ["合计", None, None, None, 150, 100, 50, 30],
        ["一", "产业发展", None, None, 110, 80, 20, 20],
        [1, "大棚", "东镇", "甲村", 100, 80, 20, 20],
        ["二", "基础设施", None, None, 50, 20, 30, 10],
        [2, "道路", "西镇", "乙村", 50, 20, 30, 10],
    ):
        sheet.append(row)
    sheet.merge_cells("A5:D5")
    parsed = read(saved(book))
    assert [row.number for row in parsed.rows] == [7, 9]
    assert [row.values["amount"] for row in parsed.rows] == [100_000_000, 50_000_000]
    assert parsed.sums["amount"].matches
    assert parsed.rows[0].others["资金规模及来源其中中央资金"] == 80_000_000
    assert [total.number for total in parsed.totals if total.partial] == [6, 8]
    assert [(said.row, said.rule) for said in parsed.remarks if said.rule == "SHEET-50"] == [
        (6, "SHEET-50")
    ]


def test_rows_counted_in_chinese_numerals_are_rows() -> None:
    parsed = read(simple(["序号", "乡镇", "金额(元)"], ["一", "东镇", 1], ["二", "西镇", 2]))
    assert parsed.sums["amount"].computed == 300
    assert parsed.rows_in == 2


def test_a_part_is_never_taken_for_the_sum() -> None:
    with pytest.raises(BadFile) as refused:
        read(simple(["乡镇", "其中：中央资金(元)"], ["东镇", 1]))
    assert refused.value.verdict.rule in {"SHEET-12", "SHEET-13"}
