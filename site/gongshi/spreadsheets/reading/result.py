"""What reading a table gives: rows, totals, sums and remarks (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from gongshi.spreadsheets.reading.layout import Layout
from gongshi.spreadsheets.reading.placing import Placing
from gongshi.spreadsheets.reading.sheet import Level, Remark


@dataclass(slots=True)
class Row:
    """One row of data under its number in the spreadsheet.

    ``values`` are by column key; ``others`` are by heading what columns nobody asked for hold
    (sums of money in fen). A row with an error remark is rejected.
    """

    number: int
    values: dict[str, object] = field(default_factory=dict)
    others: dict[str, object] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def rejected(self) -> bool:
        return any(said.level is Level.ERROR for said in self.remarks)


@dataclass(slots=True)
class Total:
    """A total row: its label, its sums by column key or heading; None where none is given."""

    number: int
    label: str
    sums: dict[str, int | Decimal | None]
    position: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A column added up, beside what the file itself declares."""

    key: str
    title: str
    computed: int | Decimal
    declared: int | Decimal | None = None

    @property
    def difference(self) -> int | Decimal | None:
        """Declared minus computed; None where nothing is declared."""
        return None if self.declared is None else self.declared - self.computed

    @property
    def matches(self) -> bool | None:
        return None if self.declared is None else self.declared == self.computed


@dataclass(slots=True)
class Parsed:
    """A table as read. ``rows_in`` is always ``len(accepted) + len(rejected)``.

    The cells themselves are not kept: of a large table they are half of what stands in memory.
    """

    layout: Layout
    placing: Placing
    rows: list[Row]
    totals: list[Total]
    skipped: list[tuple[int, str]]
    sums: dict[str, Sum] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def rows_in(self) -> int:
        return len(self.rows)

    @property
    def accepted(self) -> list[Row]:
        return [row for row in self.rows if not row.rejected]

    @property
    def rejected(self) -> list[Row]:
        return [row for row in self.rows if row.rejected]

    @property
    def total(self) -> Total | None:
        """The total of the whole table, if it has one."""
        return next((total for total in self.totals if not total.partial), None)

    def every_remark(self) -> Iterator[Remark]:
        """Give the remarks on the file, then those on each row."""
        yield from self.remarks
        for row in self.rows:
            yield from row.remarks
