"""Storing the commitments of an entry and what opens them, chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from gongshi.record.bulk import CHUNK, execute_rows, insert_rows
from gongshi.record.models import Commitment
from gongshi.record.services.sealing import Sealed

OPENING = 'INSERT INTO gongshi_record_opening (commitment_id, salt, "columns", content) SELECT'
#: An opening finds its commitment by entry and ordinal: no key need be read back.
SQLITE = (
    f"{OPENING} id, %s, %s, %s FROM gongshi_record_commitment WHERE entry_id = %s AND ordinal = %s"
)
POSTGRES = (
    f"{OPENING} c.id, o.salt, o.tags, o.content FROM unnest(%s::text[], %s::text[], %s::text[],"
    " %s::bigint[], %s::int[]) AS o(salt, tags, content, entry_id, ordinal)"
    " JOIN gongshi_record_commitment AS c ON c.entry_id = o.entry_id AND c.ordinal = o.ordinal"
)


def store(seq: int, sealed: Iterable[Sealed]) -> Iterator[tuple[str, str, str]]:
    """Write the commitments of one entry; give table, key and commitment of each, in order.

    Nothing is written but what is taken: take all.
    """
    numbered = enumerate(sealed)
    while chunk := list(islice(numbered, CHUNK)):
        insert([(seq, *one) for one in chunk])
        yield from [(one.table, one.key, one.commit) for _ordinal, one in chunk]


def insert(placed: Sequence[tuple[int, int, Sealed]]) -> None:
    """Write commitments and openings, each with the number of its entry and its ordinal."""
    insert_rows(
        Commitment,
        ("entry", "ordinal", "table", "row_key", "commit"),
        [(seq, n, one.table, one.key, one.commit) for seq, n, one in placed],
    )
    openings = [
        (one.salt.hex(), one.columns.decode(), one.content.decode(), seq, n)
        for seq, n, one in placed
    ]
    execute_rows(SQLITE, POSTGRES, openings)
