"""The work list asks exactly those who can do it now: every office at every turn of a decision."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from council.deliberation.queries import hands_digest
from council.deliberation.rules.thresholds import Count
from council.deliberation.services.hands import certify_hands, enter_hands
from council.deliberation.services.meetings import close_meeting
from council.deliberation.services.motions import open_vote
from council.deliberation.states import Method, Option
from gongshi.desk.queries import tasks_of
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from tests.council.deliberation.room import COUNCIL, Room, refusal
from tests.council.deliberation.test_desk import Desk
from tests.council.deliberation.test_resolutions import adopting, called, certify, enter
from tests.village import AT

__all__ = ["adopting"]

CLERKS = {"文书", "镇文书"}
DIRECTOR = {"主任"}
WITNESSES = {"监委甲", "监委乙", *(f"代表{number}" for number in range(9))}
#: The day on which the representatives meet, and on which the clerk writes it down.
MEETS, WRITTEN = AT + timedelta(days=10), AT + timedelta(days=11)
SMALL = Count(9, 6, 2, 3, 0, women_due=3, women_present=2)


@pytest.fixture
def everybody(room: Room) -> Room:
    """Somebody in every office there is, the county's clerk and publisher among them."""
    village = room.village
    for office, area in (
        (Office.TOWNSHIP_CLERK, village.county),
        (Office.TOWNSHIP_PUBLISHER, village.county),
        (Office.COUNTY_DECIDER, village.county),
        (Office.FIRST_SECRETARY, village.area),
        (Office.PARTY_BRANCH_MEMBER, village.area),
        (Office.COLLECTIVE_HEAD, village.area),
        (Office.CASHIER, village.area),
    ):
        village.appoint(f"另{office.value}", office, area=area)
    return room


def asked(room: Room, at: datetime, *words: str) -> set[str]:
    """Give who finds one of these on their work list."""
    people = room.village.people | dict(zip("甲乙", room.village.granters, strict=True))
    return {
        name
        for name, person in people.items()
        if any(task.title in words for task in tasks_of(person, at))
    }


def test_the_council_advises_and_nobody_else_is_asked(everybody: Room) -> None:
    assert asked(everybody, AT, "Advise") == set(COUNCIL)


def test_whoever_must_withdraw_is_not_asked(everybody: Room) -> None:
    everybody.benefits("理事三")
    assert asked(everybody, AT, "Advise") == set(COUNCIL) - {"理事三"}


def test_an_assembly_is_called_then_recorded_then_certified(
    everybody: Room, adopting: Room
) -> None:
    room = adopting
    assert asked(room, AT, "Adopt") == DIRECTOR | CLERKS
    meeting = called(room, days=10)
    room_step = room.step
    meeting.agenda.create(step=room_step, position=1)
    assert asked(room, AT, "Adopt") == set()  # until the day of the meeting
    assert asked(room, MEETS, "Adopt") == CLERKS
    resolution = enter(room, meeting=meeting)
    assert asked(room, WRITTEN, "Adopt") == set()
    assert asked(room, WRITTEN, "签认一份决议") == WITNESSES
    certify(room, resolution, "监委甲")
    assert asked(room, WRITTEN, "签认一份决议") == WITNESSES - {"监委甲"}
    certify(room, resolution, "代表1")
    assert asked(room, WRITTEN, "签认一份决议", "Adopt") == set()
    assert asked(room, WRITTEN, "Run") == {"主任", "委员甲", "委员乙"}


def test_what_was_not_adopted_is_decided_in_another_meeting(adopting: Room) -> None:
    resolution = enter(adopting, SMALL, recusals=[("某某", "受益户")])
    for name in ("监委甲", "监委乙"):
        certify(adopting, resolution, name)
    assert asked(adopting, WRITTEN, "签认一份决议") == set()  # two have signed it
    assert asked(adopting, WRITTEN, "Adopt") == CLERKS
    close_meeting(meeting=resolution.meeting, by=adopting["文书"], at=WRITTEN)
    assert asked(adopting, WRITTEN, "Adopt") == DIRECTOR | CLERKS


def test_an_escalated_vote_waits_for_the_representatives(everybody: Room) -> None:
    everybody.benefits(*COUNCIL[:5])
    open_vote(motion=everybody.motion(), method=Method.OWN_PHONE, by=everybody["理事七"], at=AT)
    assert asked(everybody, AT, "Advise") == DIRECTOR | CLERKS
    page = Desk(everybody, "文书").get("desk_vote_step", everybody.step.pk)
    assert f"{everybody.village.area.code}-representatives" in page  # which meeting to call


def test_every_office_is_asked_exactly_where_it_is_not_refused(
    everybody: Room, adopting: Room, refused
) -> None:
    room = adopting
    held = {Office(row.office) for row in Appointment.objects.all()}
    assert held == set(Office) - {Office.SYSTEM_ADMINISTRATOR, Office.SUPERVISOR}
    meeting = called(room, days=10)
    meeting.agenda.create(step=room.step, position=1)
    wanted = asked(room, WRITTEN, "Adopt")
    room.village.people |= dict(zip("甲乙", room.village.granters, strict=True))
    for name in room.village.people:
        if name not in wanted:
            assert refused(lambda who=name: enter(room, by=who, meeting=meeting)) == "I7"
            continue
        with transaction.atomic():
            assert enter(room, by=name, meeting=meeting).pk
            transaction.set_rollback(True)


def test_hands_wait_for_members_who_may_certify_them(everybody: Room) -> None:
    room = everybody
    event = room.event(method=Method.SHOW_OF_HANDS)
    words = ("投票，或签认名单",)
    assert asked(room, AT, *words) == set()  # no list is typed yet
    hands = {room[name].key: Option.YES for name in COUNCIL}
    enter_hands(event=event, hands=hands, by=room["文书"], account=room.account("文书"), at=AT)
    event.refresh_from_db()
    assert asked(room, AT, *words) == set(COUNCIL)
    certify_hands(event=event, digest=hands_digest(event), by=room["理事二"], at=AT)
    assert asked(room, AT, *words) == set(COUNCIL) - {"理事二"}
    again = {"event": event, "digest": hands_digest(event), "by": room["理事二"], "at": AT}
    assert refusal(lambda: certify_hands(**again)) == "VOTE-CERTIFY"


def test_a_vote_on_phones_waits_for_those_who_came_and_have_not_voted(everybody: Room) -> None:
    room = everybody
    event = room.event(COUNCIL[:5])
    words = ("投票，或签认名单",)
    assert asked(room, AT, *words) == set(COUNCIL[:5])
    room.vote(event, "理事二")
    assert asked(room, AT, *words) == set(COUNCIL[:5]) - {"理事二"}
