"""How acts of this room enter the record: in an office, or on the matter of a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import models

from council.deliberation.rules.meetings import holds_office
from council.procedures.models import Step
from gongshi.matters.models import Act
from gongshi.matters.services import Rows, record_act
from gongshi.offices.duties import Duty, Office
from gongshi.offices.models import Appointment
from gongshi.offices.queries import held_over
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.record.services import append
from gongshi.verdict import require


def in_office(person: Person, offices: Iterable[Office], area: str, at: datetime) -> Appointment:
    """Give the appointment a person acts in; RuleBroken (I7) where they hold none of these here."""
    appointment = held_over(person, offices, area, at).order_by("pk").first()
    require(holds_office(held=appointment is not None))
    assert appointment is not None  # noqa: S101 -- require() has just raised otherwise
    return appointment


def enter(
    kind: str,
    appointment: Appointment,
    *,
    by: Person,
    at: datetime,
    body: Mapping[str, object],
    area: str,
    rows: Sequence[models.Model] = (),
) -> None:
    """Append one entry for an act that belongs to no matter."""
    append(
        kind=kind,
        at=at,
        actor=by.key.hex,
        office=appointment.office,
        area=area,
        body=body,
        rows=rows,
    )


def enact(
    kind: str,
    step: Step,
    duty: Duty,
    *,
    by: Person,
    at: datetime,
    account: User | None,
    body: Mapping[str, object],
    write: Callable[[Act], Rows] | None = None,
) -> Act:
    """Do an act on a step's matter under the name of whoever does it."""
    return record_act(
        by=by,
        duty=duty,
        matter=step.case.matter,
        at=at,
        kind=kind,
        body=body,
        write=write,
        account=account,
        name=name_of(by),
    )
