"""What is voted on is the matter as it was put: a change in between stops the vote."""

from __future__ import annotations

import pytest

from council.deliberation.models import Motion, Vote
from council.deliberation.services.hands import certify_hands, enter_hands
from council.deliberation.services.motions import open_vote
from council.deliberation.services.voting import cast_vote, close_vote
from council.deliberation.states import Method, Option
from council.procedures.services import reopen
from gongshi.publishing.schema import Snapshot
from tests.council.deliberation.room import COUNCIL, Plan, Room
from tests.village import AT


@pytest.fixture
def swapped(monkeypatch):
    """Swap what the matter is about."""

    def swap() -> None:
        monkeypatch.setattr(Plan, "summary", lambda _self, _subject: Snapshot(title="另一份方案"))

    return swap


def opened(room: Room, motion: Motion, method: Method = Method.OWN_PHONE):
    return open_vote(motion=motion, method=method, by=room["理事长"], at=AT)


def test_a_vote_on_a_changed_matter_is_not_opened(room: Room, refused, swapped) -> None:
    motion = room.motion()
    swapped()
    assert refused(lambda: opened(room, motion)) == "VOTE-ABOUT"


def test_no_vote_is_cast_on_a_changed_matter(room: Room, refused, swapped) -> None:
    event = room.event()
    room.vote(event, "理事长")
    swapped()
    assert refused(lambda: room.vote(event, "理事二")) == "VOTE-ABOUT"


def test_hands_are_neither_typed_nor_certified_for_a_changed_matter(
    room: Room, refused, swapped
) -> None:
    event = room.event(method=Method.SHOW_OF_HANDS)
    facts = {
        "event": event,
        "hands": {room[name].key: Option.YES for name in COUNCIL},
        "by": room["理事二"],
        "account": room.account("理事二"),
        "at": AT,
    }
    digest = enter_hands(**facts)
    swapped()
    assert refused(lambda: enter_hands(**facts)) == "VOTE-ABOUT"
    certify = {"event": event, "digest": digest, "by": room["理事三"], "at": AT}
    assert refused(lambda: certify_hands(**certify)) == "VOTE-ABOUT"


def test_the_vote_may_be_closed_but_brings_nothing_about(room: Room, swapped) -> None:
    event = room.event()
    for name in COUNCIL[:6]:
        room.vote(event, name)
    swapped()
    assert close_vote(event=event, by=room["理事长"], at=AT).adopted
    assert room.step.key == "advise"


def test_a_vote_left_open_over_a_case_that_went_back_takes_no_more(room: Room, refused) -> None:
    event = room.event()
    answered = room.vote(event, "理事长")
    reopen(case=room.case, to="advise", finding="材料有误", by="clock", at=AT)
    assert refused(lambda: room.vote(event, "理事二")) == "PROC-2"
    again = cast_vote(
        event=event,
        option=Option.YES,
        by=room["理事长"],
        at=AT,
        client_key=answered.client_key,
    )
    assert again == answered
    close_vote(event=event, by=room["理事长"], at=AT)
    assert Vote.objects.count() == 1
    assert (room.step.key, room.step.round) == ("advise", 2)
