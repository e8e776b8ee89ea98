"""Granting and ending offices: check → write → record → announce."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from gongshi.areas.models import Area
from gongshi.areas.rules import Level
from gongshi.clock import local_date
from gongshi.offices import grants
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment, AppointmentEnd
from gongshi.offices.queries import granters_over, overlapping, valid
from gongshi.offices.rules import Granting, Held, keeps_two_granters, may_appoint
from gongshi.offices.signals import office_changed
from gongshi.people.models import Person
from gongshi.people.queries import canonical, keys_of, near
from gongshi.people.rules.persons import has_cause
from gongshi.record.services import append
from gongshi.verdict import Verdict, denied, first_refusal, gettext_noop, require

_INSTANT = timedelta(microseconds=1)


def judge_appointment(
    *,
    person: Person,
    office: Office,
    area: Area,
    path: int | None,
    legal_basis: str,
    by: Person,
    confirmed_by: Person,
    at: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Verdict:
    """Say whether the appointment could be made, changing nothing.

    It is compared with what will be held in the same period, not only with what is held today.
    """
    keys = keys_of(person)
    close = near(keys, local_date(at))
    together = Appointment.objects.filter(overlapping(starts_on or local_date(at), ends_on, at))
    kin = together.filter(person__in=[UUID(key) for key in close - {str(key) for key in keys}])
    seats = together.filter(office=office.value, area=area).exclude(person__in=keys)
    return may_appoint(
        Granting(
            office=office,
            area=area.code,
            level=Level(area.level),
            path=path,
            appointee=str(canonical(person).key),
            near=frozenset(close),
            requester=str(canonical(by).key),
            confirmer=str(canonical(confirmed_by).key),
            granters=frozenset(granters_over(area, at)),
            held=[_held(row) for row in together.filter(person__in=keys)],
            kin_held=[_held(row) for row in kin],
            seat_taken=seats.exists(),
            legal_basis=legal_basis,
        )
    )


@transaction.atomic
def appoint(
    *,
    person: Person,
    office: Office,
    area: Area,
    starts_on: date,
    ends_on: date | None = None,
    category: str = "",
    path: int | None = None,
    legal_basis: str,
    by: Person,
    confirmed_by: Person,
    at: datetime,
) -> Appointment:
    """Appoint a person to an office; ``by`` asks, ``confirmed_by`` confirms (I6).

    Raises RuleBroken with I6, I7, I10, I15, SSD or OFFICE-1.
    """
    # One place and one person at a time: two offices that exclude each other never pass abreast.
    Area.objects.select_for_update().get(pk=area.pk)
    Person.objects.select_for_update(no_key=True).get(pk=canonical(person).pk)
    appointment = Appointment(
        person=person,
        office=office.value,
        area=area,
        starts_on=starts_on,
        ends_on=ends_on,
        category=category,
        path=path,
        legal_basis=legal_basis,
        requester=by,
        confirmer=confirmed_by,
        granted_at=at,
    )
    require(_may_grant(appointment, by, confirmed_by, at))
    appointment.save(force_insert=True)
    _record(appointment, [appointment], kind="appointment", by=by, at=at)
    return appointment


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, reason: str, legal_basis: str = "", by: Person, at: datetime
) -> AppointmentEnd:
    """End an appointment now. Acts done in it stay, and so do the conflicts they cause (I10).

    An act that came first at this very moment was done in office: it ends just after. Raises
    I6, I10 or PERSON-4.
    """
    # One place at a time, as for granting: two granters of three never end each other abreast.
    Area.objects.select_for_update().get(pk=appointment.area_id)
    Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
    require(first_refusal(_may_end(appointment, by, at), has_cause(reason)))
    last = appointment.acts.filter(at__gte=at).aggregate(last=Max("at"))["last"]
    ending = AppointmentEnd.objects.create(
        appointment=appointment,
        ended_at=at if last is None else last + _INSTANT,
        reason=reason,
        legal_basis=legal_basis,
        by=by,
    )
    _record(appointment, [ending], kind="appointment.end", by=by, at=at)
    return ending


def still_held(appointment: Appointment, at: datetime) -> bool:
    """Lock an appointment for the rest of the transaction; say whether it holds at the instant."""
    Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
    return Appointment.objects.filter(valid(at), pk=appointment.pk).exists()


@transaction.atomic
def found_county(
    *, county: Area, granters: tuple[Person, Person], legal_basis: str, at: datetime
) -> list[Appointment]:
    """Name the first two granters of a county together (genesis, reading 8 of I6)."""
    first, second = granters
    if Appointment.objects.filter(office=Office.GRANTER.value, area=county).exists():
        require(denied("I6", gettext_noop("This county already has its granters.")))
    if canonical(first) == canonical(second):
        require(denied("I6", gettext_noop("The first two granters are two different persons.")))
    rows = [
        Appointment.objects.create(
            person=person,
            office=Office.GRANTER.value,
            area=county,
            starts_on=local_date(at),
            legal_basis=legal_basis,
            granted_at=at,
        )
        for person in granters
    ]
    _record(rows[0], rows, kind="genesis", by=first, at=at)
    grants.derive(second, at)
    return rows


def _may_grant(appointment: Appointment, by: Person, confirmed_by: Person, at: datetime) -> Verdict:
    return judge_appointment(
        person=appointment.person,
        office=Office(appointment.office),
        area=appointment.area,
        path=appointment.path,
        legal_basis=appointment.legal_basis,
        by=by,
        confirmed_by=confirmed_by,
        at=at,
        starts_on=appointment.starts_on,
        ends_on=appointment.ends_on,
    )


def _may_end(appointment: Appointment, by: Person, at: datetime) -> Verdict:
    if AppointmentEnd.objects.filter(appointment=appointment).exists():
        return denied("I10", gettext_noop("This appointment has already ended."))
    if str(canonical(by).key) not in granters_over(appointment.area, at):
        return denied("I6", gettext_noop("Only granters of this area may end an office."))
    left = granters_over(appointment.area, at, without=appointment)
    return keeps_two_granters(Office(appointment.office), left=len(left))


def _record(
    appointment: Appointment,
    rows: Sequence[Appointment | AppointmentEnd],
    *,
    kind: str,
    by: Person,
    at: datetime,
) -> None:
    append(
        kind=kind,
        at=at,
        actor=by.key.hex,
        office=Office.GRANTER.value,
        area=appointment.area_id,
        body={"person": str(appointment.person_id), "office": appointment.office},
        rows=rows,
    )
    grants.derive(appointment.person, at)
    office_changed.announce(appointment.area_id, appointment=appointment)


def _held(row: Appointment) -> Held:
    return Held(office=Office(row.office), area=row.area_id, path=row.path)
