"""Where in a sheet the table stands: title, unit line, heading rows, numbering row (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongshi.spreadsheets.reading.columns import (
    Column,
    fit,
    fold,
    unit_of_line,
)
from gongshi.spreadsheets.reading.sheet import BadFile, Merge, SheetRow, Table, is_blank, letter
from gongshi.verdict import gettext_noop

SEARCHED_ROWS = 40
MOST_HEADING_ROWS = 3
NUMBERING = re.compile(r"[甲乙丙丁戊己庚辛]|[(①-⑳]?\d{0,2}\)?(?:=[\d+*/×÷()-]+)?|栏次")
BARE_UNIT = re.compile(r"(?:亿|百万|万|千)?元(?:/.{1,4})?|[户人亩个名股项%]|公里|千瓦")
FIGURES = re.compile(r"[-+¥￥]?[\d,.]+(?:%|(?:亿|百万|万|千)?元)?")


@dataclass(frozen=True, slots=True)
class Block:
    """One run of columns that makes a table; printed lists often carry two side by side."""

    start: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What was recognised above the data.

    ``body`` is the place of the first row below, ``heading_row`` the last heading's row number.
    """

    title: str
    lines: tuple[str, ...]
    unit: int | None
    blocks: tuple[Block, ...]
    body: int
    heading_row: int
    heading_rows: frozenset[tuple[str, ...]]


def recognise(table: Table, columns: Sequence[Column]) -> Layout:
    """Find the heading rows by the names of the expected columns; SHEET-12 where there are none."""
    best: tuple[int, int, int, tuple[str, ...]] | None = None
    for place in range(min(len(table.rows), SEARCHED_ROWS)):
        span = _span(table, place)
        headings = _join(table, place, span)
        score = _score(headings, columns)
        if score and (best is None or score > best[0]):
            best = (score, place, span, headings)
    if best is None or best[0] < min(2, len(columns)) * 2:
        raise BadFile(
            "SHEET-12",
            gettext_noop(
                "No row of headings was found. The table needs these columns: %(columns)s."
            ),
            columns="、".join(
                column.title
                for column in columns
                if column.required or not any(other.required for other in columns)
            ),
        )
    _, place, span, headings = best
    return _layout(table, place, span, headings)


def _layout(table: Table, place: int, span: int, headings: tuple[str, ...]) -> Layout:
    lines = tuple(" ".join(_words(row)) for row in table.rows[:place])
    units = set().union(*map(unit_of_line, lines)) if lines else set()
    body = place + span
    if body < len(table.rows) and _is_numbering(table.rows[body]):
        body += 1
    title = next((line for line in lines if not unit_of_line(line)), "")
    repeated = frozenset(_key(row) for row in table.rows[place : place + span])
    unit = next(iter(units)) if len(units) == 1 else None
    last = table.rows[place + span - 1][0]
    return Layout(title, lines, unit, _blocks(headings), body, last, repeated)


def _key(row: SheetRow) -> tuple[str, ...]:
    return tuple(fold(str(cell)) for cell in row[1])


def repeats_heading(row: SheetRow, layout: Layout) -> bool:
    """Whether the row prints the headings once more, as at the top of a further page."""
    first = row[1][0] if row[1] else None
    if not isinstance(first, str) or fold(first) not in {key[0] for key in layout.heading_rows}:
        return False  # nearly always; folding every cell would cost more than reading it
    return _key(row) in layout.heading_rows


def _words(row: SheetRow) -> list[str]:
    return [str(cell).strip() for cell in row[1] if not is_blank(cell)]


def _score(headings: Sequence[str], columns: Sequence[Column]) -> int:
    distinct = {heading for heading in headings if heading}
    if len(distinct) < min(2, len(columns)):
        return 0
    score = 0
    for column in columns:
        strengths = [found.strength for heading in distinct if (found := fit(heading, column))]
        score += max(strengths, default=0)
    return score


def _span(table: Table, place: int) -> int:
    """Count the heading rows that begin here, by merges or by how blanks and words interlock."""
    number = table.rows[place][0]
    reach = max(
        (
            m.bottom
            for m in table.merges
            if m.top == number and number < m.bottom < number + MOST_HEADING_ROWS
        ),
        default=number,
    )
    below = [row for row in table.rows[place + 1 : place + MOST_HEADING_ROWS] if row[0] <= reach]
    if below:
        return 1 + len(below)
    span = 1
    while (
        span < MOST_HEADING_ROWS
        and place + span < len(table.rows)
        and _continues(table.rows[place + span - 1], table.rows[place + span])
    ):
        span += 1
    return span


