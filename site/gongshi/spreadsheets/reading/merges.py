"""Merged cells below the headings: words belong to each of their rows, sums to none (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongshi.spreadsheets.reading.columns import SUMMED
from gongshi.spreadsheets.reading.guard import broken
from gongshi.spreadsheets.reading.layout import Layout
from gongshi.spreadsheets.reading.placing import Placing
from gongshi.spreadsheets.reading.sheet import Merge, Table, is_blank

#: Merges never overlap in a sound workbook, so together they cover no more than this.
MOST_MERGED = 4_000_000

#: A cell by its row's number and its column, counted from 1.
Place = tuple[int, int]


@dataclass(slots=True)
class Merged:
    """What merges mean: values to fill in, sums shared by several rows, lines merged across."""

    values: dict[Place, object] = field(default_factory=dict)
    shared: dict[Place, tuple[int, int]] = field(default_factory=dict)
    wide: set[int] = field(default_factory=set)


def merged_cells(table: Table, layout: Layout, placing: Placing) -> Merged:
    """Work out every merge that reaches below the headings."""
    found = Merged()
    if not table.merges or layout.body >= len(table.rows):
        return found
    first = table.rows[layout.body][0]
    last = table.rows[-1][0]
    cells = dict(table.rows)
    width = len(layout.blocks[0].headings)
    sums = {
        block.start + placed.place + 1
        for block in layout.blocks
        for placed in placing.known
        if placed.column.kind in SUMMED and not placed.column.group
    }
    if sum(min(merge.bottom, last) - merge.top + 1 for merge in table.merges) > MOST_MERGED:
        raise broken()
    for merge in table.merges:
        if merge.bottom < first:
            continue
        if merge.right - merge.left + 1 >= max(3, width // 2):
            found.wide.add(merge.top)
        row = cells.get(merge.top, ())
        value = row[merge.left - 1] if merge.left <= len(row) else None
        _spread(found, merge, value, last, is_sum=merge.left in sums)
    return found


def _spread(found: Merged, merge: Merge, value: object, last: int, *, is_sum: bool) -> None:
    if merge.top == merge.bottom or is_blank(value):
        return
    for number in range(merge.top, min(merge.bottom, last) + 1):
        if is_sum:
            found.shared[number, merge.left] = (merge.top, merge.bottom)
        elif number > merge.top:
            found.values[number, merge.left] = value
