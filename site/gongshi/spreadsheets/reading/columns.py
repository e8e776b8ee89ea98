"""What an importer expects: columns with their names, and how headings find them (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What stands in a column and how its cells are read."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    RATE = "rate"
    PERCENT = "percent"
    DATE = "date"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    AREA = "area"


#: Kinds whose cells are added up and compared with a total row.
SUMMED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
#: Kinds that only mean something with a unit of money.
PRICED = frozenset({Kind.MONEY, Kind.RATE})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an import.

    ``synonyms`` stand in the order of preference: where several headings fit, as "funds put in"
    and "grant" both fit an amount, the earlier synonym wins and the other column is kept aside
    (for money; elsewhere a heading that is exactly a synonym goes before one that ends with it).
    ``group`` columns are usually merged over several rows; in a text file, which has no merges,
    their blanks are filled from above, with a warning.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    synonyms: tuple[str, ...] = ()
    required: bool = False
    group: bool = False
    example: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.synonyms)


def column(
    key: str,
    words: Sequence[str],
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    group: bool = False,
    example: str = "",
) -> Column:
    """Make a column from its words: the first is its title, the others are synonyms."""
    return Column(key, words[0], kind, tuple(words[1:]), required, group, example)


BRACKETED = re.compile(r"[(\[【〔（][^)\]】〕）]*[)\]】〕）]")
NOISE = re.compile(r"[\s\u200b\ufeff()\[\]【】〔〕、,，/:：;；*＊·.。“”\"'_—-]+")
UNIT = re.compile(r"(亿|百万|万|千)?(?<!单)元")
UNIT_IN_HEADING = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]|[:,/、]?(?:亿|百万|万|千)?(?<!单)元$")
UNIT_LINE = re.compile(r"单位[^:]{0,4}:\s*([^\s;。]*)")
TOTAL_WORDS = ("合计", "小计", "总计", "共计", "总额")


#: One of each unit in fen.
FEN = {"元": 100, "千元": 100_000, "万元": 1_000_000, "百万元": 100_000_000, "亿元": 10_000_000_000}


def fold(text: str) -> str:
    """Give the text without width variants and blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def forms(heading: str) -> tuple[str, ...]:
    """Give the forms under which a heading is compared: brackets dropped, brackets opened."""
    folded = fold(heading)
    bare = UNIT_IN_HEADING.sub("", folded) if "元" in folded else folded
    closed = NOISE.sub("", BRACKETED.sub("", bare)).casefold()
    opened = NOISE.sub("", bare).casefold()
    found = [closed, opened]
    found += [closed.removesuffix(word) for word in TOTAL_WORDS if closed.endswith(word)]
    return tuple(dict.fromkeys(form for form in found if form))


def units_in(text: str) -> set[int]:
    """Give the units of money that the text names, in fen."""
    return {FEN[match.group()] for match in UNIT.finditer(fold(text))}


def unit_of_heading(heading: str) -> set[int]:
    """Give the units a heading names in brackets or at its end: none, one, or a contradiction."""
    return units_in("|".join(match.group() for match in UNIT_IN_HEADING.finditer(fold(heading))))


def unit_of_line(text: str) -> set[int]:
    """Give the units that a line such as "单位：万元" above the table names."""
    folded = unicodedata.normalize("NFKC", text)
    return set().union(*(units_in(match.group(1)) for match in UNIT_LINE.finditer(folded)))


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a heading fits a column: 3 the same, 2 ends with it, 1 contains it."""

    strength: int
    length: int
    place: int


@lru_cache(maxsize=8192)
def fit(heading: str, column: Column) -> Fit | None:
    """Compare a heading with every name of a column; the best fit, if any."""
    best: Fit | None = None
    for place, name in enumerate(column.names):
        names = forms(name)
        for form in forms(heading):
            strength = _strength(form, names)
            found = Fit(strength, len(names[0]), place)
            if strength and (best is None or rank(found) > rank(best)):
                best = found
    return best


def _strength(form: str, names: Sequence[str]) -> int:
    if form in names:
        return 3
    if any(len(name) > 1 and form.endswith(name) for name in names):
        return 2
    return 1 if any(len(name) > 2 and name in form for name in names) else 0


def rank(found: Fit) -> tuple[int, int, int]:
    return (found.strength, found.length, -found.place)
