"""Writing many rows of plain values in one statement, without a model made for each.

For tables of our own whose rows nobody asks for afterwards; a model's ``bulk_create`` costs several
times as much. Triggers and constraints hold as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

CHUNK = 2_000
PLAIN = {str, int, bytes}


def insert_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows that give every column but an automatic key, in the order of the names."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]  # noqa: SLF001 -- Django's API
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    types = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns})"  # noqa: SLF001 -- likewise
    execute_rows(
        f"{into} VALUES ({', '.join(['%s'] * len(fields))})",
        f"{into} SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in types)})",  # noqa: S608 -- names of our own
        [
            [
                value if type(value) in PLAIN else field.get_db_prep_save(value, connection)
                for field, value in zip(fields, row, strict=True)
            ]
            for row in rows
        ],
    )


def execute_rows(sqlite: str, postgres: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement over rows: one by one in SQLite, columns as arrays in PostgreSQL."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(sqlite, rows)
        else:
            cursor.execute(postgres, [list(column) for column in zip(*rows, strict=True)])