def _continues(above: SheetRow, below: SheetRow) -> bool:
    """Whether a row of words fills the gaps of the row above, as lower headings do."""
    if below[0] != above[0] + 1 or not all(_is_word(cell) for cell in below[1]):
        return False
    words = [place for place, cell in enumerate(below[1]) if not is_blank(cell)]
    upper = [place for place, cell in enumerate(above[1]) if not is_blank(cell)]
    if not upper or len(upper) < 2:
        return False
    if words and all(_is_unit(fold(str(below[1][place]))) for place in words):
        return True
    fills_gap = any(place not in upper and place > upper[0] for place in words)
    leaves_gap = any(place not in words for place in upper)
    return fills_gap and leaves_gap


def _is_unit(word: str) -> bool:
    """Whether a lower heading only says what is counted: (万元), 户."""
    return word.startswith("(") or BARE_UNIT.fullmatch(word) is not None


def _is_word(cell: object) -> bool:
    return is_blank(cell) or (isinstance(cell, str) and not FIGURES.fullmatch(fold(cell)))


def _join(table: Table, place: int, span: int) -> tuple[str, ...]:
    """Join the heading rows column by column; a merged heading stands over all its columns."""
    rows = table.rows[place : place + span]
    width = max(len(cells) for _, cells in rows)
    grid = [
        [*(("" if is_blank(c) else str(c)) for c in cells), *[""] * (width - len(cells))]
        for _, cells in rows
    ]
    _spread(grid, [number for number, _ in rows], table.merges)
    if span > 1 and not any(merge.top == rows[0][0] for merge in table.merges):
        _spread_words(grid)
    headings = []
    for column in range(width):
        parts = dict.fromkeys(fold(line[column]) for line in grid if line[column])
        upper, *lower = parts or [""]
        headings.append(upper + "".join(f"({p})" if BARE_UNIT.fullmatch(p) else p for p in lower))
    return tuple(headings)


def _spread(grid: list[list[str]], numbers: list[int], merges: Sequence[Merge]) -> None:
    for merge in merges:
        if merge.top not in numbers or merge.left > len(grid[0]):
            continue
        words = grid[numbers.index(merge.top)][merge.left - 1]
        for line, number in enumerate(numbers):
            if merge.top <= number <= merge.bottom:
                for column in range(merge.left - 1, min(merge.right, len(grid[line]))):
                    grid[line][column] = words


def _spread_words(grid: list[list[str]]) -> None:
    """Without merges, a heading reaches right over blanks that have a word below them."""
    for upper, lower in pairwise(grid):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]


def _is_numbering(row: SheetRow) -> bool:
    """Whether the row only numbers the columns: 甲 乙 1 2 3."""
    words = [fold(word).removesuffix(".0") for word in _words(row)]
    if len(words) < 2 or not all(NUMBERING.fullmatch(word) for word in words):
        return False
    figures = [int(word) for word in words if word.isdecimal()]
    rising = all(later == earlier + 1 for earlier, later in pairwise(figures))
    return rising and (len(words) > 2 or not figures) and figures[:1] in ([], [1])


def _blocks(headings: tuple[str, ...]) -> tuple[Block, ...]:
    """Split headings that repeat themselves side by side, as in two-up lists."""
    full = headings
    while full and not full[-1]:
        full = full[:-1]
    if "" in full and (blocks := _separated(full)):
        return blocks
    for parts in (3, 2):
        size, rest = divmod(len(full), parts)
        pieces = [full[start : start + size] for start in range(0, len(full), size or 1)]
        if not rest and size > 1 and len(set(pieces)) == 1 and len(pieces) == parts:
            return tuple(Block(number * size, piece) for number, piece in enumerate(pieces))
    return (Block(0, full),)


def _separated(headings: tuple[str, ...]) -> tuple[Block, ...]:
    """Split at columns left blank between two or three copies of the same headings."""
    blocks: list[Block] = []
    start = 0
    for place, heading in enumerate((*headings, "")):
        if heading:
            continue
        if place > start:
            blocks.append(Block(start, headings[start:place]))
        start = place + 1
    same = len({block.headings for block in blocks}) == 1
    return tuple(blocks) if same and len(blocks) > 1 and len(blocks[0].headings) > 1 else ()


def describe(headings: Sequence[str], places: Sequence[int]) -> str:
    """Name columns as people see them: letter and heading."""
    return "、".join(f"{letter(place + 1)} {headings[place]}" for place in places)
