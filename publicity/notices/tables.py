"""The table of a notice as a file, in the same columns that the page shows."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from gongshi.publishing.schema import Kind, Snapshot, Value
from gongshi.spreadsheets.export import Sheet, write_csv, write_xlsx
from gongshi.spreadsheets.reading.columns import Column
from gongshi.spreadsheets.reading.columns import Kind as FileKind
from publicity.notices.models import Notice

KINDS = {Kind.MONEY: FileKind.MONEY, Kind.INTEGER: FileKind.INTEGER, Kind.DATE: FileKind.DATE}


def as_xlsx(notice: Notice, shown: Snapshot, at: datetime) -> bytes:
    """Give the first table as a workbook."""
    return write_xlsx(_sheet(notice, shown, at))


def as_csv(notice: Notice, shown: Snapshot, at: datetime) -> bytes:
    """Give the first table as text with commas."""
    return write_csv(_sheet(notice, shown, at))


def _sheet(notice: Notice, shown: Snapshot, at: datetime) -> Sheet:
    table = shown.tables[0]
    columns = [Column(c.key, c.title, kind=KINDS.get(c.kind, FileKind.TEXT)) for c in table.columns]
    rows = [[_value(row.cells.get(c.key, ""), c.kind) for c in table.columns] for row in table.rows]
    return Sheet(
        columns, rows, title=notice.title, who=notice.issuer, at=at, filter_text=_("open data")
    )


def _value(value: Value, kind: Kind) -> object:
    if value == "":
        return None
    if kind is Kind.DATE:
        return date.fromisoformat(str(value))
    return int(value) if kind in {Kind.MONEY, Kind.INTEGER} else str(value)
