"""Which column of the sheet holds what, and in which unit of money (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongshi.spreadsheets.reading.choosing import assign, parts_of, rivals
from gongshi.spreadsheets.reading.columns import PRICED, Column, Kind, fold, unit_of_heading
from gongshi.spreadsheets.reading.layout import Layout, describe
from gongshi.spreadsheets.reading.sheet import BadFile, Level, Remark, letter, number_of, remark
from gongshi.verdict import gettext_noop


@dataclass(frozen=True, slots=True)
class Placed:
    """A column at its place (counted from 0 within a block) under the heading found there."""

    column: Column
    place: int
    heading: str
    unit: int | None


@dataclass(slots=True)
class Placing:
    """The columns asked for, the others that stand beside them, and what was noticed."""

    known: list[Placed]
    others: list[Placed]
    remarks: list[Remark] = field(default_factory=list)
    #: Keys of columns of money for which nobody says 元 or 万元 (cells may still say it).
    unitless: list[str] = field(default_factory=list)


def place_columns(
    layout: Layout, columns: Sequence[Column], units: Mapping[str, int], chosen: Mapping[str, str]
) -> Placing:
    """Find every column; refuse where a required one is missing or several may be meant."""
    headings = layout.blocks[0].headings
    free = [
        "" if letter(place + 1) in chosen.values() else text for place, text in enumerate(headings)
    ]
    found = assign(free, [column for column in columns if column.key not in chosen])
    for key, letters in chosen.items():
        found[key] = [_place_of(letters, headings)]
    by_key = {column.key: column for column in columns}
    _check_missing(headings, columns, found)
    placing = Placing([], [])
    for key, places in found.items():
        if key in chosen or _is_clear(headings, by_key[key], places, placing):
            placing.known.append(_placed(by_key[key], places[0], layout, units, placing))
    _place_others(layout, found, by_key, placing)
    return placing


def _place_of(letters: str, headings: Sequence[str]) -> int:
    place = number_of(letters) - 1
    if place >= len(headings):
        raise BadFile(
            "SHEET-14",
            gettext_noop("The table has no column %(letters)s; its last one is %(last)s."),
            letters=letters,
            last=letter(len(headings)),
        )
    return place


def _check_missing(
    headings: Sequence[str], columns: Sequence[Column], found: Mapping[str, list[int]]
) -> None:
    missing = [column.title for column in columns if column.required and column.key not in found]
    if missing:
        raise BadFile(
            "SHEET-13",
            gettext_noop("These columns are missing: %(missing)s. Headings found: %(headings)s."),
            missing="、".join(missing),
            headings="、".join(heading for heading in headings if heading),
        )


def _is_clear(headings: Sequence[str], column: Column, places: list[int], placing: Placing) -> bool:
    """SHEET-14: of several columns that may be meant, sums are a question, counts are left out.

    Among columns of words one is taken; the others are shown beside it.
    """
    doubtful = rivals(headings, column, places)
    if not doubtful:
        return True
    shown = describe(headings, [places[0], *doubtful])
    twice = any(headings[place] == headings[places[0]] for place in doubtful)
    if column.kind is Kind.MONEY or column.required or twice:
        raise BadFile(
            "SHEET-14",
            gettext_noop(
                "Several columns may be “%(column)s”: %(headings)s. Give this heading to the one "
                "that is meant, and to no other."
            ),
            column=column.title,
            headings=shown,
        )
    if column.kind in {Kind.TEXT, Kind.AREA}:
        return True
    reason = gettext_noop("Several columns may be “%(title)s”: %(headings)s. None was taken.")
    placing.remarks.append(
        remark(Level.WARNING, "SHEET-14", reason, title=column.title, headings=shown)
    )
    return False


def _placed(
    column: Column, place: int, layout: Layout, units: Mapping[str, int], placing: Placing
) -> Placed:
    heading = layout.blocks[0].headings[place]
    if column.kind not in PRICED:
        return Placed(column, place, heading, None)
    named = unit_of_heading(heading)
    said = next(iter(named), layout.unit) if len(named) < 2 else None
    # What the table says goes before the answer, which would be wrong by 10,000 times.
    unit = units.get(column.key) if said is None else said
    if unit is None and column.kind is Kind.MONEY:
        placing.unitless.append(column.key)
    if len(named) == 1 and layout.unit is not None and layout.unit not in named:
        placing.remarks.append(
            remark(
                Level.WARNING,
                "SHEET-35",
                gettext_noop(
                    "The heading “%(heading)s” names another unit than the line above the table; "
                    "the heading's was used."
                ),
                column=column.key,
                heading=heading,
            )
        )
    return Placed(column, place, heading, unit)


def _place_others(
    layout: Layout, found: Mapping[str, list[int]], by_key: Mapping[str, Column], placing: Placing
) -> None:
    """Keep what nobody asked for: sums of money as sums, the rest as text."""
    headings = layout.blocks[0].headings
    taken = {placed.place for placed in placing.known}
    money = {
        place
        for key, places in found.items()
        if by_key[key].kind is Kind.MONEY
        for place in places[1:]
    }
    money |= parts_of(headings)
    ignored = []
    for place, heading in enumerate(headings):
        if place in taken or not heading:
            continue
        named = unit_of_heading(heading)
        unit = next(iter(named)) if len(named) == 1 else layout.unit
        priced = (
            (place in money or bool(named))
            and "/" not in heading.partition("(")[2]
            and unit is not None
        )
        kind = Kind.MONEY if priced else Kind.TEXT
        placing.others.append(Placed(Column(fold(heading), heading, kind), place, heading, unit))
        ignored.append(place)
    if ignored:
        placing.remarks.append(
            remark(
                Level.NOTE,
                "SHEET-17",
                gettext_noop("Columns nobody asked for, shown but not imported: %(headings)s."),
                headings=describe(headings, ignored),
            )
        )
