"""Reading frozen snapshots back, for the audience that looks."""

from __future__ import annotations

from gongshi.people.masking import mask_in, mask_name
from gongshi.publishing.models import FrozenSnapshot
from gongshi.publishing.schema import (
    Audience,
    Fact,
    Kind,
    Row,
    Snapshot,
    Table,
    Value,
    names_in,
    restore,
)


def read(frozen: FrozenSnapshot, audience: Audience, *, with_personal: bool = True) -> Snapshot:
    """Give the snapshot as this audience may see it; personal tables only while they may show.

    A name that a personal table covers is covered in the words around it too: the reason of a
    change may speak of a household.
    """
    rows: dict[str, list[Row]] = {}
    for row in frozen.rows.all():
        rows.setdefault(row.table, []).append(Row(row.key, row.cells))
    snapshot = restore(frozen.header, rows)
    names = names_in(snapshot) if audience is Audience.OPEN else frozenset()
    tables = tuple(
        _shown(table, audience, names)
        for table in snapshot.tables
        if with_personal or not table.personal
    )
    return Snapshot(
        title=snapshot.title,
        headline=snapshot.headline,
        facts=tuple(_fact(fact, audience, names) for fact in snapshot.facts),
        paragraphs=tuple(mask_in(text, names) for text in snapshot.paragraphs),
        bars=tuple(_fact(fact, audience, names) for fact in snapshot.bars),
        tables=tables,
        basis=tuple(_fact(fact, audience, frozenset()) for fact in snapshot.basis),
        warnings=snapshot.warnings,  # covered when they were frozen
    )


def _shown(table: Table, audience: Audience, names: frozenset[str]) -> Table:
    kinds = {column.key: column.kind for column in table.columns}
    rows = tuple(
        Row(
            row.key,
            {
                key: _cell(value, kinds.get(key, Kind.TEXT), audience, names)
                for key, value in row.cells.items()
            },
        )
        for row in table.rows
    )
    return Table(table.key, table.caption, table.columns, rows, table.unit, table.personal)


def _fact(fact: Fact, audience: Audience, names: frozenset[str]) -> Fact:
    value = _cell(fact.value, fact.kind, audience, names)
    return Fact(mask_in(fact.label, names), value, fact.kind)


def _cell(value: Value, kind: Kind, audience: Audience, names: frozenset[str]) -> Value:
    if kind in {Kind.PERSON, Kind.HOUSEHOLD} and audience is Audience.OPEN:
        return mask_name(str(value))
    return mask_in(value, names) if kind is Kind.TEXT and isinstance(value, str) else value
