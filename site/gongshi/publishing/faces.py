"""Frozen values in words and figures: what the components of a page are filled with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from gongshi.money import yuan
from gongshi.publishing.schema import Column, Fact, Kind, Snapshot, Table, Value

#: How a column of a kind stands in a table of the house.
CLASSES = {Kind.MONEY: "figure", Kind.INTEGER: "number"}


def in_words(value: Value, kind: Kind) -> str:
    """Write a value as people read it; a missing one stays empty."""
    if value == "":
        return ""
    if kind is Kind.MONEY:
        return yuan(int(value))
    if kind is Kind.INTEGER:
        return f"{int(value):,}"
    if kind is Kind.DATE:
        return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    return str(value)


def pairs(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """Give labelled values for the list of facts."""
    return [(fact.label, in_words(fact.value, fact.kind)) for fact in facts]


def numbers(facts: Sequence[Fact]) -> list[dict[str, object]]:
    """Give the big numbers; money carries its unit."""
    return [
        {
            "label": fact.label,
            "value": in_words(fact.value, fact.kind),
            "unit": gettext("yuan") if fact.kind is Kind.MONEY else "",
        }
        for fact in facts
    ]


def bars(snapshot: Snapshot) -> list[dict[str, object]]:
    """Give where the money goes."""
    return [
        {"label": fact.label, "value": int(fact.value), "text": in_words(fact.value, fact.kind)}
        for fact in snapshot.bars
    ]


@dataclass(frozen=True, slots=True)
class TableFace:
    """A table in words: what the component on the screen and the sheet of paper are filled with."""

    key: str
    caption: str
    unit: str
    columns: list[dict[str, str]]
    rows: list[list[str]]
    total: list[str]
    keys: list[str]


def table(of: Table) -> TableFace:
    """Give a table's columns, rows and total in words."""
    total: list[str] = []
    if any(column.total for column in of.columns) and of.rows:
        total = [in_words(of.total(c), c.kind) if c.total else "" for c in of.columns]
        total[0] = total[0] or gettext("Total")
    return TableFace(
        key=of.key,
        caption=of.caption,
        unit=of.unit,
        columns=[_column(column, index) for index, column in enumerate(of.columns)],
        rows=[[in_words(row.cells.get(c.key, ""), c.kind) for c in of.columns] for row in of.rows],
        total=total,
        keys=[row.key for row in of.rows],
    )


def _column(column: Column, index: int) -> dict[str, str]:
    return {
        "label": column.title,
        "kind": "lead" if index == 0 else CLASSES.get(column.kind, "text"),
    }
