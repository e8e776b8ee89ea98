"""What every reader of cells shares: findings, and the folding of what people type (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from gongshi.spreadsheets.reading.sheet import Level, is_blank
from gongshi.verdict import gettext_noop


class Finding(NamedTuple):
    """What a reader has to say about one cell."""

    level: Level
    rule: str
    reason: str
    facts: dict[str, object]


Reading = tuple[object, Finding | None]


class Unreadable(Exception):
    """The cell does not hold what its column asks for."""

    def __init__(self, rule: str, reason: str, **facts: object) -> None:
        self.finding = Finding(Level.ERROR, rule, reason, facts)
        super().__init__(rule)


#: What Excel writes into a text file where a formula has failed.
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
ERROR_VALUE = gettext_noop("The cell shows an error of the spreadsheet, such as #REF!.")


def refuse_error(raw: object) -> object:
    """SHEET-22: give the cell, unless it shows an error value as text."""
    if isinstance(raw, str) and "#" in raw and raw.strip() in ERRORS:
        raise Unreadable("SHEET-22", ERROR_VALUE)
    return raw


def warn(rule: str, reason: str, **facts: object) -> Finding:
    return Finding(Level.WARNING, rule, reason, facts)


INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
FIGURE = re.compile(r"[¥￥]?\d")
NOTHING = frozenset({"-", "—", "--", "——", "/", "\\", "无", "－"})


def empty_number(raw: object) -> bool:
    """Whether a cell of a number column says nothing; a dash or stroke is how people write that."""
    return is_blank(raw) or (isinstance(raw, str) and raw.strip() in NOTHING)


def cell_at(cells: Sequence[object], place: int) -> object:
    """Give a cell by its place; a row may be shorter than its headings."""
    return cells[place] if place < len(cells) else None


def is_figure(raw: object) -> bool:
    """Whether the cell holds a number, or text that begins like one (12户, ￥3,000)."""
    if isinstance(raw, bool):
        return False
    if isinstance(raw, int | float):
        return True
    return isinstance(raw, str) and FIGURE.match(number_text(raw)) is not None


def number_text(raw: object) -> str:
    """Fold width variants and blanks in a cell that should hold a number."""
    shown = str(raw)
    if not shown.isascii() and not any(char.isdigit() and not char.isdecimal() for char in shown):
        # A raised ² is no 2, so text with such digits stays as it is and is refused.
        shown = INVISIBLE.sub("", unicodedata.normalize("NFKC", shown)).replace("，", ",")
    return shown.strip(" '\xa0\t\r\n")
