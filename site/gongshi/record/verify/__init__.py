"""Verification: the record against itself, the live rows, the checkpoints and printed codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connection, transaction

from gongshi.record.triggers import missing_triggers
from gongshi.record.verify import rows
from gongshi.record.verify.chain import Chain, Code
from gongshi.record.verify.findings import Finding, Tally

__all__ = ["Code", "Finding", "Tally", "frozen", "verify"]


def verify(codes: Sequence[Code] = (), tally: Tally | None = None) -> Iterator[Finding]:
    """Give every finding as it is found; memory stays bounded whatever the record's size.

    ``codes`` are short codes kept outside (paper, photos, the township): only they show that
    somebody rewrote the record together with its checkpoints.
    """
    tally = tally or Tally()
    with frozen():
        for finding in _everything(codes, tally):
            tally.findings += 1
            yield finding


def _everything(codes: Sequence[Code], tally: Tally) -> Iterator[Finding]:
    for name in missing_triggers():
        yield Finding("record.trigger_missing", row=name)
    yield from Chain(codes, tally).findings()
    yield from rows.findings(tally)


@contextmanager
def frozen() -> Iterator[None]:
    """Read one state of the database without holding up writers."""
    if connection.vendor == "sqlite":
        with _deferred(connection), transaction.atomic():
            yield
        return
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _deferred(sqlite: Any) -> Iterator[None]:
    """Take no write lock, and read damaged text as well."""
    sqlite.ensure_connection()
    mode, factory = sqlite.transaction_mode, sqlite.connection.text_factory
    sqlite.transaction_mode, sqlite.connection.text_factory = "DEFERRED", _lenient
    try:
        yield
    finally:
        sqlite.transaction_mode, sqlite.connection.text_factory = mode, factory


#: Reads text that is no UTF-8 as well: it is then found changed, not a crash.
_lenient = partial(str, encoding="utf-8", errors="surrogateescape")
