"""From a table and the columns one expects to rows with values, remarks and sums (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongshi.spreadsheets.reading.body import Body
from gongshi.spreadsheets.reading.columns import Column
from gongshi.spreadsheets.reading.layout import recognise
from gongshi.spreadsheets.reading.placing import place_columns
from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.reading.sheet import BadFile, Table
from gongshi.spreadsheets.reading.sums import compare
from gongshi.verdict import gettext_noop


def parse(
    table: Table,
    columns: Sequence[Column],
    *,
    units: Mapping[str, int] | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Parsed:
    """Recognise the columns and read every row.

    ``units`` answers, per column key, what one stands for in fen where the table does not say;
    ``chosen`` answers, per column key, which column letter is meant where several might be.
    """
    layout = recognise(table, columns)
    placing = place_columns(layout, columns, units or {}, chosen or {})
    body = Body(table, layout, placing)
    body.read()
    if not body.rows:
        raise BadFile("SHEET-1", gettext_noop("There are headings, but no row below them."))
    parsed = Parsed(layout, placing, body.rows, body.totals, body.skipped)
    parsed.remarks.extend([*table.remarks, *placing.remarks, *body.remarks])
    compare(parsed)
    return parsed
