"""Any table of funds: other words, order, unit, gaps and totals give the same rows and sums.

One wrong cell in any place is an error under the spreadsheet's own row number, and nothing else
changes.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from council.funds.kinds.allocation_import import COLUMNS
from council.funds.rules import headings as words
from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table
from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.reading.sheet import Level
from tests.gongshi.spreadsheets.workbooks import simple

NAMES = ["东镇", "西乡", "公示栏村", "南街道", "合计沟村", "注水镇"]
WORKS = ["修渠", "公示栏(二期)", "一、二组道路", "机井3眼", "备注碑", "示例田"]
#: 元 or 万元 and how the table says so.
UNITS = {"元": 100, "万元": 1_000_000}
SAID = ["heading", "line", "cells"]
FIELDS = {
    "place": words.PLACE,
    "project": words.PROJECT,
    "count": words.COUNT,
    "amount": words.AMOUNT,
}
NEVER_A_NUMBER = ["abc", "3万", "壹万元", "1..2", "12:30", "#REF!", "-5", "一百", "2025-08-27"]


@dataclass
class Made:
    """A table as it will be sent: its lines, and in which line each row stands."""

    lines: list[list[object]]
    rows: list[tuple[str, str, int, int]]
    numbers: list[int]
    order: list[str]

    def bytes_as(self, kind: str) -> tuple[bytes, str]:
        if kind == "xlsx":
            return simple(*self.lines), "a.xlsx"
        stream = StringIO()
        csv.writer(stream).writerows(self.lines)
        return stream.getvalue().encode(kind), "a.csv"


@st.composite
def tables(draw: st.DrawFn) -> Made:
    """A table with two to six rows, as some clerk might write it."""
    unit, said = draw(st.sampled_from(list(UNITS))), draw(st.sampled_from(SAID))
    row = st.tuples(
        st.sampled_from(NAMES), st.sampled_from(WORKS), st.integers(1, 900), st.integers(1, 9_999)
    )
    rows = draw(st.lists(row, min_size=2, max_size=6))
    order = draw(st.permutations(list(FIELDS)))
    named = {key: draw(st.sampled_from(names)) for key, names in FIELDS.items()}
    named["amount"] += f"({unit})" if said == "heading" else ""
    lines: list[list[object]] = []
    gap = st.sampled_from([0, 0, 1, 2])
    lines += [["二〇二六年资金分配表", None, None, None]] * draw(st.integers(0, 1))
    lines += [[None] * 4] * draw(gap)
    lines += [[None, None, None, f"单位：{unit}"]] * (said == "line")
    lines.append([named[key] for key in order])
    total: dict[str, object] = dict.fromkeys(order)
    label = draw(st.sampled_from(["合计", "合 计", "总计:", "全县合计"]))
    total[draw(st.sampled_from(["place", "project"]))] = label
    total["count"] = sum(count for _, _, count, _ in rows)
    total["amount"] = _cell(sum(amount for *_, amount in rows), unit, said)
    where = draw(st.sampled_from(["", "top", "bottom"]))
    lines += [[total[key] for key in order]] * (where == "top")
    numbers = []
    for place, project, count, amount in rows:
        lines += [[None] * 4] * draw(gap)
        one = {"place": place, "project": project, "count": count}
        one["amount"] = _cell(amount, unit, said)
        lines.append([one[key] for key in order])
        numbers.append(len(lines))
    lines += [[total[key] for key in order]] * (where == "bottom")
    lines += [["备注：资金按规定使用", None, None, None]] * draw(st.integers(0, 1))
    wanted = [(place, work, count, amount * UNITS[unit]) for place, work, count, amount in rows]
    return Made([list(line) for line in lines], wanted, numbers, list(order))


def _cell(amount: int, unit: str, said: str) -> object:
    return f"{amount:,}{unit}" if said == "cells" else amount


def read(made: Made, kind: str) -> Parsed:
    return parse(read_table(*made.bytes_as(kind)), COLUMNS)


KINDS = st.sampled_from(["xlsx", "utf-8-sig", "gb18030", "utf-16"])


def values(parsed: Parsed) -> list[tuple[object, ...]]:
    return [tuple(row.values[key] for key in FIELDS) for row in parsed.rows]


@settings(max_examples=300, deadline=None)
@given(tables(), KINDS)
def test_the_same_rows_and_sums_however_it_is_written(made: Made, kind: str) -> None:
    parsed = read(made, kind)
    assert values(parsed) == made.rows
    assert [row.number for row in parsed.rows] == made.numbers
    assert parsed.sums["amount"].computed == sum(amount for *_, amount in made.rows)
    assert parsed.sums["count"].computed == sum(count for _, _, count, _ in made.rows)
    assert {parsed.sums[key].matches for key in ("amount", "count")} <= {True, None}
    assert not [said for said in parsed.every_remark() if said.level is Level.ERROR]
    assert "SHEET-50" not in {said.rule for said in parsed.every_remark()}


@settings(max_examples=300, deadline=None)
@given(tables(), KINDS, st.data())
def test_one_wrong_cell_is_an_error_in_its_own_row_and_changes_no_other(
    made: Made, kind: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(made.rows) - 1))
    key = data.draw(st.sampled_from(["count", "amount"]))
    made.lines[made.numbers[place] - 1][made.order.index(key)] = data.draw(
        st.sampled_from(NEVER_A_NUMBER)
    )
    parsed = read(made, kind)
    (row,) = parsed.rejected
    assert row.number == made.numbers[place]
    assert {(said.row, said.column) for said in row.remarks} == {(row.number, key)}
    assert row.values[key] is None
    others = [
        found for found, one in zip(values(parsed), parsed.rows, strict=True) if one is not row
    ]
    assert others == made.rows[:place] + made.rows[place + 1 :]
    total = sum(amount for *_, amount in made.rows) - made.rows[place][3] * (key == "amount")
    assert parsed.sums["amount"].computed == total


@settings(max_examples=100, deadline=None)
@given(tables(), KINDS, st.integers(1, 9_999))
def test_a_total_that_is_off_is_always_said(made: Made, kind: str, more: int) -> None:
    number = made.numbers[-1] + 1
    line: list[object] = [None] * 4
    line[made.order.index("place")] = "合计"
    amounts = sum(amount for *_, amount in made.rows)
    line[made.order.index("amount")] = f"{(amounts + more * 100) // 100}元"
    del made.lines[number - 1 :]
    made.lines.append(line)
    parsed = read(made, kind)
    said = [one.row for one in parsed.remarks if one.rule == "SHEET-50" and one.column == "amount"]
    assert number in said
    assert values(parsed) == made.rows
