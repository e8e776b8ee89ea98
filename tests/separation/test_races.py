"""Several processes at one moment: nobody comes to stand on two sides (SOD-5)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from gongshi.matters.models import Act, Matter, MatterSide
from gongshi.matters.scan import scan
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from gongshi.record.verify import verify
from tests.village import AT, Village, staffed_village

ROOT = Path(__file__).resolve().parents[2]
#: Rounds by day and by night, with six processes each.
ROUNDS = [pytest.param(6, id="few"), pytest.param(400, marks=pytest.mark.nightly, id="many")]

pytestmark = pytest.mark.django_db(transaction=True)


class Track:
    """A process that sends six others off at one moment."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def race(self, *orders: dict[str, object]) -> Counter[str]:
        """Let every order be done at once; give what was answered to each kind."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(orders) + "\n")
        self.process.stdin.flush()
        said: Counter[str] = Counter()
        while (line := self.process.stdout.readline().strip()) != "over":
            assert line, "The racer is gone."
            said[line] += 1
        return said


@pytest.fixture
def track() -> Iterator[Track]:
    ContentType.objects.clear_cache()
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite://{given['NAME']}"
    else:
        place = f"{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"
        url = f"postgres://{given['USER']}:{given['PASSWORD']}@{place}"
    ours = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "gongshi.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.separation.racer"],
        env=os.environ | ours,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Track(process)
        assert process.stdin
        process.stdin.close()
        process.wait()


@pytest.fixture
def village(transactional_db: None) -> Village:
    return staffed_village()


def opened(village: Village) -> Matter:
    return Matter.objects.create(kind="test", title="赛", area=village.area, opened_at=AT)


def by_hand(village: Village, person: Person, office: Office) -> Appointment:
    """Write an appointment that two granters would never have made."""
    return Appointment.objects.create(
        person=person,
        office=office.value,
        area=village.area
        if office in (Office.COUNCIL_MEMBER, Office.COMMITTEE_MEMBER)
        else village.township,
        starts_on=AT.date(),
        legal_basis="x",
        requester=village.granters[0],
        confirmer=village.granters[1],
        granted_at=AT,
    )


def whole() -> bool:
    """Say whether the record is whole, but for the appointments written by hand."""
    return {finding.table for finding in verify()} <= {"gongshi_offices.appointment"}


def granters(village: Village) -> list[str]:
    return [str(granter.key) for granter in village.granters]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_one_person_on_two_sides_at_once(village: Village, track: Track, rounds: int) -> None:
    person = Person.objects.create()
    for office in (Office.COUNCIL_MEMBER, Office.COMMITTEE_MEMBER, Office.TOWNSHIP_REVIEWER):
        by_hand(village, person, office)
    said: Counter[str] = Counter()
    for _ in range(rounds):
        order = {
            "do": "act",
            "person": str(person.key),
            "matter": opened(village).pk,
            "at": str(AT),
        }
        said += track.race(
            *({**order, "duty": d} for d in 2 * ("decide", "execute", "town_review"))
        )
    assert set(said) <= {"act done", "act I2", "act I4", "act I5"}, said
    assert said["act done"] == 2 * rounds == Act.objects.count()
    assert MatterSide.objects.count() == rounds
    sides = set(MatterSide.objects.values_list("matter", "side"))
    assert set(Act.objects.values_list("matter", "side")) == sides
    assert {finding.why.rule for finding in scan()} <= {"SSD"}
    assert whole()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_an_office_ends_while_its_holder_acts(village: Village, track: Track, rounds: int) -> None:
    said: Counter[str] = Counter()
    for _ in range(rounds):
        person = Person.objects.create()
        office = by_hand(village, person, Office.COMMITTEE_MEMBER)
        order = {"person": str(person.key), "matter": opened(village).pk, "at": str(AT)}
        acts = [
            {**order, "do": "act", "duty": duty}
            for duty in ("execute", "handle", "verify", "post", "answer")
        ]
        end = {"do": "end", "appointment": office.pk, "granters": granters(village), "at": str(AT)}
        said += track.race(*acts[:3], end, *acts[3:])
    assert set(said) <= {"act done", "act I7", "end done"}, said
    assert said["end done"] == rounds
    assert said["act done"] == Act.objects.count()
    assert list(scan()) == []
    assert whole()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_an_interest_is_declared_while_its_owner_acts(
    village: Village, track: Track, rounds: int
) -> None:
    said: Counter[str] = Counter()
    person = village["理事二"]
    for _ in range(rounds):
        order = {"person": str(person.key), "matter": opened(village).pk, "at": str(AT)}
        acts = [{**order, "do": "act", "duty": duty} for duty in ("decide", "inspect", "accept")]
        said += track.race(*acts, {**order, "do": "interest"}, {**order, "do": "interest"})
    assert set(said) <= {"act done", "act I17", "interest done", "interest I17"}, said
    assert said["interest done"] == rounds
    assert list(scan()) == []


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_grants_at_once(village: Village, track: Track, rounds: int) -> None:
    """One person into two offices that exclude each other; six persons onto one seat."""
    said: Counter[str] = Counter()
    for _ in range(rounds):
        person = Person.objects.create()
        order = {
            "do": "appoint",
            "granters": granters(village),
            "at": str(AT),
            "starts_on": str(AT.date()),
        }
        both = [
            {**order, "person": str(person.key), "office": office.value, "area": area.pk}
            for office, area in (
                (Office.COUNCIL_MEMBER, village.area),
                (Office.ACCOUNTANT, village.township),
                (Office.DEPARTMENT_APPROVER, village.county),
            )
        ]
        said += track.race(*both, *both)
    council = Appointment.objects.filter(starts_on=AT.date()).exclude(person__in=village.granters)
    assert set(said) <= {"appoint done", "appoint SSD"}, said
    assert council.count() == said["appoint done"]
    seat = {**order, "office": Office.FIRST_SECRETARY.value, "area": village.area.pk}
    people = [str(Person.objects.create().key) for _ in range(6)]
    found = track.race(*({**seat, "person": person} for person in people))
    assert found == {"appoint done": 1, "appoint I10": 5}
    assert list(scan()) == []
