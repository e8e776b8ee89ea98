"""A sheet as it was read: rows with their own numbers, merges, doubts, refusals (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from gongshi.verdict import RuleBroken, Verdict, denied


class BadFile(RuleBroken):
    """The file cannot be read as a table. Nothing of it was kept."""

    def __init__(self, rule: str, reason: str, **facts: object) -> None:
        super().__init__(denied(rule, reason, **facts))


class Level(StrEnum):
    """How grave a remark is: an error stops the import, a warning is shown, a note informs."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a file, a row or a cell, in the words of a verdict."""

    level: Level
    verdict: Verdict
    row: int = 0
    column: str = ""

    @property
    def rule(self) -> str:
        return self.verdict.rule


def remark(
    level: Level, rule: str, reason: str, *, row: int = 0, column: str = "", **facts: object
) -> Remark:
    """Make a remark from a rule, a reason and its facts."""
    return Remark(level, denied(rule, reason, **facts), row, column)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be; a county may set them lower for a small machine."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 100 * 1024 * 1024
    ratio: int = 100
    members: int = 200
    rows: int = 100_000
    columns: int = 256
    cells: int = 4_000_000
    around: int = 60  # title, headings, totals and notes stand around the rows of data


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block: rows and columns count from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Look:
    """What the marks in a workbook's XML say that cell values alone do not."""

    unvalued: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    formulas: int = 0
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


#: One row: its number in the spreadsheet and its cells from column A on.
SheetRow = tuple[int, tuple[object, ...]]


@dataclass(slots=True)
class Table:
    """One sheet of a workbook, or a text file: only rows in which something stands."""

    rows: list[SheetRow]
    name: str = ""
    source: str = "xlsx"
    merges: list[Merge] = field(default_factory=list)
    look: Look = field(default_factory=Look)
    remarks: list[Remark] = field(default_factory=list)

    def __iter__(self) -> Iterator[SheetRow]:
        return iter(self.rows)


def letter(column: int) -> str:
    """Give a column's letters, counting from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def number_of(letters: str) -> int:
    """Give the column that the letters name: A is 1, AA is 27."""
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number


UNSEEN = " \t\r\n\u3000\xa0\u200b\ufeff"


def is_blank(value: object) -> bool:
    """Whether nothing can be seen in the cell."""
    return value is None or (isinstance(value, str) and not value.strip(UNSEEN))
