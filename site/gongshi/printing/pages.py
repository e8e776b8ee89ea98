"""What stands on each kind of paper: plain values that the templates under print/ lay out.

Cells and facts arrive as finished words ("1,200.00"); paper formats no money and counts no days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value, such as 总金额 / 12,000.00 元 or 监督电话 / 0539-0000000."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` is its share beside the others."""

    title: str
    numeric: bool = False
    width: float = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and unit; ``totals`` is the last row, or empty."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    unit: str = ""
    totals: Sequence[str] = ()

    def lines(self) -> Iterator[list[tuple[str, Column]]]:
        """Give each row with its columns beside the cells."""
        return (list(zip(row, self.columns, strict=True)) for row in self.rows)

    def total_line(self) -> list[tuple[str, Column]]:
        """Give the last row with its columns, or nothing."""
        return list(zip(self.totals, self.columns, strict=True)) if self.totals else []

    def shares(self) -> list[str]:
        """Give each column's share of the width in per cent."""
        whole = sum(column.width for column in self.columns)
        return [f"{column.width / whole:.2%}" for column in self.columns]


@dataclass(frozen=True, slots=True)
class Poster:
    """A village notice for the wall. Without dates, lines are printed to fill in by hand.

    ``facts`` are the big figures, four at most; an announcement has no ``period``. ``proof`` is
    the size and the short code of the record's last checkpoint, so that every photograph of
    the board is a witness.
    """

    title: str
    number: str
    issuer: str
    address: str
    check_code: str
    objections: str
    hotlines: Sequence[Fact]
    paragraphs: Sequence[str] = ()
    facts: Sequence[Fact] = ()
    tables: Sequence[Table] = ()
    first_day: date | None = None
    last_day: date | None = None
    issued_on: date | None = None
    period: bool = True
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document; level 1 to 4 is a heading as in 一、(一) 1. (1); 0 is text."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment on a page of its own."""

    title: str
    blocks: Sequence[Block] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A township document in the layout of GB/T 9704-2012."""

    head: str
    number: str
    title: str
    issuer: str
    issued_on: date
    blocks: Sequence[Block]
    addressee: str = ""
    annexes: Sequence[Annex] = ()
    sealed: bool = True
    note: str = ""
    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of a meeting (纪要). ``attendance`` names who was there, excused, recused."""

    head: str
    number: str
    issuer: str
    issued_on: date
    blocks: Sequence[Block]
    attendance: Sequence[Fact] = ()
    signatures: Sequence[str] = ()
    copies: str = ""
    check_code: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form to fill in by hand: sign-in sheet, vote sheet, inspection sheet."""

    title: str
    meta: Sequence[Fact]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    blank_rows: int = 0
    notes: Sequence[str] = ()
    signatures: Sequence[str] = ()
    check_code: str = ""

    def table(self) -> Table:
        """Give the rows with the blank ones behind them."""
        blank = [""] * len(self.columns)
        return Table(self.columns, [*self.rows, *[blank] * self.blank_rows])


@dataclass(frozen=True, slots=True)
class Slip:
    """A one-time sign-in slip, cut off and handed over in person."""

    area: str
    name: str
    office: str
    login: str
    code: str
    address: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a villager takes home after objecting: number, code to follow, day of reply."""

    number: str
    issuer: str
    notice: str
    about: str
    filed_on: date
    reply_by: date
    code: str
    address: str
    hotlines: Sequence[Fact] = ()
