"""The snapshot: what is handed over for publication, with each column's audience (pure).

A snapshot is frozen when the step is reached. It knows facts, paragraphs and typed tables, so
one template renders a stranger's kind. Personal cells are masked by audience when shown; ID
numbers, telephones, bank cards, health and minors have no column kind at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | bool


class Audience(StrEnum):
    """Who looks: the open internet, a signed-in villager, the paper on the village's board."""

    OPEN = "open"
    VILLAGER = "villager"
    PAPER = "paper"


class Kind(StrEnum):
    """What a value is, which decides how it is written and who sees it."""

    TEXT = "text"
    PERSON = "person"  # a name: masked on the open internet
    HOUSEHOLD = "household"  # a household number and its head's name: masked likewise
    MONEY = "money"  # integer fen
    INTEGER = "integer"
    DATE = "date"  # ISO text


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value, as "Total: 53,000.00 yuan"."""

    label: str
    value: Value
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``total`` asks for a sum in the last row."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    total: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its permanent key (for objections to it) and its cells by column key."""

    key: str
    cells: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and unit; ``personal`` tables leave the web when the window ends."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    personal: bool = False

    def total(self, column: Column) -> int:
        """Give the sum of a column's integers."""
        return sum(int(row.cells.get(column.key, 0)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a notice says about a decision.

    ``headline`` are the big numbers, ``bars`` where the money goes (label and fen), ``basis``
    the decision it rests on (resolution, attendance, tally, recusals).
    """

    title: str
    headline: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    paragraphs: tuple[str, ...] = ()
    bars: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    basis: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()


def names_in(snapshot: Snapshot) -> frozenset[str]:
    """Give the names in the personal tables, whoever else may bear them."""
    return frozenset(
        str(row.cells[column.key])
        for table in snapshot.tables
        if table.personal
        for column in table.columns
        if column.kind is Kind.PERSON
        for row in table.rows
        if row.cells.get(column.key)
    )


def _facts(facts: Sequence[Fact]) -> list[dict[str, Value]]:
    return [{"label": f.label, "value": f.value, "kind": f.kind.value} for f in facts]


def header(snapshot: Snapshot) -> dict[str, object]:
    """Give everything but the rows, ready for canonical JSON."""
    return {
        "title": snapshot.title,
        "headline": _facts(snapshot.headline),
        "facts": _facts(snapshot.facts),
        "paragraphs": list(snapshot.paragraphs),
        "bars": _facts(snapshot.bars),
        "basis": _facts(snapshot.basis),
        "warnings": list(snapshot.warnings),
        "tables": [
            {
                "key": table.key,
                "caption": table.caption,
                "unit": table.unit,
                "personal": table.personal,
                "columns": [
                    {"key": c.key, "title": c.title, "kind": c.kind.value, "total": c.total}
                    for c in table.columns
                ],
            }
            for table in snapshot.tables
        ],
    }


def restore(head: Mapping[str, object], rows: Mapping[str, Sequence[Row]]) -> Snapshot:
    """Build the snapshot again from its header and the rows of each table."""

    def facts(name: str) -> tuple[Fact, ...]:
        return tuple(
            Fact(f["label"], f["value"], Kind(f["kind"]))
            for f in head[name]  # type: ignore[attr-defined]
        )

    tables = tuple(
        Table(
            key=t["key"],
            caption=t["caption"],
            unit=t["unit"],
            personal=t["personal"],
            columns=tuple(
                Column(c["key"], c["title"], Kind(c["kind"]), c["total"]) for c in t["columns"]
            ),
            rows=tuple(rows.get(t["key"], ())),
        )
        for t in head["tables"]  # type: ignore[attr-defined]
    )
    return Snapshot(
        title=str(head["title"]),
        headline=facts("headline"),
        facts=facts("facts"),
        paragraphs=tuple(head["paragraphs"]),  # type: ignore[arg-type]
        bars=facts("bars"),
        tables=tables,
        basis=facts("basis"),
        warnings=tuple(head["warnings"]),  # type: ignore[arg-type]
    )
