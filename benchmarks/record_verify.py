"""How fast the whole record is verified, beside a raw loop over the same rows in the same run.

Usage: DATABASE_URL=… python benchmarks/record_verify.py [--entries 100000] [--rounds 3]

The database must be empty; without DATABASE_URL it is a temporary SQLite file. Each entry has a
body and one row of a protected table. The raw loop reads every row of the same tables and hashes
it: what verification takes beyond that is its own. Each runs in a process of its own, whose
growth of memory is told; it must not grow with the number of entries.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from running import empty_database, given, measured

CHUNK = 2000
LIMIT = 3.0  # times the raw loop
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

if TYPE_CHECKING:
    from django.db.models import Model

    from gongshi.record.models import Entry, Head


def fill(count: int) -> None:
    """Write a valid record of that many entries, many at a time."""
    from django.db import transaction

    from gongshi.publishing.models import FrozenSnapshot, SnapshotRow
    from gongshi.record.models import Head
    from gongshi.record.services import append

    with transaction.atomic():
        snapshot = FrozenSnapshot.objects.create(header={}, digest="0" * 64, frozen_at=AT)
        append(kind="benchmark", at=AT, actor="clock", body={}, rows=[snapshot])
    for start in range(1, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        cells = {"name": "张某某", "group": "一组", "amount": 120000, "why": "因病致贫,享受补助"}
        rows = [
            SnapshotRow(pk=n, snapshot=snapshot, table="t", ordinal=n, key=f"r{n}", cells=cells)
            for n in numbers
        ]
        with transaction.atomic():
            SnapshotRow.objects.bulk_create(rows)
            _append_all(Head.objects.get(), rows)


def _append_all(head: Head, rows: Sequence[Model]) -> None:
    """Append one entry for each row, as ``append`` does, but all in a few queries."""
    from gongshi.record import merkle
    from gongshi.record.canonical import instant
    from gongshi.record.commitments import entry_bytes, joint
    from gongshi.record.models import Entry
    from gongshi.record.services.sealing import seal_body, seal_row
    from gongshi.record.services.storing import insert

    entries: list[Entry] = []
    sealed = []
    frontier, size, prev = head.subtrees(), head.size, head.hash
    for row in rows:
        entry = Entry(seq=size, at=instant(AT), kind="benchmark", actor="clock", prev=prev)
        parts = [seal_body(entry, {"number": size, "why": "基准"}), seal_row(row)]
        entry.commit = joint((one.table, one.key, one.commit) for one in parts)
        new = merkle.leaf(entry_bytes(vars(entry)))
        entry.hash = prev = new.hex()
        frontier, size = merkle.grow(frontier, size, new), size + 1
        entries.append(entry)
        sealed += [(entry.seq, ordinal, one) for ordinal, one in enumerate(parts)]
    Entry.objects.bulk_create(entries)
    insert(sealed)
    head.size, head.hash, head.frontier = size, prev, " ".join(part.hex() for part in frontier)
    head.save()


def raw() -> int:
    """Read every row of the tables in the order of their keys and hash it; count them."""
    from django.db import connection, transaction

    from gongshi.publishing.models import SnapshotRow
    from gongshi.record.models import Commitment, Entry, Opening

    digest, count = sha256(), 0
    with transaction.atomic():
        for model in (Entry, Commitment, Opening, SnapshotRow):
            meta = model._meta
            with connection.chunked_cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{meta.db_table}" ORDER BY "{meta.pk.column}"')
                while rows := cursor.fetchmany(CHUNK):
                    for row in rows:
                        digest.update(sha256(repr(row).encode()).digest())
                    count += len(rows)
    return count


def verified() -> int:
    """Verify the whole record; count what was looked at."""
    from gongshi.record.verify import Tally, verify

    tally = Tally()
    assert list(verify((), tally)) == []
    return tally.entries


def main() -> int:
    options = given(entries=100_000, rounds=3)
    with empty_database():
        from django.db import connection

        fill(options.entries)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return tell(options.entries, options.rounds, connection.vendor)


def tell(entries: int, rounds: int, vendor: str) -> int:
    """Measure both by turns and print the best of each, and their ratio."""
    loops, checks = [], []
    for _ in range(rounds):
        loops.append(measured(raw))
        checks.append(measured(verified))
    loop, check = min(loops), min(checks)
    ratio = check.cpu / loop.cpu
    print(f"{vendor}: {entries} entries")
    print(f"  raw loop   {loop.cpu:7.2f} s  {loop.answer} rows, memory +{loop.grown:.0f} MB")
    print(f"  verify     {check.cpu:7.2f} s  {check.answer} entries, memory +{check.grown:.0f} MB")
    print(f"  ratio      {ratio:7.2f}    {entries / check.clock:.0f} entries a second by the clock")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
