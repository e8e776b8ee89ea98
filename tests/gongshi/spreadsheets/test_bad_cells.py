"""What people write into cells: each reading, each refusal with row, column and rule."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongshi.spreadsheets.reading.cells import Unreadable
from gongshi.spreadsheets.reading.columns import FEN, Column, Kind
from gongshi.spreadsheets.reading.numbers import capital_numerals, money
from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table
from gongshi.spreadsheets.reading.values import read_cell
from tests.gongshi.spreadsheets.bad_files import in_sheet
from tests.gongshi.spreadsheets.columns import ALLOCATION
from tests.gongshi.spreadsheets.workbooks import simple

COLUMNS = (
    Column("name", "姓名", required=True),
    Column("money", "金额", Kind.MONEY),
    Column("count", "户数", Kind.INTEGER),
    Column("land", "面积", Kind.DECIMAL),
    Column("share", "比例", Kind.PERCENT),
    Column("day", "日期", Kind.DATE),
    Column("id", "身份证号", Kind.ID_NUMBER),
    Column("phone", "电话", Kind.PHONE),
    Column("place", "乡镇", Kind.AREA),
)
HEADINGS = ["姓名", "金额(元)", "户数", "面积", "比例", "日期", "身份证号", "电话", "乡镇"]
KEYS = [column.key for column in COLUMNS]

#: column, cell, value, rule of a warning
READ: list[tuple[str, object, object, str]] = [
    ("name", " 李 四 ", "李 四", ""),
    ("name", "张\n三", "张 三", ""),
    ("name", "买买提·艾力", "买买提·艾力", ""),
    ("name", "<script>", "<script>", ""),
    ("name", "{{ 7*7 }}", "{{ 7*7 }}", ""),
    ("name", "张\u202e三\u200b", "张三", ""),
    ("name", "\ue000氏", "\ue000氏", "SHEET-43"),
    ("name", 12, "12", ""),
    ("money", 100, 10_000, ""),
    ("money", 0.29, 29, ""),
    ("money", 100.10000000000001, 10_010, ""),
    ("money", "1,234.50", 123_450, ""),
    ("money", "1，234.50", 123_450, ""),
    ("money", "１２３", 12_300, ""),
    ("money", "￥100", 10_000, ""),
    ("money", "¥ 1,000.00 元整", 100_000, ""),
    ("money", "20万元", 20_000_000, "SHEET-35"),
    ("money", "187.63239万元", 187_632_390, "SHEET-35"),
    ("money", "159993.26元", 15_999_326, ""),
    ("money", 0, 0, "SHEET-36"),
    ("money", "—", None, ""),
    ("money", "/", None, ""),
    ("count", "12户", 12, ""),
    ("count", "１２", 12, ""),
    ("count", 3.0, 3, ""),
    ("land", "11598.35亩", Decimal("11598.35"), ""),
    ("share", "51.7%", Decimal("51.7"), ""),
    ("share", 0.517, Decimal("51.7"), ""),
    ("share", "100％", Decimal(100), ""),
    ("day", "20250827", dt.date(2025, 8, 27), ""),
    ("day", 20250827, dt.date(2025, 8, 27), ""),
    ("day", "2025年8月27日", dt.date(2025, 8, 27), ""),
    ("day", "2025.8.27", dt.date(2025, 8, 27), ""),
    ("day", dt.date(2025, 8, 27), dt.date(2025, 8, 27), ""),
    ("day", dt.datetime(2025, 8, 27, 9, 30), dt.date(2025, 8, 27), ""),  # noqa: DTZ001
    ("id", "110101199003070732", "110101199003070732", ""),
    ("id", "１１０１０１ 19900307 0732", "110101199003070732", ""),
    ("id", "'110101199003070732", "110101199003070732", ""),
    ("id", "11010119900307073x", "11010119900307073X", ""),
    ("id", "110101900307073", "110101900307073", "SHEET-40"),
    ("phone", 19900006901, "19900006901", ""),
    ("phone", "0372-5550301", "0372-5550301", ""),
    ("phone", "（0372）5550301", "0372-5550301", ""),
    ("phone", "55529001", "55529001", ""),
    ("phone", "12317", "12317", ""),
    ("place", "彰 北\n办事处", "彰北办事处", ""),
]
#: column, cell, rule
REFUSED: list[tuple[str, object, str]] = [
    ("name", "", "SHEET-20"),
    ("name", "\u3000", "SHEET-20"),
    ("name", "坏\ufffd字", "SHEET-43"),
    ("name", "长" * 20_001, "SHEET-43"),
    ("money", -5, "SHEET-31"),
    ("money", "-5元", "SHEET-31"),
    ("money", 0.001, "SHEET-32"),
    ("money", "1.005", "SHEET-32"),
    ("money", "1.0000001万元", "SHEET-32"),
    ("money", 1e308, "SHEET-33"),
    ("money", "759800379800380000", "SHEET-33"),
    ("money", 759800379800380000, "SHEET-33"),
    ("money", "NaN", "SHEET-30"),
    ("money", "inf", "SHEET-30"),
    ("money", "1,23", "SHEET-30"),
    ("money", "1.2.3", "SHEET-30"),
    ("money", "²", "SHEET-30"),
    ("money", "约30元", "SHEET-30"),
    ("money", "100元/户", "SHEET-30"),
    ("money", True, "SHEET-30"),
    ("money", dt.date(2025, 1, 1), "SHEET-30"),
    ("money", "壹万元", "SHEET-37"),
    ("money", "3万", "SHEET-37"),
    ("count", 12.5, "SHEET-38"),
    ("count", "十二", "SHEET-30"),
    ("count", -1, "SHEET-31"),
    ("count", 1e15, "SHEET-33"),
    ("land", "abc", "SHEET-30"),
    ("share", "120%", "SHEET-44"),
    ("share", "-1%", "SHEET-44"),
    ("day", "2025/2/30", "SHEET-42"),
    ("day", "25-8-27", "SHEET-42"),
    ("day", "2023524", "SHEET-42"),
    ("day", "2025年8月", "SHEET-42"),
    ("day", 45896, "SHEET-42"),
    ("day", "1899-01-01", "SHEET-42"),
    ("day", dt.date(2199, 1, 1), "SHEET-42"),
    ("id", 370801195001011300, "SHEET-40"),
    ("id", "3.70801E+17", "SHEET-40"),
    ("id", "370801195001011000", "SHEET-40"),
    ("id", "37080119500101", "SHEET-40"),
    ("phone", "1990000690", "SHEET-41"),
    ("phone", "请打我", "SHEET-41"),
]


def row_with(key: str, cell: object) -> bytes:
    cells: list[object] = [None] * len(KEYS)
    cells[0] = "某甲"
    cells[-1] = "东镇"
    cells[KEYS.index(key)] = cell
    return simple(HEADINGS, ["某乙", *[None] * 7, "西镇"], cells)


@pytest.mark.parametrize(("key", "cell", "value", "rule"), READ)
def test_read(key: str, cell: object, value: object, rule: str) -> None:
    row = parse(read_table(row_with(key, cell), "a.xlsx"), COLUMNS).rows[1]
    assert row.values[key] == value
    assert [said.rule for said in row.remarks] == ([rule] if rule else [])
    assert not row.rejected


@pytest.mark.parametrize(("key", "cell", "rule"), REFUSED)
def test_refused(key: str, cell: object, rule: str) -> None:
    if (isinstance(cell, str) and "\ufffd" not in cell) or not isinstance(cell, str):
        parsed = parse(read_table(row_with(key, cell), "a.xlsx"), COLUMNS)
        good, bad = parsed.rows
        assert not good.rejected
        assert bad.rejected
        assert [(said.rule, said.row, said.column) for said in bad.remarks] == [(rule, 3, key)]
        assert bad.values[key] is None
        assert "%(" not in bad.remarks[0].verdict.text()
        assert parsed.rows_in == len(parsed.accepted) + len(parsed.rejected) == 2
    else:
        kind = COLUMNS[KEYS.index(key)].kind
        with pytest.raises(Unreadable) as refused:
            read_cell(kind, cell, None)
        assert refused.value.finding.rule == rule


def test_the_meaning_of_words_is_suggested_never_booked() -> None:
    for cell, meant in (("壹万元", "10000"), ("3万", "30000"), ("贰仟零伍拾元叁角", "2050.3")):
        with pytest.raises(Unreadable) as refused:
            money(cell, 100)
        assert refused.value.finding.facts["meant"] == meant


def test_an_id_number_never_stands_in_a_refusal() -> None:
    parsed = parse(read_table(row_with("id", "370801195001011000"), "a.xlsx"), COLUMNS)
    assert "370801" not in repr(parsed.rows[1].remarks)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b'<c r="B2" t="n"><v>1</v>', b'<c r="B2"><f>SUM(B3)</f><v></v>', "SHEET-21"),
        (b'<c r="B2" t="n"><v>1</v>', b'<c r="B2"><f>SUM(B3)</f>', "SHEET-21"),
        (b'<c r="B2" t="n"><v>1</v>', b'<c r="B2" t="e"><v>#REF!</v>', "SHEET-22"),
        (b'<c r="B2" t="n"><v>1</v>', b'<c r="B2" t="e"><f>NA()</f><v>#N/A</v>', "SHEET-22"),
    ],
)
def test_formulas_without_a_value_and_error_values(old: bytes, new: bytes, rule: str) -> None:
    parsed = parse(read_table(in_sheet(old, new), "a.xlsx"), ALLOCATION)
    assert [
        [(said.rule, said.row, said.column) for said in row.remarks] for row in parsed.rows
    ] == [
        [(rule, 2, "amount")],
        [],
    ]


def test_a_formula_with_its_value_is_read_and_said() -> None:
    data = in_sheet(b'<c r="B2" t="n"><v>1</v>', b'<c r="B2"><f>SUM(C1:C9)</f><v>1</v>')
    parsed = parse(read_table(data, "a.xlsx"), ALLOCATION)
    assert parsed.sums["amount"].computed == 300
    assert [said.rule for said in parsed.remarks] == ["SHEET-16"]


def test_a_row_of_nothing_but_errors_is_not_lost() -> None:
    data = simple(["乡镇", "金额(元)"], ["=X1", "=X2"], ["西镇", 2])
    parsed = parse(read_table(data, "a.xlsx"), ALLOCATION)
    assert [(row.number, row.rejected) for row in parsed.rows] == [(2, True), (3, False)]


@given(st.integers(min_value=1, max_value=10**12), st.sampled_from(sorted(FEN)))
@example(1, "亿元")
@example(10**12, "元")
def test_every_sum_written_as_text_or_number_comes_back(fen: int, unit: str) -> None:
    amount = Decimal(fen) / FEN[unit]
    for cell in (f"{amount:f}{unit}", f"{amount:,f}{unit}", f"￥{amount:f}{unit}"):
        assert money(cell, None) == (fen, None)
    assert money(f"{amount:f}", FEN[unit]) == (fen, None)
    assert money(float(amount), FEN[unit])[0] == fen


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_float_is_booked_a_fen_off(value: float) -> None:
    try:
        fen, _ = money(value, 100)
    except Unreadable:
        return
    assert isinstance(fen, int)
    assert abs(Decimal(fen) / 100 - Decimal(value)) < Decimal("0.000001") * max(
        1, abs(Decimal(value))
    )


@given(st.text(max_size=12))
def test_no_text_breaks_a_reader(text: str) -> None:
    for kind in Kind:
        try:
            read_cell(kind, text, 100)
        except Unreadable as refused:
            finding = refused.finding
            assert finding.rule.startswith("SHEET-")
            assert "%(" not in finding.reason % finding.facts if finding.facts else True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("壹万贰仟叁佰肆拾伍元陆角柒分", "12345.67"),
        ("人民币拾万元整", "100000"),
        ("壹亿零伍拾万圆正", "100500000"),
        ("壹佰零壹万元", "1010000"),
    ],
)
def test_capital_numerals(text: str, value: str) -> None:
    assert capital_numerals(text) == Decimal(value)
