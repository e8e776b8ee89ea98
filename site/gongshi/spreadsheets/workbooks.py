"""Workbooks for clerks: the template of an import, and their own file with its errors in red."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongshi.spreadsheets.export import text_cell
from gongshi.spreadsheets.models import ImportBatch
from gongshi.spreadsheets.queries import messages_by_row, notes_of
from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.registries import ImportKind
from gongshi.spreadsheets.services import table_of

RED = Font(color="FFC00000")
BOLD = Font(bold=True)
SHADED = PatternFill("solid", fgColor="FFEFEFEF")
OPEN_LINES = 2_000
AT_LEAST_ZERO = {"operator": "greaterThanOrEqual", "formula1": "0"}
VALIDATIONS: dict[Kind, dict[str, str]] = {
    Kind.INTEGER: {"type": "whole", **AT_LEAST_ZERO},
    Kind.DECIMAL: {"type": "decimal", **AT_LEAST_ZERO},
    Kind.MONEY: {"type": "decimal", **AT_LEAST_ZERO},
    Kind.RATE: {"type": "decimal", **AT_LEAST_ZERO},
    Kind.DATE: {"type": "date", "operator": "greaterThan", "formula1": "DATE(1901,1,1)"},
    Kind.ID_NUMBER: {"type": "textLength", "operator": "equal", "formula1": "18"},
}
FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.RATE: "General",
    Kind.DECIMAL: "General",
    Kind.INTEGER: "0",
    Kind.DATE: "yyyy-mm-dd",
    Kind.PERCENT: "0.00%",
}


def annotated_file(batch: ImportBatch) -> bytes:
    """Give the uploaded table, row for row, with a red column that says what is wrong."""
    table = table_of(batch)
    said = messages_by_row(batch)
    heading_row = notes_of(batch)["heading_row"]
    width = max(len(cells) for _number, cells in table.rows)
    book = Workbook(write_only=True)
    page = book.create_sheet(table.name or _("Table"))
    page.column_dimensions[get_column_letter(width + 1)].width = 60
    reached = 0
    for number, cells in table.rows:
        for _blank in range(number - reached - 1):
            page.append([])
        reached = number
        words = [_("What is wrong")] if number == heading_row else said.get(number, [])
        page.append([*_copied(page, cells, width), _red(page, "；".join(words))])
    return _saved(book)


def _copied(page: Any, cells: Sequence[object], width: int) -> list[object]:
    return [_copy(page, cell) for cell in cells] + [None] * (width - len(cells))


def _copy(page: Any, cell: object) -> object:
    """Copy a value; text stays text, numbers and dates stay what they are."""
    if isinstance(cell, str):
        return text_cell(page, cell) if cell else None
    if isinstance(cell, date | datetime):
        copied = WriteOnlyCell(page, value=cell)
        copied.number_format = "yyyy-mm-dd"
        return copied
    return cell if isinstance(cell, int | float | bool) else None


def _red(page: Any, text: str) -> Any:
    cell = text_cell(page, text)
    cell.font = RED
    return cell


def template_file(kind: type[ImportKind]) -> bytes:
    """Give an empty table to fill in: locked headings, checked cells, IDs as text, one example."""
    book = Workbook()
    page = book.active
    page.title = _("Fill in here")
    page.freeze_panes = "A2"
    for place, column in enumerate(kind.columns, 1):
        heading = page.cell(1, place, _heading(column))
        heading.font, heading.fill = BOLD, SHADED
        heading.data_type = "s"
        example = page.cell(2, place, _example(column, first=place == 1))
        example.data_type = "s"
        example.font = RED
        letters = get_column_letter(place)
        page.column_dimensions[letters].width = max(12, 2 * len(_heading(column)) + 2)
        _prepare(page, column, letters)
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.protection.insertRows = False
    page.protection.deleteRows = False
    return _saved(book)


def _heading(column: Column) -> str:
    unit = "(元)" if column.kind in {Kind.MONEY, Kind.RATE} else ""
    return f"{column.title}{unit}{'*' if column.required else ''}"


def _example(column: Column, *, first: bool) -> str:
    """The reader passes over a row that begins with 示例, so an example left in does no harm."""
    return f"示例：{column.example}" if first else column.example


def _prepare(page: Any, column: Column, letters: str) -> None:
    """Unlock the cells to be filled in, set their format and what may stand in them."""
    whole = page.column_dimensions[letters]
    whole.protection = Protection(locked=False)
    whole.number_format = FORMATS.get(column.kind, "@")
    page[f"{letters}2"].protection = Protection(locked=False)
    if column.kind in VALIDATIONS:
        check = DataValidation(**VALIDATIONS[column.kind], allow_blank=True, showErrorMessage=True)
        check.error = _("This does not fit the column “%(column)s”.") % {"column": column.title}
        check.add(f"{letters}3:{letters}{OPEN_LINES + 1}")
        page.add_data_validation(check)


def _saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
