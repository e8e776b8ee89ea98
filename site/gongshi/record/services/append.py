"""Appending one entry: the only way into the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain

from django.db import models, transaction
from django.db.transaction import TransactionManagementError

from gongshi.record import merkle
from gongshi.record.canonical import instant
from gongshi.record.commitments import entry_bytes, joint
from gongshi.record.models import Entry, Head
from gongshi.record.services.sealing import seal_body, seal_rows
from gongshi.record.services.storing import store

CLOCK = "clock"  # the actor of what time itself brings about


def append(
    *,
    kind: str,
    at: datetime,
    actor: str,
    body: Mapping[str, object],
    office: str = "",
    area: str = "",
    matter: str = "",
    rows: Iterable[models.Model] = (),
) -> Entry:
    """Append one entry for an act and commit it to its body and to every row the act wrote.

    Called inside the transaction of the act, so that neither stands without the other.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("An entry is appended inside the transaction of its act.")
    head = locked_head()
    entry = Entry(
        seq=head.size,
        at=instant(at),
        kind=kind,
        area=area,
        matter=matter,
        actor=actor,
        office=office,
        prev=head.hash,
    )
    # The rows first, for the entry names them all; the database asks for it at the commit.
    entry.commit = joint(store(entry.seq, chain([seal_body(entry, body)], seal_rows(rows))))
    new = merkle.leaf(entry_bytes(vars(entry)))
    entry.hash = new.hex()
    entry.save(force_insert=True)
    _advance(head, new)
    return entry


def locked_head() -> Head:
    """Lock the end of the record; the very first entry makes it."""
    heads = Head.objects.select_for_update()
    head = heads.filter(pk=1).first()
    if head is None:
        Head.objects.bulk_create([Head()], ignore_conflicts=True)
        head = heads.get(pk=1)
    return head


def _advance(head: Head, new: bytes) -> None:
    grown = merkle.grow(head.subtrees(), head.size, new)
    Head.objects.filter(pk=1).update(
        size=head.size + 1, hash=new.hex(), frontier=" ".join(part.hex() for part in grown)
    )
