"""Workbooks as clerks make them: title, unit line, merged and two-line headings, totals."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def simple(*rows: tuple[object, ...] | list[object]) -> bytes:
    """A workbook with one sheet that holds just these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def blank() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    return book, book.active


def merge_down(sheet: Worksheet, column: int, top: int, bottom: int) -> None:
    sheet.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)


def table(
    headings: list[str],
    rows: list[list[object]],
    *,
    title: str = "",
    unit_line: str = "",
    merged: dict[str, tuple[int, int]] | None = None,
    foot: tuple[str, ...] = (),
    order: list[int] | None = None,
    rename: dict[str, str] | None = None,
) -> bytes:
    """A sheet with a merged title; ``merged`` names columns and the first and last data row.

    ``order`` shuffles the columns, ``rename`` puts synonyms in place of headings.
    """
    book, sheet = blank()
    order = order or list(range(len(headings)))
    if title:
        sheet.append([title])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(headings))
    if unit_line:
        sheet.append([None] * (len(headings) - 1) + [unit_line])
    sheet.append([(rename or {}).get(headings[place], headings[place]) for place in order])
    top = sheet.max_row + 1
    for row in rows:
        sheet.append([row[place] for place in order])
    for heading, (first, last) in (merged or {}).items():
        column = order.index(headings.index(heading)) + 1
        merge_down(sheet, column, top + first, top + last)
    for line in foot:
        sheet.append([line])
    return saved(book)
