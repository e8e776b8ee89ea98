"""Going down the rows below the headings: which is data, which a total, which a note (pure)."""

from __future__ import annotations

from decimal import Decimal

from gongshi.spreadsheets.reading.cells import cell_at, empty_number, is_figure
from gongshi.spreadsheets.reading.columns import SUMMED, Kind, fold
from gongshi.spreadsheets.reading.layout import Block, Layout, repeats_heading
from gongshi.spreadsheets.reading.lines import (
    NOTE_HEADINGS,
    NUMBER_HEADINGS,
    group_rows,
    is_remark_line,
    is_total_label,
    is_total_of_all,
)
from gongshi.spreadsheets.reading.placing import Placing
from gongshi.spreadsheets.reading.result import Row, Total
from gongshi.spreadsheets.reading.rows import RowReader
from gongshi.spreadsheets.reading.sheet import Level, Remark, SheetRow, Table, is_blank, remark
from gongshi.verdict import gettext_noop


class Body:
    """The rows below the headings of one table, read one after the other."""

    def __init__(self, table: Table, layout: Layout, placing: Placing) -> None:
        self.table, self.layout, self.placing = table, layout, placing
        self.rows: list[Row] = []
        self.totals: list[Total] = []
        self.skipped: list[tuple[int, str]] = []
        self.remarks: list[Remark] = []
        self._reader = RowReader(table, layout, placing)
        self._ended = False
        labelled = (Kind.TEXT, Kind.AREA)
        words = [p for p in (*placing.known, *placing.others) if p.column.kind in labelled]
        self._labels = [p.place for p in words if fold(p.heading) not in NOTE_HEADINGS]
        self._notes = [p.place for p in words if fold(p.heading) in NOTE_HEADINGS]
        self._named = [*self._labels, *self._notes]
        self._sums = [p.place for p in placing.known if p.column.kind in SUMMED]
        self._number = next(
            (p for p, text in enumerate(layout.blocks[0].headings) if text in NUMBER_HEADINGS), None
        )
        body = table.rows[layout.body :]
        self._groups = group_rows(body, self._number) if self._number is not None else frozenset()

    def read(self) -> None:
        """Read every row, then decide which total is the whole table's."""
        for sheet_row in self.table.rows[self.layout.body :]:
            if repeats_heading(sheet_row, self.layout):
                self.skipped.append((sheet_row[0], "heading"))
                continue
            for block in self.layout.blocks:
                self._read_block(sheet_row, block)
        self._settle_totals()
        self.remarks.extend(self._reader.filled())

    def _read_block(self, sheet_row: SheetRow, block: Block) -> None:
        number, every = sheet_row
        end = block.start + len(block.headings)
        cells = every[block.start : end]
        last = block is self.layout.blocks[-1]
        beyond = last and len(every) > end and not all(map(is_blank, every[end:]))
        words = [str(cell) for cell in cells if not is_blank(cell)]
        if not words and not beyond and not self._reader.is_marked(number, block):
            return
        label = self._total_label(cells)
        if label:
            self._read_total(number, label, cells, block.start, partial=not is_total_of_all(label))
        elif number in self._groups:
            self._read_total(number, " ".join(words[:2]), cells, block.start, partial=True)
        elif words and is_remark_line(
            words,
            wide=number in self._reader.merged.wide,
            ended=self._ended,
            counted=lambda: self._is_counted(cells),
        ):
            self._ended = self._ended or bool(self.rows)
            self._skip(number, words, figures=self._has_figures(cells))
        else:
            row = self._reader.read(number, cells, block, beyond=beyond)
            self._check_named(row, cells, block)
            self.rows.append(row)

    def _check_named(self, row: Row, cells: tuple[object, ...], block: Block) -> None:
        """SHEET-25: figures alone may be a total that nobody called one."""
        if self._number is not None and not is_blank(cell_at(cells, self._number)):
            return
        places = [p for p in self._named if p != self._number]
        named = any(
            not is_blank(cell_at(cells, place))
            or (row.number, block.start + place + 1) in self._reader.merged.values
            for place in places
        )
        if places and not named and self._has_figures(cells):
            reason = gettext_noop(
                "The row has figures, but no words. If it is a total, write 合计 before it."
            )
            row.remarks.append(remark(Level.ERROR, "SHEET-25", reason, row=row.number))

    def _skip(self, number: int, words: list[str], *, figures: bool) -> None:
        shown = " ".join(words)
        self.skipped.append((number, shown))
        reason = gettext_noop("Not read as a row of the table: “%(text)s”.")
        level = Level.WARNING if figures else Level.NOTE
        self.remarks.append(remark(level, "SHEET-19", reason, row=number, text=shown[:60]))

    def _has_figures(self, cells: tuple[object, ...]) -> bool:
        return any(is_figure(cell_at(cells, place)) for place in self._sums)

    def _is_counted(self, cells: tuple[object, ...]) -> bool:
        """Whether the row has a number of its own, or a figure that would be added up."""
        own = self._number is not None and is_figure(cell_at(cells, self._number))
        return own or self._has_figures(cells)

    def _total_label(self, cells: tuple[object, ...]) -> str:
        """Give the words that make a total of the row; in a column of notes only alone."""
        for places in (self._labels, self._notes):
            found = [cell for place in places if not is_blank(cell := cell_at(cells, place))]
            label = next((c for c in found if isinstance(c, str) and is_total_label(c)), "")
            if label:
                return label.strip()
            if found:
                break
        return ""

    def _read_total(
        self, number: int, label: str, cells: tuple[object, ...], start: int, *, partial: bool
    ) -> None:
        sums: dict[str, int | Decimal | None] = {}
        row = Row(number)
        for placed in (*self.placing.known, *self.placing.others):
            cell = cell_at(cells, placed.place)
            if isinstance(cell, str) and is_total_label(cell):
                continue
            if placed.column.kind in SUMMED:
                at = (number, start + placed.place + 1)
                sound = self._reader.is_sound(placed, at, row)
                read = sound and not empty_number(cell)
                value = self._reader.value(placed, cell, row) if read else None
                sums[placed.column.key] = value if isinstance(value, int | Decimal) else None
            elif not is_blank(cell):
                self._reader.remember(placed, cell)
        self.remarks.extend(said for said in row.remarks if said.level is Level.ERROR)
        position = "last" if self.rows else "first"
        self.totals.append(Total(number, label, sums, position, partial=partial))
        self._ended = self._ended or (position == "last" and not partial)

    def _settle_totals(self) -> None:
        """Of several totals one is the whole table's: 总计 before 合计, else the outermost one."""
        whole = [total for total in self.totals if not total.partial]
        whole = [total for total in whole if any(total.sums.values())] or whole
        if not whole:
            return
        outer = whole[0] if whole[0].position == "first" else whole[-1]
        grand = next((total for total in whole if "总" in total.label), outer)
        for total in self.totals:
            total.partial = total is not grand
