"""Opening matters, and the one writer of acts: ``may()`` asks, ``record_act()`` writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import models, transaction

from gongshi.areas.models import Area
from gongshi.matters.models import Act, Beneficiary, Interest, Matter, MatterSide
from gongshi.matters.queries import facts_of
from gongshi.matters.rules import is_declared_once, may_act
from gongshi.matters.states import CLOSED, Stage
from gongshi.offices.duties import LASTING_SIDES, Duty, side_of
from gongshi.offices.models import Appointment
from gongshi.offices.services import still_held
from gongshi.people.models import Household, Organisation, Person, User
from gongshi.people.queries import canonical
from gongshi.record.services import append
from gongshi.verdict import Verdict, require

Rows = Sequence[models.Model]


def open_matter(
    *,
    kind: str,
    title: str,
    area: Area,
    executor: Organisation | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
    benefits_all: bool = False,
    at: datetime,
) -> Matter:
    """Open a matter. The first act on it follows in the same transaction."""
    return Matter.objects.create(
        kind=kind,
        title=title,
        area=area,
        executor=executor,
        order={duty: list(stages) for duty, stages in (order or {}).items()},
        benefits_all=benefits_all,
        opened_at=at,
    )


def may(
    person: Person,
    duty: Duty,
    matter: Matter,
    at: datetime,
    *,
    account: User | None = None,
    class_rule: bool = False,
) -> Verdict:
    """Say whether a person may exercise a duty on a matter now, changing nothing.

    An account that is closed or not the person's own is refused (I1); no flag of an account
    gives a duty (I11); guardian's rows are never read.
    """
    facts, _appointment = facts_of(
        person, duty, matter, at, active=_is_own(account, person), class_rule=class_rule
    )
    return may_act(facts)


@transaction.atomic
def record_act(
    *,
    by: Person,
    duty: Duty,
    matter: Matter,
    at: datetime,
    kind: str,
    body: Mapping[str, object] | None = None,
    write: Callable[[Act], Rows] | None = None,
    account: User | None = None,
    entered_by: User | None = None,
    class_rule: bool = False,
    stage: Stage | None = None,
    name: str = "",
) -> Act:
    """Check, write and record one act in one transaction with the matter's row locked.

    ``write`` makes the rows that the act brings about and gives back the protected ones;
    ``stage`` moves the matter on. Raises RuleBroken with the rule that refuses; then nothing
    was written.
    """
    locked = Matter.objects.select_for_update().get(pk=matter.pk)
    appointment = _entitled(by, duty, locked, at, account=account, class_rule=class_rule)
    sides = _take_side(locked, by, duty)
    act = _write_act(locked, appointment, by, duty, at, name=name, entered_by=entered_by)
    rows = [] if write is None else list(write(act))
    if stage is not None:
        move(locked, stage, at)
    append(
        kind=kind,
        at=at,
        actor=by.key.hex,
        office=appointment.office,
        area=locked.area_id,
        matter=str(locked.key),
        body={"duty": duty.value, "stage": locked.stage, **(body or {})},
        rows=[*sides, act, *rows],
    )
    matter.stage, matter.archived_at = locked.stage, locked.archived_at
    return act


def saving(row: models.Model) -> Callable[[Act], Rows]:
    """Give the ``write`` of an act that brings about one new row, which may name its act."""

    def write(act: Act) -> Rows:
        if hasattr(type(row), "act"):
            setattr(row, "act", act)  # noqa: B010 -- no model of the host declares it for all
        row.save(force_insert=True)
        return [row]

    return write


def move(matter: Matter, stage: Stage, at: datetime) -> None:
    """Set the stage of a locked matter; a closed matter gets its closing time."""
    matter.stage = stage.value
    matter.archived_at = at if stage in CLOSED else None
    matter.save(update_fields=["stage", "archived_at"])


def add_beneficiaries(
    *, matter: Matter, version: int, households: Iterable[Household]
) -> list[Beneficiary]:
    """Add the households of a new version of the plan; to be recorded by the act that drafts it."""
    return [
        Beneficiary.objects.create(matter=matter, version=version, household=household)
        for household in households
    ]


@transaction.atomic
def declare_interest(
    *, person: Person, matter: Matter, reason: str, by: Person, at: datetime
) -> Interest:
    """Record that a person has an interest in a matter; it cannot be taken back (I17).

    The matter is locked: whoever acts on it at this moment did so before, or is refused.
    """
    Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
    already = Interest.objects.filter(matter=matter, person=person).exists()
    require(is_declared_once(already=already))
    interest = Interest.objects.create(matter=matter, person=person, reason=reason, at=at)
    append(
        kind="interest",
        at=at,
        actor=by.key.hex,
        area=matter.area_id,
        matter=str(matter.key),
        body={"person": str(person.key)},
        rows=[interest],
    )
    return interest


def _is_own(account: User | None, person: Person) -> bool:
    if account is None:
        return True
    return (
        account.is_active
        and account.person is not None
        and canonical(account.person) == canonical(person)
    )


def _entitled(
    by: Person, duty: Duty, matter: Matter, at: datetime, *, account: User | None, class_rule: bool
) -> Appointment:
    """Give the office the person acts in; RuleBroken with the rule that refuses.

    The office is locked: it ends before the act or after it, never in between (I7).
    """
    facts, appointment = facts_of(
        by, duty, matter, at, active=_is_own(account, by), class_rule=class_rule
    )
    require(may_act(facts))
    assert appointment is not None  # noqa: S101 -- may_act has just said so
    if not still_held(appointment, at):
        require(may_act(replace(facts, holds_office=False)))
    return appointment


def _write_act(
    matter: Matter,
    appointment: Appointment,
    by: Person,
    duty: Duty,
    at: datetime,
    *,
    name: str,
    entered_by: User | None,
) -> Act:
    side = side_of(duty)
    return Act.objects.create(
        matter=matter,
        person=by,
        appointment=appointment,
        office=appointment.office,
        duty=duty.value,
        side=side.value if side else "",
        stage=matter.stage,
        at=at,
        name=name,
        entered_by=entered_by,
    )


def _take_side(matter: Matter, person: Person, duty: Duty) -> list[MatterSide]:
    side = side_of(duty)
    if side not in LASTING_SIDES or side is None:
        return []
    row, new = MatterSide.objects.get_or_create(
        matter=matter, person=person, defaults={"side": side.value}
    )
    return [row] if new else []
