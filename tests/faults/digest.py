"""One hash over everything the database holds, but for sessions and sign-in counters."""

from __future__ import annotations

from hashlib import sha256

from django.apps import apps
from django.db import connection

#: What a refused request may change: who is signed in, and what was tried at the door.
LOOSE = {"django_session", "gongshi_people_user"}


def whole_database() -> dict[str, str]:
    """Give a hash of every table's rows, so that a difference names its table."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta
            if meta.db_table in LOOSE or meta.app_label == "axes" or not meta.managed:
                continue
            cursor.execute(f'SELECT * FROM "{meta.db_table}"')
            rows = sorted(repr([_plain(cell) for cell in row]) for row in cursor.fetchall())
            found[meta.db_table] = sha256("\n".join(rows).encode()).hexdigest()
    return found


def _plain(cell: object) -> object:
    return bytes(cell) if isinstance(cell, memoryview) else cell
