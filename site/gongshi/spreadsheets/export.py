"""Writing tables for people: no live formula, local time, total row, who, when and which filter."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gongshi.spreadsheets.reading.columns import SUMMED, Column, Kind
from gongshi.spreadsheets.reading.textfile import FORMULA_STARTS

FORMATS = {Kind.MONEY: "#,##0.00", Kind.DATE: "yyyy-mm-dd", Kind.INTEGER: "0"}
BOLD = Font(bold=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: rows hold one value per column, money in fen."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    title: str
    who: str
    at: datetime
    filter_text: str = ""
    total: bool = True

    @property
    def headings(self) -> list[str]:
        return [
            f"{column.title}(元)" if column.kind is Kind.MONEY else column.title
            for column in self.columns
        ]

    @property
    def total_row(self) -> list[object]:
        """The sums below the last row, with 合计 in the first column that has none."""
        sums: list[object] = [
            _sum(row[place] for row in self.rows) if column.kind in SUMMED else None
            for place, column in enumerate(self.columns)
        ]
        label = next((place for place, value in enumerate(sums) if value is None), None)
        if not self.total or label is None or all(value is None for value in sums):
            return []
        sums[label] = "合计"
        return sums

    @property
    def footer(self) -> str:
        """Who made the table, when (local time) and what was filtered."""
        when = timezone.localtime(self.at).strftime("%Y-%m-%d %H:%M")
        shown = self.filter_text or _("none")
        return _("Exported by: %(who)s. Time: %(when)s. Filter: %(filter)s") % {
            "who": self.who,
            "when": when,
            "filter": shown,
        }


def _sum(values: Iterable[object]) -> int | Decimal:
    total: int | Decimal = 0
    for value in values:
        if isinstance(value, int | Decimal):
            total += value
    return total


def write_xlsx(sheet: Sheet) -> bytes:
    """Give the table as a workbook: frozen heading, number formats, every text typed as text."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_sheet_name(sheet.title))
    page.freeze_panes = "A3"
    for place, heading in enumerate(sheet.headings, 1):
        page.column_dimensions[get_column_letter(place)].width = max(10, 2 * len(heading) + 2)
    page.append([text_cell(page, sheet.title, bold=True)])
    page.append([text_cell(page, heading, bold=True) for heading in sheet.headings])
    for row in sheet.rows:
        page.append(_cells(page, sheet.columns, row))
    if sheet.total_row:
        page.append(_cells(page, sheet.columns, sheet.total_row))
    page.append([text_cell(page, sheet.footer)])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_csv(sheet: Sheet) -> bytes:
    """Give the table as text that Excel opens rightly and never runs."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow([inert(heading) for heading in sheet.headings])
    total = [sheet.total_row] if sheet.total_row else []
    for row in (*sheet.rows, *total):
        writer.writerow(
            [_csv_value(column, value) for column, value in zip(sheet.columns, row, strict=True)]
        )
    writer.writerow([inert(sheet.footer)])
    return stream.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet program would run; our reader removes it."""
    quoted = text[:1] == "'" and text[1:2] in (*FORMULA_STARTS, "'") and len(text) > 1
    return f"'{text}" if quoted or text[:1] in tuple(FORMULA_STARTS) else text


def _csv_value(column: Column, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _number(column, value)
    return inert(_words(value))


def _number(column: Column, value: int | Decimal) -> str:
    return f"{Decimal(value) / 100:.2f}" if column.kind is Kind.MONEY else f"{value}"


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _cells(page: Any, columns: Sequence[Column], row: Sequence[object]) -> list[object]:
    return [_cell(page, column, value) for column, value in zip(columns, row, strict=True)]


def _cell(page: Any, column: Column, value: object) -> object:
    if value is None:
        return None
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    plain_date = isinstance(value, date) and not isinstance(value, datetime)
    if not number and not plain_date:
        return text_cell(page, _words(value))
    shown = Decimal(str(value)) / 100 if number and column.kind is Kind.MONEY else value
    cell = WriteOnlyCell(page, value=shown)
    cell.number_format = FORMATS.get(Kind.DATE if plain_date else column.kind, "General")
    return cell


def text_cell(page: Any, text: str, *, bold: bool = False) -> Any:
    """Make a cell that holds text and stays text, whatever it begins with."""
    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"  # else openpyxl makes a formula of a leading "="
    if bold:
        cell.font = BOLD
    return cell


def _sheet_name(title: str) -> str:
    return "".join(char for char in title if char not in r"[]:*?/\\'")[:31] or "表"
