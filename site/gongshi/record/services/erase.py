"""Erasing rows on a lawful ground: rows and openings go, the proofs of all others stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.db import models, transaction

from gongshi.record.canonical import instant
from gongshi.record.commitments import BODY, row_key
from gongshi.record.models import Commitment, Entry, Erasure, Opening
from gongshi.record.protection import PROTECTED
from gongshi.record.rules import may_erase, may_erase_table, was_recorded
from gongshi.record.services.append import append
from gongshi.verdict import require

Place = tuple[str, str]  # table and row key


@transaction.atomic
def erase(
    *,
    rows: Sequence[models.Model],
    ground: str,
    at: datetime,
    by: tuple[str, str],
    bodies: Sequence[Entry] = (),
    office: str = "",
    area: str = "",
    matter: str = "",
) -> Entry:
    """Erase rows (in the order given) and the bodies of entries, by two persons' keys.

    What remains says only that a row was there, on which ground it went and who did it.
    """
    places = [(_label(row), row_key(row.pk)) for row in rows]
    places += [(BODY, str(entry.seq)) for entry in bodies]
    require(may_erase(ground=ground, by=by, count=len(places)))
    for row in rows:
        protection = PROTECTED.get(_label(row))
        require(may_erase_table(_label(row), erasable=bool(protection and protection.erasable)))
    require(was_recorded(wanted=len(places), found=_committed(places)))
    entry = append(
        kind="record.erased",
        at=at,
        actor=by[0],
        office=office,
        area=area,
        matter=matter,
        body={"ground": ground, "second": by[1], "rows": places},
        rows=_note(places, ground, at, by),
    )
    for table, keys in _by_table(places):
        openings = Opening.objects.filter(commitment__table=table, commitment__row_key__in=keys)
        openings.delete()
    for row in rows:
        type(row)._base_manager.filter(pk=row.pk).delete()  # noqa: SLF001 -- Django's API
    return entry


def _label(row: models.Model) -> str:
    return row._meta.label_lower  # noqa: SLF001 -- Django's API


def _by_table(places: Iterable[Place]) -> list[tuple[str, list[str]]]:
    groups = groupby(sorted(places), key=lambda place: place[0])
    return [(table, [key for _, key in group]) for table, group in groups]


def _committed(places: Sequence[Place]) -> int:
    """Count the places that are committed and can still be opened."""
    return sum(
        Commitment.objects.filter(table=table, row_key__in=keys, opening__isnull=False).count()
        for table, keys in _by_table(places)
    )


def _note(places: Sequence[Place], ground: str, at: datetime, by: tuple[str, str]) -> list[Erasure]:
    first, second = by
    return Erasure.objects.bulk_create(
        Erasure(table=table, row_key=key, ground=ground, at=instant(at), first=first, second=second)
        for table, key in places
    )
