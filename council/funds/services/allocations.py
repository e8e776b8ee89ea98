"""Allocations from above: entered with their table, approved by another, then announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from council.funds.models import Allocation, AllocationLine, FundItem, FundSource
from council.funds.queries.plans import ALLOCATION, allocation_lines, case_of_allocation
from council.funds.rules.plans import has_rows
from council.funds.services.entering import may_enter, note
from council.procedures.queries import active_step
from council.procedures.rules import is_its_turn
from council.procedures.services import open_case, perform
from gongshi.areas.models import Area
from gongshi.matters.models import Act
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.verdict import require


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as the table gives it. Sums are fen; None where the table gives none."""

    place: str = ""
    project: str = ""
    content: str = ""
    unit_responsible: str = ""
    amount: int | None = None
    count: int = 0
    count_unit: str = ""
    standard: int | None = None
    others: tuple[tuple[str, int], ...] = ()
    note: str = ""
    receiver: Area | None = None


@transaction.atomic
def create_allocation(
    *,
    area: Area,
    title: str,
    year: int,
    source: FundSource | None = None,
    item: FundItem | None = None,
    principle: str = "",
    stated: Mapping[str, Any] | None = None,
    by: Person,
    at: datetime,
) -> Allocation:
    """Open an allocation of a county or township; its rows follow with ``record_rows``."""
    require(may_enter(by, area, at))
    allocation = Allocation.objects.create(
        area=area,
        title=title,
        year=year,
        source=source,
        item=item,
        principle=principle,
        stated=dict(stated or {}),
        created_at=at,
    )
    open_case(
        kind=ALLOCATION,
        subject=str(allocation.pk),
        title=title,
        area=area,
        benefits_all=True,
        at=at,
    )
    body = {"allocation": allocation.pk, "title": title}
    note("funds.allocation.entered", by=by, area=area, at=at, body=body)
    return allocation


@transaction.atomic
def record_rows(
    *,
    allocation: Allocation,
    rows: Sequence[Entry],
    by: Person,
    at: datetime,
    account: User | None = None,
) -> list[AllocationLine]:
    """Record the whole table at once; another person approves it then (FUND-18)."""
    allocation = Allocation.objects.select_for_update().get(pk=allocation.pk)
    require(has_rows(len(rows)))
    step = active_step(case_of_allocation(allocation))
    require(is_its_turn(step.key if step else None, "record"))
    assert step is not None  # noqa: S101 -- require() has just said so
    newest = allocation_lines(allocation).first()
    version = newest.version + 1 if newest else 1
    made: list[AllocationLine] = []

    def write(act: Act) -> list[AllocationLine]:
        made.extend(
            AllocationLine.objects.bulk_create(
                [
                    _line(allocation, act, version, ordinal, entry)
                    for ordinal, entry in enumerate(rows, start=1)
                ],
                batch_size=500,
            )
        )
        return made

    perform(step=step, by=by, at=at, write=write, account=account, name=name_of(by))
    return made


def _line(
    allocation: Allocation, act: Act, version: int, ordinal: int, entry: Entry
) -> AllocationLine:
    return AllocationLine(
        allocation_id=allocation.pk,  # keys, not objects: there may be a hundred thousand lines
        act_id=act.pk,
        version=version,
        ordinal=ordinal,
        place=entry.place,
        receiver_id=entry.receiver.pk if entry.receiver else None,
        project=entry.project,
        content=entry.content,
        unit_responsible=entry.unit_responsible,
        count=entry.count,
        count_unit=entry.count_unit,
        standard=entry.standard,
        amount=entry.amount,
        others=[[heading, fen] for heading, fen in entry.others],
        note=entry.note,
    )
