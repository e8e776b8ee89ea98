"""Asking for publication, taking it up, concluding it, interrupting it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import translation

from gongshi.areas.models import Area
from gongshi.matters.models import Matter
from gongshi.people.masking import mask_in
from gongshi.publishing.models import (
    FrozenSnapshot,
    Nature,
    PublicationRequest,
    RequestState,
    SnapshotRow,
)
from gongshi.publishing.registries import publishables
from gongshi.publishing.rules import may_conclude, may_request, may_take_up
from gongshi.publishing.schema import Snapshot, header, names_in
from gongshi.publishing.signals import (
    publication_concluded,
    publication_interrupted,
    publication_requested,
)
from gongshi.record.canonical import canonical
from gongshi.verdict import require


def freeze(snapshot: Snapshot, at: datetime) -> tuple[FrozenSnapshot, list[models.Model]]:
    """Write the frozen copy; the second value are the protected rows for the record.

    Warnings are frozen with the names of its rows covered: a row may be lawfully erased, the
    words around it stay.
    """
    covered = tuple(mask_in(text, names_in(snapshot)) for text in snapshot.warnings)
    snapshot, rows = replace(snapshot, warnings=covered), _rows_of(snapshot)
    frozen = FrozenSnapshot.objects.create(
        header=header(snapshot), digest=_digest(header(snapshot), rows), frozen_at=at
    )
    for row in rows:
        row.snapshot = frozen
    return frozen, [frozen, *SnapshotRow.objects.bulk_create(rows, batch_size=500)]


def digest_of(snapshot: Snapshot) -> str:
    """Give the digest of everything a snapshot says, whether it is frozen or only shown."""
    return _digest(header(snapshot), _rows_of(snapshot))


def _rows_of(snapshot: Snapshot) -> list[SnapshotRow]:
    return [
        SnapshotRow(table=table.key, ordinal=ordinal, key=row.key, cells=dict(row.cells))
        for table in snapshot.tables
        for ordinal, row in enumerate(table.rows, start=1)
    ]


def _digest(head: Mapping[str, object], rows: Sequence[SnapshotRow]) -> str:
    """Give SHA-256 over the header and the digest of each row, in order."""
    whole = hashlib.sha256(canonical(head))
    for row in rows:
        cells = canonical({"table": row.table, "key": row.key, "cells": row.cells})
        whole.update(hashlib.sha256(cells).digest())
    return whole.hexdigest()


@transaction.atomic
def request_publication(
    *,
    kind: str,
    subject: str,
    nature: Nature,
    matter: Matter,
    area: Area,
    days: int,
    at: datetime,
) -> tuple[PublicationRequest, list[models.Model]]:
    """Put a frozen copy into the outbox. The caller records the protected rows with its act.

    Raises RuleBroken when the thing may not be published or already waits.
    """
    publishable = publishables.get(kind)()
    require(publishable.may_publish(subject))
    under_way = PublicationRequest.objects.filter(
        kind=kind, subject=subject, state__in=[RequestState.WAITING, RequestState.TAKEN]
    )
    require(may_request(on_its_way=under_way.exists()))
    with translation.override(settings.LANGUAGE_CODE):  # a frozen text has one language
        frozen, rows = freeze(publishable.snapshot(subject), at)
    request = PublicationRequest.objects.create(
        kind=kind,
        subject=subject,
        nature=nature,
        matter=matter,
        area=area,
        snapshot=frozen,
        days=days,
        requested_at=at,
    )
    publication_requested.announce(area.code, request=request)
    return request, rows


@transaction.atomic
def take_up(*, request: PublicationRequest) -> PublicationRequest:
    """Mark that a notice is being made of the request; asking twice changes nothing.

    Raises RuleBroken: PUB-3 when the publication is over.
    """
    locked = PublicationRequest.objects.select_for_update().get(pk=request.pk)
    require(
        may_take_up(
            interrupted=locked.state == RequestState.INTERRUPTED,
            concluded=locked.state == RequestState.CONCLUDED,
            announcement=locked.nature == Nature.AFTER,
        )
    )
    if locked.state == RequestState.WAITING:
        locked.state = RequestState.TAKEN
        locked.save(update_fields=["state"])
    return locked


@transaction.atomic
def put_back(*, request: PublicationRequest) -> PublicationRequest:
    """Let a request wait again, because its notice was withdrawn; asking twice changes nothing.

    The frozen copy stays the same: another notice is made of it, and those who decided wait on.
    """
    locked = PublicationRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state == RequestState.TAKEN:
        locked.state = RequestState.WAITING
        locked.save(update_fields=["state"])
        publication_requested.announce(locked.area_id, request=locked)
    return locked


@transaction.atomic
def conclude(
    *, request: PublicationRequest, outcome: Mapping[str, object], at: datetime
) -> PublicationRequest:
    """Hand the result back to those who decided; asking twice changes nothing."""
    locked = PublicationRequest.objects.select_for_update().get(pk=request.pk)
    require(may_conclude(interrupted=locked.state == RequestState.INTERRUPTED))
    if locked.state != RequestState.CONCLUDED:
        locked.state, locked.concluded_at, locked.outcome = (
            RequestState.CONCLUDED,
            at,
            dict(outcome),
        )
        locked.save(update_fields=["state", "concluded_at", "outcome"])
        publication_concluded.announce(locked.area_id, request=locked)
    return locked


@transaction.atomic
def interrupt(*, request: PublicationRequest, reason: str, at: datetime) -> PublicationRequest:
    """Take a running publication back because the matter was sent back to an earlier step."""
    locked = PublicationRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state in {RequestState.WAITING, RequestState.TAKEN}:
        locked.state, locked.concluded_at = RequestState.INTERRUPTED, at
        locked.outcome = {"reason": reason}
        locked.save(update_fields=["state", "concluded_at", "outcome"])
        publication_interrupted.announce(locked.area_id, request=locked)
    return locked
