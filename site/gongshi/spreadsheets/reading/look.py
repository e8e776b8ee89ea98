"""A look at a worksheet's XML before calamine reads its values (pure).

Calamine lays a sheet out as one block, so a single cell far away costs all the memory there is;
and it tells neither an error value nor a formula never calculated from an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from gongshi.spreadsheets.reading.guard import UNSOUND, broken, dangerous
from gongshi.spreadsheets.reading.sheet import BadFile, Limits, Look, letter, number_of
from gongshi.verdict import gettext_noop

DIGITS = "0123456789"
YES = ("1", "true")


@dataclass(slots=True)
class Scan:
    """What one pass over a worksheet finds; rows and columns count from 1."""

    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    look: Look = field(default_factory=Look)


def scan(xml: bytes) -> Scan:
    """Go through a worksheet once; refuse what is no well-formed XML."""
    scanner = _Scanner()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    scanner.parser = parser
    parser.StartElementHandler = scanner.start
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(xml, True)  # noqa: FBT003 -- expat takes it by place only
    except (expat.ExpatError, ValueError) as error:
        raise broken() from error
    return scanner.result()


def check_extent(found: Scan, limits: Limits) -> None:
    """SHEET-8: refuse a sheet that would not fit, before any cell is read."""
    if found.rows > limits.rows + limits.around:
        raise BadFile(
            "SHEET-8",
            gettext_noop(
                "The table has %(rows)s rows; at most %(limit)s can be read at once. Split the "
                "file."
            ),
            rows=found.rows,
            limit=limits.rows,
        )
    if found.last_column > limits.columns or found.last_row * found.last_column > limits.cells:
        raise BadFile(
            "SHEET-8",
            gettext_noop(
                "The sheet reaches down to row %(row)s and right to column %(column)s. Delete what "
                "stands far away from the table, or split the file."
            ),
            row=found.last_row,
            column=letter(found.last_column),
        )


def _refuse_document_type(*_: object) -> None:
    raise dangerous(UNSOUND)


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3):
        raise ValueError(letters)
    return number_of(letters)


class _Scanner:
    """Follows rows, cells, formulas and values; tags are compared without their prefix."""

    def __init__(self) -> None:
        self.parser: expat.XMLParserType
        self.found = Scan()
        self.row = self.column = self.last_filled = 0
        self.is_error = False
        self.formulas = 0
        self.formula_at: tuple[int, int] | None = None
        self.in_value = False
        self.errors: set[tuple[int, int]] = set()
        self.unvalued: set[tuple[int, int]] = set()
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.tags: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of one opening tag."""
        tag = self.tags.get(name) or self.tags.setdefault(name, name.rpartition(":")[2])
        if tag == "c":
            self._start_cell(attributes)
        elif tag in {"v", "is"}:
            self._start_value()
        elif tag == "f":
            self.formulas += 1
            self.formula_at = (self.row, self.column)
            self.unvalued.add(self.formula_at)
            self.parser.CharacterDataHandler = self._words
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "col" and attributes.get("hidden") in YES:
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 0))
            self.hidden_columns.extend(range(first, min(last, 256) + 1))

    def result(self) -> Scan:
        """Give what was found."""
        self.found.look = Look(
            frozenset(self.unvalued),
            frozenset(self.errors),
            self.formulas,
            tuple(self.hidden_rows),
            tuple(self.hidden_columns),
        )
        return self.found

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0
        if attributes.get("hidden") in YES:
            self.hidden_rows.append(self.row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            self.column += 1
        else:
            letters = address.rstrip(DIGITS)
            self.column = _column(letters)
            if int(address[len(letters) :]) != self.row:
                raise ValueError(address)
        self.is_error = attributes.get("t") == "e"
        self.in_value = False
        if self.formula_at is not None:
            self.formula_at = None
            self.parser.CharacterDataHandler = None

    def _start_value(self) -> None:
        found = self.found
        if self.row != self.last_filled:
            self.last_filled = self.row
            found.rows += 1
        found.last_row = max(found.last_row, self.row)
        found.last_column = max(found.last_column, self.column)
        self.in_value = True
        if self.is_error:
            self.errors.add((self.row, self.column))

    def _words(self, _text: str) -> None:
        """Text inside the value of a formula: it has been calculated."""
        if self.in_value and self.formula_at is not None:
            self.unvalued.discard(self.formula_at)
