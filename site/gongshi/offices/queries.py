"""Who holds which office here, now or at any instant before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gongshi.areas.models import Area
from gongshi.areas.rules import Level, covering, level_of
from gongshi.clock import local_date
from gongshi.offices.duties import DUTIES, Duty, Office, Side, offices_with, side_of
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from gongshi.people.queries import keys_of


def valid(at: datetime) -> Q:
    """Filter for appointments that hold at the instant."""
    today = local_date(at)
    return (
        Q(starts_on__lte=today)
        & (Q(ends_on=None) | Q(ends_on__gt=today))
        & (Q(ending=None) | Q(ending__ended_at__gt=at))
    )


def overlapping(starts_on: date, ends_on: date | None, at: datetime) -> Q:
    """Filter for appointments that will hold together with one of this period, from now on."""
    first = max(starts_on, local_date(at))
    if ends_on is not None and ends_on <= first:
        return Q(pk__in=[])
    lasts = Q(ends_on=None) | Q(ends_on__gt=first)
    together = lasts & (Q(ending=None) | Q(ending__ended_at__gt=at))
    return together if ends_on is None else together & Q(starts_on__lt=ends_on)


def appointments_of(person: Person, at: datetime) -> QuerySet[Appointment]:
    """Give the appointments a human being holds at the instant, under any of their keys."""
    return Appointment.objects.filter(valid(at), person__in=keys_of(person)).select_related("area")


def appointments_for(person: Person, duty: Duty, area: str, at: datetime) -> QuerySet[Appointment]:
    """Give the appointments that let a person exercise a duty on something in the area."""
    offices = [office.value for office in offices_with(duty)]
    return appointments_of(person, at).filter(office__in=offices, area__in=reaching(duty, area))


def reaching(duty: Duty, area: str) -> list[str]:
    """Give the places whose offices reach the area: itself, the township over it (I7).

    For government duties and for administration the county's do, too (readings 8 and 9).
    """
    return _places(area, wide=_is_wide(duty))


def held_over(
    person: Person, offices: Iterable[Office], area: str, at: datetime
) -> QuerySet[Appointment]:
    """Give the appointments to one of the offices that reach the area, whatever duty is asked."""
    wanted = Q(pk__in=[])
    for office in offices:
        wide = any(_is_wide(duty) for duty in DUTIES[office])
        wanted |= Q(office=office.value, area__in=_places(area, wide=wide))
    return appointments_of(person, at).filter(wanted)


def _is_wide(duty: Duty) -> bool:
    return side_of(duty) in {Side.GOVERNMENT, Side.ADMINISTRATION}


def _places(area: str, *, wide: bool) -> list[str]:
    return [
        code
        for code in covering(area)
        if wide or code == area or level_of(code) is not Level.COUNTY
    ]


def holders(offices: Iterable[Office], area: str, at: datetime) -> QuerySet[Appointment]:
    """Give who holds one of the offices in exactly this area at the instant."""
    return Appointment.objects.filter(
        valid(at), office__in=[office.value for office in offices], area=area
    ).select_related("person")


def held_within(offices: Iterable[Office], area: str, since: datetime, until: datetime) -> set[str]:
    """Give the keys of everyone who held one of the offices at some instant of the window."""
    first, last = local_date(since), local_date(until)
    rows = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=first),
        Q(ending=None) | Q(ending__ended_at__gt=since),
        office__in=[office.value for office in offices],
        area=area,
        starts_on__lte=last,
    )
    found = rows.values_list("person", "starts_on", "ending__ended_at")
    # What was ended before its first day was never held.
    return {str(key) for key, begins, end in found if end is None or local_date(end) >= begins}


def granters_over(area: Area, at: datetime, *, without: Appointment | None = None) -> set[str]:
    """Give the keys of the granters whose scope covers the area, one appointment left out."""
    rows = Appointment.objects.filter(
        valid(at), office=Office.GRANTER.value, area__in=covering(area.code)
    )
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    return {str(key) for key in rows.values_list("person", flat=True)}
