"""Signing a checkpoint: daily, and before each printed notice."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from gongshi.record import merkle
from gongshi.record.canonical import instant
from gongshi.record.checkpoint import Note, origin, public_key, sign
from gongshi.record.models import Checkpoint
from gongshi.record.services.append import locked_head


@transaction.atomic
def make_checkpoint(at: datetime) -> Checkpoint | None:
    """Sign the record as it stands; with nothing new, give the last checkpoint (or None)."""
    head = locked_head()
    last = Checkpoint.objects.order_by("size").last()
    if head.size == (last.size if last else 0):
        return last
    root, seed = merkle.fold(head.subtrees()), settings.RECORD_KEY
    note = Note(origin(public_key(seed)), head.size, root, instant(at))
    return Checkpoint.objects.create(
        size=head.size, root=root.hex(), at=note.at, text=sign(note, seed)
    )
