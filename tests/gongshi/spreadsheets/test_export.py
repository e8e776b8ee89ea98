"""What we write is inert, complete and read back by our own reader."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongshi.spreadsheets.export import Sheet, inert, write_csv, write_xlsx
from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table

COLUMNS = (
    Column("name", "姓名", required=True),
    Column("amount", "补助金额", Kind.MONEY, required=True),
    Column("count", "户数", Kind.INTEGER),
    Column("day", "日期", Kind.DATE),
)
UTC_MORNING = datetime(2026, 3, 2, 23, 6, tzinfo=ZoneInfo("UTC"))
LIVE = ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"]


def made(rows: list[list[object]]) -> Sheet:
    return Sheet(COLUMNS, rows, "分配表", "某科员", UTC_MORNING, "乡镇=东镇")


ROWS: list[list[object]] = [
    ["=甲", 123_450, 3, date(2025, 8, 27)],
    ["乙", 1, None, None],
]


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_round_trip_with_total_and_footer(write: object) -> None:
    data = write(made(ROWS))  # type: ignore[operator]
    parsed = parse(read_table(data, "a.csv"), COLUMNS)
    assert [list(row.values.values()) for row in parsed.rows] == ROWS
    assert parsed.total is not None
    assert parsed.sums["amount"].declared == 123_451
    assert parsed.sums["amount"].matches
    assert parsed.sums["count"].declared == 3


def test_text_is_never_a_formula_in_a_workbook() -> None:
    rows: list[list[object]] = [[text, 1, 1, None] for text in LIVE]
    page = openpyxl.load_workbook(BytesIO(write_xlsx(made(rows)))).active
    assert page is not None
    assert {page.cell(number, 1).data_type for number in range(1, 14)} == {"s"}
    assert page.cell(3, 2).value == 0.01
    assert page.cell(3, 2).number_format == "#,##0.00"
    assert page.freeze_panes == "A3"


def test_text_is_never_a_formula_in_a_text_file_and_numbers_stay_numbers() -> None:
    rows: list[list[object]] = [[text, -500, 1, None] for text in LIVE]
    data = write_csv(made(rows))
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert lines[0] == ["姓名", "补助金额(元)", "户数", "日期"]
    assert [line[0] for line in lines[1:11]] == [f"'{text}" for text in LIVE]
    assert lines[1][1] == "-5.00"
    assert lines[11][:3] == ["合计", "-50.00", "10"]
    for line in lines:
        for cell in line:
            assert cell[:1] not in "=+@\t\r＝＋－＠" or not cell


def test_the_footer_says_who_when_in_local_time_and_which_filter() -> None:
    text = write_csv(made(ROWS)).decode("utf-8-sig")
    assert "某科员" in text
    assert "2026-03-03 07:06" in text
    assert "乡镇=东镇" in text


@settings(max_examples=1000)
@example("'@")
@example("''=x")
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("'=+-@\t"), max_size=8)
)
def test_inert_text_comes_back_exactly(text: str) -> None:
    shown = inert(text)
    assert shown[:1] not in tuple("=+-@\t\r\n＝＋－＠") or not shown
    line = StringIO()
    csv.writer(line).writerow(["x", shown])
    rows = read_table(f"姓名,值\r\n{line.getvalue()}".encode(), "a.csv").rows
    assert rows[1][1][1] == text


def test_a_decimal_keeps_its_places() -> None:
    columns = (Column("name", "姓名"), Column("land", "面积", Kind.DECIMAL))
    sheet = Sheet(columns, [["甲", Decimal("1.50")]], "表", "某科员", UTC_MORNING)
    assert "甲,1.50" in write_csv(sheet).decode("utf-8-sig")
