"""From a cell to a value: the one reader of each kind of column (pure).

Each reader gives the value and at most one finding; what cannot be read raises ``Unreadable``.
"""

from __future__ import annotations

from collections.abc import Callable

from gongshi.spreadsheets.reading.cells import Reading
from gongshi.spreadsheets.reading.columns import Kind
from gongshi.spreadsheets.reading.numbers import decimal, integer, money, percent, rate
from gongshi.spreadsheets.reading.words import area, day, id_number, phone, text

READERS: dict[Kind, Callable[[object], Reading]] = {
    Kind.TEXT: text,
    Kind.INTEGER: integer,
    Kind.DECIMAL: decimal,
    Kind.PERCENT: percent,
    Kind.DATE: day,
    Kind.ID_NUMBER: id_number,
    Kind.PHONE: phone,
    Kind.AREA: area,
}


def read_cell(kind: Kind, raw: object, unit: int | None) -> Reading:
    """Read a cell that is not blank, by the kind of its column and its unit of money."""
    if kind is Kind.MONEY:
        return money(raw, unit)
    if kind is Kind.RATE:
        return rate(raw, unit)
    return READERS[kind](raw)
