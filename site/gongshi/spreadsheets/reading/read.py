"""The one door for a file that somebody sends: bytes in, a table or a clear refusal out (pure)."""

from __future__ import annotations

from gongshi.spreadsheets.reading.guard import kind_of
from gongshi.spreadsheets.reading.sheet import Limits, Table
from gongshi.spreadsheets.reading.textfile import read_text
from gongshi.spreadsheets.reading.workbook import read_workbook


def read_table(
    data: bytes, filename: str, *, sheet: str | None = None, limits: Limits | None = None
) -> Table:
    """Read an .xlsx or .csv file; raise BadFile with a rule and what to do otherwise."""
    limits = limits or Limits()
    if kind_of(data, filename, limits) == "csv":
        return read_text(data, limits)
    return read_workbook(data, sheet, limits)
