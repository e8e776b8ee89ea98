"""A file that cannot be read is refused with a rule and a sentence that says what to do."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table
from gongshi.spreadsheets.reading.sheet import BadFile, Limits
from tests.gongshi.spreadsheets.bad_files import BAD_FILES, LINES, good, in_sheet
from tests.gongshi.spreadsheets.columns import ALLOCATION
from tests.gongshi.spreadsheets.workbooks import blank, saved, simple


@pytest.mark.parametrize(
    ("name", "data", "rule"), [case[1:] for case in BAD_FILES], ids=[case[0] for case in BAD_FILES]
)
def test_refused(name: str, data: bytes, rule: str) -> None:
    started = time.process_time()
    with pytest.raises(BadFile) as refused:
        parse(read_table(data, name), ALLOCATION)
    assert refused.value.verdict.rule == rule
    assert "%(" not in refused.value.verdict.text()
    assert time.process_time() - started < 5


def test_a_file_is_never_called_too_large_below_the_limit_it_names() -> None:
    for name, data, rule in [case[1:] for case in BAD_FILES]:
        if rule != "SHEET-6":
            continue
        with pytest.raises(BadFile) as refused:
            read_table(data, name)
        facts = refused.value.verdict.facts
        assert "limit" not in facts or facts["size"] > facts["limit"]


def test_the_good_workbook_behind_the_bad_ones_is_read() -> None:
    assert parse(read_table(good(), "a.xlsx"), ALLOCATION).rows_in == 2


def test_the_place_of_a_broken_byte_and_of_an_open_quotation_mark_is_named() -> None:
    with pytest.raises(BadFile) as refused:
        read_table(LINES.encode() + b"\xff\xff,2\n", "a.csv")
    assert refused.value.verdict.facts == {"byte": len(LINES.encode()) + 1, "line": 3}
    with pytest.raises(BadFile) as refused:
        read_table((LINES + '西镇,"2\n南镇,3\n').encode(), "a.csv")
    assert refused.value.verdict.facts == {"line": 3}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_files_of_every_make(encoding: str, separator: str, line_end: str) -> None:
    lines = ["乡镇,项目名称,金额(元)", '"东\n镇",䶮村修渠,1', "西镇,𬭚路,2"]
    text = line_end.join(line.replace(",", separator) for line in lines)
    parsed = parse(read_table(text.encode(encoding), "a.csv"), ALLOCATION)
    assert [row.number for row in parsed.rows] == [2, 3]
    assert [row.values["project"] for row in parsed.rows] == ["䶮村修渠", "𬭚路"]
    assert parsed.sums["amount"].computed == 300
    guessed = "SHEET-10" in [said.rule for said in parsed.remarks]
    assert guessed is (encoding == "gb18030")


def test_a_row_with_more_cells_than_headings_is_an_error_in_a_text_file() -> None:
    text = "乡镇,金额(元)\n东镇,1\n西镇,1,234\n南镇\n"
    parsed = parse(read_table(text.encode(), "a.csv"), ALLOCATION)
    assert [[said.rule for said in row.remarks] for row in parsed.rows] == [
        [],
        ["SHEET-24"],
        ["SHEET-20"],
    ]


@pytest.mark.parametrize(("rows", "fits"), [(5, True), (6, False)])
def test_the_limit_of_rows_holds_to_the_row(rows: int, fits: bool) -> None:
    limits = Limits(rows=5, around=1)
    lines = [["乡镇", "金额(元)"], *(["东镇", 1] for _ in range(rows))]
    text = "\n".join(",".join(map(str, line)) for line in lines).encode()
    for data, name in ((simple(*lines), "a.xlsx"), (text, "a.csv")):
        if fits:
            assert parse(read_table(data, name, limits=limits), ALLOCATION).rows_in == rows
        else:
            with pytest.raises(BadFile) as refused:
                read_table(data, name, limits=limits)
            assert refused.value.verdict.rule == "SHEET-8"


def test_a_wrong_dimension_tag_hides_nothing() -> None:
    data = in_sheet(b'<dimension ref="A1:B3"/>', b'<dimension ref="A1:A1"/>')
    assert parse(read_table(data, "a.xlsx"), ALLOCATION).sums["amount"].computed == 300


def test_dates_of_1904_are_read_from_the_workbook() -> None:
    book, sheet = blank()
    book.epoch = CALENDAR_MAC_1904
    sheet.append(["户主姓名", "日期"])
    sheet.append(["甲", dt.date(2025, 8, 27)])
    columns = (Column("name", "户主姓名"), Column("day", "日期", Kind.DATE))
    (row,) = parse(read_table(saved(book), "a.xlsx"), columns).rows
    assert row.values["day"] == dt.date(2025, 8, 27)
