"""Reading one row of data: its values, and what is missing or wrong in it (pure)."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from gongshi.spreadsheets.reading.cells import (
    ERROR_VALUE,
    Unreadable,
    cell_at,
    empty_number,
    number_text,
    refuse_error,
    warn,
)
from gongshi.spreadsheets.reading.columns import FEN, Kind, fold
from gongshi.spreadsheets.reading.layout import Block, Layout
from gongshi.spreadsheets.reading.merges import merged_cells
from gongshi.spreadsheets.reading.placing import Placed, Placing
from gongshi.spreadsheets.reading.result import Row
from gongshi.spreadsheets.reading.sheet import Level, Remark, Table, is_blank, remark
from gongshi.spreadsheets.reading.values import read_cell
from gongshi.verdict import gettext_noop

NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.RATE, Kind.PERCENT})

#: A column of this name says for each row what is counted; where it says 万元, that is nearest.
UNIT_HEADINGS = frozenset({"单位", "金额单位", "计量单位"})
ROW_UNIT = gettext_noop(
    "The row names another unit than the heading or the line above the table; the row's was used."
)


class _Known(NamedTuple):
    """A known column with what is asked of it for every cell."""

    placed: Placed
    place: int
    key: str
    is_number: bool
    required: bool


def _known(placed: Placed) -> _Known:
    column = placed.column
    return _Known(placed, placed.place, column.key, column.kind in NUMBERS, column.required)


class RowReader:
    """Reads rows of one table; it remembers the group above for files that have no merges."""

    def __init__(self, table: Table, layout: Layout, placing: Placing) -> None:
        self.table, self.placing = table, placing
        self.merged = merged_cells(table, layout, placing)
        self._marks = table.look.errors | table.look.unvalued
        self._above: dict[str, object] = {}
        self._filled: dict[str, list[int]] = defaultdict(list)
        self._unit: int | None = None
        self._known = [_known(placed) for placed in placing.known]
        self._doubtful = bool(self._marks or self.merged.shared)
        self._units = [
            placed.place
            for placed in (*placing.known, *placing.others)
            if fold(placed.heading) in UNIT_HEADINGS
        ]

    def read(self, number: int, cells: tuple[object, ...], block: Block, *, beyond: bool) -> Row:
        """Read one row; ``beyond`` says that it has cells right of the last heading."""
        row = Row(number)
        missing: list[Placed] = []
        self._unit = self._unit_of(cells) if self._units else None
        width, values = len(cells), row.values
        for placed, place, key, is_number, required in self._known:
            cell = cells[place] if place < width else None
            at = (number, block.start + place + 1)
            if is_blank(cell):
                cell = self._fill(placed, at, cell)
            elif placed.column.group:
                self._above[key] = cell
            values[key] = None
            if self._doubtful and not self.is_sound(placed, at, row):
                continue
            if empty_number(cell) if is_number else is_blank(cell):
                if required:
                    missing.append(placed)
            else:
                values[key] = self.value(placed, cell, row)
        if self.placing.others:
            self._read_others(row, cells)
        self._say_missing(row, missing)
        if beyond:
            level = Level.ERROR if self.table.source == "csv" else Level.WARNING
            reason = gettext_noop("The row has more cells than there are headings.")
            row.remarks.append(remark(level, "SHEET-24", reason, row=number))
        return row

    def _unit_of(self, cells: tuple[object, ...]) -> int | None:
        """Give the unit of money that the row itself names in a column of units, if it does."""
        named = {FEN.get(fold(str(cell_at(cells, place)))) for place in self._units}
        return named.pop() if len(named) == 1 else None

    def value(self, placed: Placed, cell: object, row: Row) -> object:
        """Read one cell; what is to be said of it goes to the row's remarks."""
        try:
            unit = self._unit if self._unit and placed.column.kind is Kind.MONEY else placed.unit
            value, finding = read_cell(placed.column.kind, refuse_error(cell), unit)
            if unit != placed.unit and placed.unit is not None:
                finding = finding or warn("SHEET-35", ROW_UNIT)
        except Unreadable as error:
            value, finding = None, error.finding
        if finding:
            level, rule, reason, facts = finding
            key = placed.column.key
            row.remarks.append(remark(level, rule, reason, row=row.number, column=key, **facts))
        return value

    def is_marked(self, number: int, block: Block) -> bool:
        """Whether errors or uncalculated formulas stand in a row that looks empty."""
        places = range(block.start + 1, block.start + len(block.headings) + 1)
        return bool(self._marks) and any((number, place) in self._marks for place in places)

    def remember(self, placed: Placed, cell: object) -> None:
        """Keep the value of a group column for the blank cells below it."""
        if placed.column.group:
            self._above[placed.column.key] = cell

    def filled(self) -> list[Remark]:
        """Say once per column what was filled in from above."""
        headings = {placed.column.key: placed.heading for placed in self.placing.known}
        reason = gettext_noop(
            "“%(title)s” is blank in %(count)s rows (%(first)s to %(last)s); the value above was "
            "taken, as in merged cells."
        )
        return [
            remark(
                Level.WARNING,
                "SHEET-18",
                reason,
                row=numbers[0],
                column=key,
                title=headings[key],
                count=len(numbers),
                first=numbers[0],
                last=numbers[-1],
            )
            for key, numbers in self._filled.items()
        ]

    def _fill(self, placed: Placed, at: tuple[int, int], cell: object) -> object:
        """Give what stands for a blank cell: the value of a merged cell in each of its rows."""
        key = placed.column.key
        if at in self.merged.values:
            return self.merged.values[at]
        if self.table.source == "csv" and key in self._above:
            self._filled[key].append(at[0])
            return self._above[key]
        return cell

    def is_sound(self, placed: Placed, at: tuple[int, int], row: Row) -> bool:
        """Whether the cell can be read: no error value, uncalculated formula or shared sum."""
        facts: dict[str, object] = {}
        if at in self.table.look.errors:
            rule = "SHEET-22"
            reason = ERROR_VALUE
        elif at in self.table.look.unvalued:
            rule = "SHEET-21"
            reason = gettext_noop(
                "The cell holds a formula that was never calculated. Open the file in Excel or WPS "
                "and save it."
            )
        elif at in self.merged.shared:
            rule = "SHEET-23"
            reason = gettext_noop(
                "Rows %(top)s to %(bottom)s share one merged cell here; write into each row what "
                "belongs to it."
            )
            facts["top"], facts["bottom"] = self.merged.shared[at]
        else:
            return True
        key = placed.column.key
        row.remarks.append(remark(Level.ERROR, rule, reason, row=row.number, column=key, **facts))
        return False

    def _say_missing(self, row: Row, missing: list[Placed]) -> None:
        if missing:
            reason = gettext_noop("The row is incomplete; missing: %(columns)s.")
            titles = "、".join(placed.column.title for placed in missing)
            key = missing[0].column.key
            row.remarks.append(
                remark(Level.ERROR, "SHEET-20", reason, row=row.number, column=key, columns=titles)
            )

    def _read_others(self, row: Row, cells: tuple[object, ...]) -> None:
        """Keep the other columns; what cannot be read there is shown as it stands."""
        for placed in self.placing.others:
            cell = cell_at(cells, placed.place)
            if is_blank(cell):
                continue
            try:
                row.others[placed.column.key], _ = read_cell(placed.column.kind, cell, placed.unit)
            except Unreadable as error:
                row.others[placed.column.key] = number_text(cell)[:200]
                if placed.column.kind is Kind.MONEY:
                    _, rule, reason, facts = error.finding
                    key = placed.column.key
                    row.remarks.append(
                        remark(Level.WARNING, rule, reason, row=row.number, column=key, **facts)
                    )
