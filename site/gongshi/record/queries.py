"""Reading the record: bodies, the last checkpoint, proofs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from gongshi.record import merkle
from gongshi.record.commitments import BODY, row_key
from gongshi.record.models import Checkpoint, Commitment, Entry, Opening


def body(entry: Entry) -> dict[str, Any] | None:
    """Give what an entry was committed to, or None once it was erased."""
    opening = Opening.objects.filter(
        commitment__table=BODY, commitment__row_key=str(entry.seq)
    ).first()
    return json.loads(opening.content) if opening else None


def entries_of(rows: Sequence[Model]) -> dict[Any, Entry]:
    """Give the entry that committed to each of these rows of one table."""
    if not rows:
        return {}
    keys = {row_key(row.pk): row.pk for row in rows}
    found = Commitment.objects.filter(table=rows[0]._meta.label_lower, row_key__in=list(keys))  # noqa: SLF001 -- Django's API
    return {keys[one.row_key]: one.entry for one in found.select_related("entry")}


def last_checkpoint() -> Checkpoint | None:
    """Give the newest checkpoint."""
    return Checkpoint.objects.order_by("size").last()


def leaves(size: int) -> list[bytes]:
    """Give the hashes of the first entries."""
    hashes = Entry.objects.filter(seq__lt=size).order_by("seq").values_list("hash", flat=True)
    return [bytes.fromhex(one) for one in hashes.iterator()]


def inclusion_proof(entry: Entry, checkpoint: Checkpoint) -> list[bytes]:
    """Prove that an entry is under a checkpoint."""
    return merkle.inclusion(leaves(checkpoint.size), entry.seq)


def consistency_proof(old: int, checkpoint: Checkpoint) -> list[bytes]:
    """Prove to a witness that the checkpoint continues the record it saw at an older size."""
    return merkle.consistency(leaves(checkpoint.size), old)
