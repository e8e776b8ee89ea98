"""Appointments: two offices of one person, or of two relatives, in every period (I6, I10, I15)."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product

import pytest

from gongshi.areas.models import Area
from gongshi.offices.duties import VILLAGE_OFFICES, Office
from gongshi.offices.models import Appointment
from gongshi.offices.queries import held_within
from gongshi.offices.services import judge_appointment
from gongshi.people.models import Person
from tests.separation import ledger
from tests.separation.ground import Ground, kin
from tests.separation.mirror import Mirror
from tests.separation.oracle import appointment_breaks
from tests.village import AT

TODAY = AT.date()
DAY = timedelta(days=1)
#: Of the office held: from, to, revoked; of the one asked for: from, to; and whether they meet.
PERIODS = {
    "both now": ((TODAY - DAY, None, None), (TODAY, None), True),
    "one begins when the other has ended": (
        (TODAY - DAY, TODAY + 9 * DAY, None),
        (TODAY + 9 * DAY, None),
        False,
    ),
    "the other ends a day too late": (
        (TODAY - DAY, TODAY + 10 * DAY, None),
        (TODAY + 9 * DAY, None),
        True,
    ),
    "a later one is waiting": ((TODAY + 9 * DAY, None, None), (TODAY, None), True),
    "over before the later one": ((TODAY + 9 * DAY, None, None), (TODAY, TODAY + 9 * DAY), False),
    "revoked": ((TODAY - 9 * DAY, None, AT - DAY), (TODAY - 9 * DAY, None), False),
    "a past one on paper": ((TODAY - 9 * DAY, None, None), (TODAY - 9 * DAY, TODAY), False),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    ground = Ground()
    for granter in ground.granters:
        ground.appoint(granter, "granter", "county", starts_on=date(2020, 1, 1))
    return ground


def place_of(office: Office) -> str:
    return "village" if office in VILLAGE_OFFICES else "township"


def said_and_judged(
    ground: Ground, mirror: Mirror, person: Person, office: Office, spell: tuple[date, date | None]
) -> tuple[str, set[str]]:
    """Give what the product says to an appointment, and everything the oracle has against it."""
    area: Area = ground.places[place_of(office)]
    path = 2 if office is Office.SUPERVISOR else None
    first, second = ground.granters
    verdict = judge_appointment(
        person=person,
        office=office,
        area=area,
        path=path,
        legal_basis="决议",
        by=first,
        confirmed_by=second,
        at=AT,
        starts_on=spell[0],
        ends_on=spell[1],
    )
    asked = ledger.Appointment(
        key=10**9,
        person=str(person.key),
        role=office.value,
        scope=area.code,
        since=spell[0],
        until=spell[1],
        requester=str(first.key),
        confirmer=str(second.key),
        granted=AT,
        path=path,
    )
    return verdict.rule, appointment_breaks(mirror.sync(), asked)


@pytest.mark.parametrize("name", PERIODS)
@pytest.mark.parametrize("whose", ["one person", "two relatives", "two strangers"])
def test_two_offices_are_judged_by_the_time_they_share(
    ground: Ground, whose: str, name: str
) -> None:
    held, asked, meet = PERIODS[name]
    wrong, refused = [], 0
    mirror = Mirror()
    pairs = random.Random(f"{whose}{name}").sample(list(product(Office, Office)), 60)
    known = [
        (Office.CASHIER, Office.COMMITTEE_DIRECTOR),
        (Office.COUNCIL_CHAIR, Office.COUNCIL_CHAIR),
        (Office.SUPERVISOR, Office.SUPERVISOR),
    ]
    for one, other in [*known, *pairs]:
        holder, person = Person.objects.create(), Person.objects.create()
        if whose == "one person":
            person = holder
        elif whose == "two relatives":
            kin(holder, person)
        row = ground.appoint(holder, one.value, ends_on=held[1], starts_on=held[0])
        assert row is not None
        if held[2]:
            ground.revoke(row, held[2])
        said, judged = said_and_judged(ground, mirror, person, other, asked)
        refused += bool(said)
        if bool(said) != bool(judged) or (said == "I15") > ("I15" in judged):
            wrong.append((one, other, said, judged))
        if not held[2]:
            ground.revoke(row, AT)  # the next pair begins with free seats
    assert wrong == []
    assert bool(refused) == meet


def test_an_office_ended_before_its_first_day_was_never_held(ground: Ground) -> None:
    person = Person.objects.create()
    row = ground.appoint(person, "committee_member", starts_on=TODAY + 9 * DAY)
    assert isinstance(row, Appointment)
    ground.revoke(row, AT + DAY)
    offices = [Office.COMMITTEE_MEMBER]
    assert str(person.key) not in held_within(offices, ground.village.code, AT, AT + 20 * DAY)
