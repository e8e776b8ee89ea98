"""An assembly's resolution: counts by a clerk, certified by two who were there."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from council.deliberation.models import Resolution
from council.deliberation.rules.thresholds import Count
from council.deliberation.services.meetings import convene_meeting
from council.deliberation.services.resolutions import certify_resolution, record_resolution
from council.deliberation.states import Body
from council.procedures.models import Case
from council.procedures.services import perform
from gongshi.matters.models import Act
from gongshi.offices.duties import Office
from gongshi.offices.models import Category
from gongshi.publishing.schema import Snapshot
from tests.council.deliberation.room import COUNCIL, Plan, Room
from tests.village import AT

HELD = AT + timedelta(days=7)
LATER = HELD + timedelta(hours=3)
GOOD = Count(9, 6, 4, 1, 0, women_due=3, women_present=2)


@pytest.fixture
def adopting(room: Room) -> Room:
    """The council has advised; nine representatives, three of them women, are to adopt."""
    event = room.event()
    for name in COUNCIL:
        room.vote(event, name)
    for number in range(9):
        category = Category.WOMAN if number < 3 else Category.VILLAGER
        room.village.appoint(
            f"代表{number}", Office.VILLAGERS_REPRESENTATIVE, category=category.value
        )
    return room


def called(room: Room, body: Body = Body.REPRESENTATIVES, days: int = 7, by: str = "主任"):
    return convene_meeting(
        area=room.village.area,
        body=body,
        held_at=AT + timedelta(days=days),
        place="村委会",
        by=room[by],
        at=AT,
        client_key=uuid4(),
    )


def enter(room: Room, count: Count = GOOD, *, by: str = "文书", body=Body.REPRESENTATIVES, **more):
    facts = {
        "text": "同意。",
        "authorisation": "村民会议授权〔2025〕3号",
        "recusals": [("某某", "受益户")],
        **more,
    }
    meeting = facts.pop("meeting", None) or called(room, body, 10)
    return record_resolution(
        meeting=meeting,
        step=room.step,
        count=count,
        by=room[by],
        at=AT + timedelta(days=11),
        client_key=uuid4(),
        **facts,
    )


def certify(room: Room, resolution: Resolution, by: str):
    return certify_resolution(resolution=resolution, by=room[by], at=AT + timedelta(days=11))


def test_two_certify_and_the_step_is_done(adopting: Room) -> None:
    resolution = enter(adopting)
    assert (resolution.quorum, resolution.women_quorum, resolution.needed) == (6, 2, 4)
    certify(adopting, resolution, "监委甲")
    assert adopting.step.key == "adopt"
    certify(adopting, resolution, "代表0")
    done = adopting.case.steps.get(key="adopt")
    assert (done.state, done.outcome["yes"], done.outcome["recused"]) == ("done", 4, 1)
    assert adopting.step.key == "run"
    assert not Act.objects.filter(matter=adopting.case.matter, person=adopting["代表0"], side="C")


def test_who_may_certify(adopting: Room, refused) -> None:
    resolution = enter(adopting)
    for name in ("文书", "理事长", "主任", "镇审核"):
        assert refused(lambda name=name: certify(adopting, resolution, name)) == "RESOLUTION-CERT"
    certify(adopting, resolution, "代表1")
    assert refused(lambda: certify(adopting, resolution, "代表1")) == "RESOLUTION-CERT"


def test_a_newer_entry_takes_the_place_of_the_old(adopting: Room, refused) -> None:
    old = enter(adopting)
    certify(adopting, old, "代表1")
    new = enter(adopting)
    assert refused(lambda: certify(adopting, old, "代表2")) == "RESOLUTION-CERT"
    certify(adopting, new, "代表2")
    assert adopting.step.key == "adopt"


def test_what_did_not_pass_is_kept_and_the_case_stays(adopting: Room) -> None:
    resolution = enter(adopting, Count(9, 6, 3, 2, 0, women_due=3, women_present=2))
    assert not resolution.adopted
    certify(adopting, resolution, "代表1")
    certify(adopting, resolution, "代表2")
    assert adopting.step.key == "adopt"


@pytest.mark.parametrize(
    ("count", "rule"),
    [
        (Count(9, 5, 3, 1, 0, women_due=3, women_present=2), "NO-QUORUM"),
        (Count(9, 6, 4, 1, 0, women_due=3, women_present=1), "NO-QUORUM"),
        (Count(8, 6, 4, 1, 0, women_due=3, women_present=2), "RESOLUTION-ROLL"),
        (Count(9, 6, 4, 1, 0, women_due=2, women_present=2), "RESOLUTION-ROLL"),
        (Count(9, 6, 5, 1, 0, women_due=3, women_present=2), "RESOLUTION-SUM"),
    ],
)
def test_a_count_that_cannot_be_is_refused(adopting: Room, refused, count, rule) -> None:
    meeting = called(adopting)
    assert refused(lambda: enter(adopting, count, meeting=meeting)) == rule


def test_authority_clerk_and_words(adopting: Room, refused) -> None:
    meeting = called(adopting)
    put = lambda **more: enter(adopting, meeting=meeting, **more)  # noqa: E731
    assert refused(lambda: put(authorisation="")) == "RESOLUTION-AUTH"
    assert refused(lambda: put(text=" ")) == "RESOLUTION-1"
    assert refused(lambda: put(by="主任")) == "I7"
    assert refused(lambda: put(by="理事长")) == "I7"


def test_another_body_cannot_take_the_step(adopting: Room, refused) -> None:
    meeting = called(adopting, Body.JOINT, 10)
    assert refused(lambda: enter(adopting, meeting=meeting)) == "RESOLUTION-BODY"


@pytest.mark.parametrize(
    ("body", "days", "allowed"),
    [
        (Body.REPRESENTATIVES, 4, False),
        (Body.REPRESENTATIVES, 5, True),
        (Body.ASSEMBLY, 9, False),
        (Body.ASSEMBLY, 10, True),
        (Body.COLLECTIVE_MEMBERS, 9, False),
        (Body.COLLECTIVE_REPRESENTATIVES, 10, True),
        (Body.JOINT, 0, True),
    ],
)
def test_every_body_is_called_in_time(room: Room, refused, body: Body, days: int, allowed) -> None:
    if allowed:
        assert called(room, body, days).body == body
    else:
        assert refused(lambda: called(room, body, days)) == "MEETING-1"


def test_the_council_never_calls_an_assembly(room: Room, refused) -> None:
    assert refused(lambda: called(room, by="理事长")) == "I7"
    assert refused(lambda: called(room, Body.COUNCIL, by="主任")) == "I7"


def test_the_representatives_take_over_from_too_small_a_council(room: Room, refused) -> None:
    meeting = called(room)
    take = lambda: enter(room, Count(3, 3, 2, 0, 0), meeting=meeting)  # noqa: E731
    assert refused(take) == "RESOLUTION-BODY"
    room.benefits(*COUNCIL[-5:])
    room.event()
    resolution = take()
    certify(room, resolution, "监委甲")
    certify(room, resolution, "监委乙")
    assert room.case.steps.get(key="advise").outcome["body"] == "representatives"
    assert room.step.key == "adopt"


def test_a_vote_step_is_never_done_by_one_act(room: Room, refused) -> None:
    assert refused(lambda: perform(step=room.step, by=room["理事长"], at=AT)) == "PROC-8"


def test_a_meeting_dated_before_the_roll_has_the_members_of_today(adopting: Room, refused) -> None:
    Case.objects.update(opened_at=AT - timedelta(days=500))
    old = convene_meeting(
        area=adopting.village.area,
        body=Body.REPRESENTATIVES,
        held_at=AT - timedelta(days=400),
        place="村委会",
        noticed_on=(AT - timedelta(days=420)).date(),
        by=adopting["文书"],
        at=AT,
        client_key=uuid4(),
    )
    alone = Count(1, 1, 1)
    assert refused(lambda: enter(adopting, alone, meeting=old, recusals=[])) == "RESOLUTION-ROLL"


def test_nobody_resolved_on_what_did_not_exist(adopting: Room, refused) -> None:
    Case.objects.update(opened_at=AT + timedelta(days=10, minutes=1))
    held = called(adopting, days=10)
    assert refused(lambda: enter(adopting, meeting=held)) == "RESOLUTION-EARLY"
    Case.objects.update(opened_at=AT + timedelta(days=10, seconds=59))
    assert enter(adopting, meeting=held).adopted


def test_a_resolution_is_certified_on_the_matter_it_was_entered_for(
    adopting: Room, refused, monkeypatch
) -> None:
    resolution = enter(adopting)
    certify(adopting, resolution, "代表0")
    monkeypatch.setattr(Plan, "summary", lambda _self, _subject: Snapshot(title="换了"))
    assert refused(lambda: certify(adopting, resolution, "监委甲")) == "VOTE-ABOUT"
    monkeypatch.undo()
    certify(adopting, resolution, "监委甲")
    assert adopting.step.key == "run"
