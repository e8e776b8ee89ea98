"""Double taps, many voters and several closers of one ballot box at once."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest

from council.deliberation.models import Ballot, Participation, SealedBallot, VoteResult
from council.deliberation.services.ballots import Receipt, annul_vote
from council.deliberation.services.voting import close_vote
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from tests.council.deliberation.room import COUNCIL, Room
from tests.council.deliberation.secret import LATER, cast, cast_all, key_file, opened
from tests.council.deliberation.test_races import together


@pytest.fixture
def busy(transactional_db, kind) -> Room:
    room = Room()
    for name in COUNCIL:
        room.account(name)
    return room


def test_a_member_taps_eight_times(busy: Room) -> None:
    event = opened(busy)
    keys = [uuid4()] * 4 + [uuid4() for _ in range(4)]
    options = ["yes", "no", "yes", "abstain"] * 2
    found = together(
        [
            lambda key=key, option=option: cast(busy, event, "理事二", option, key)
            for key, option in zip(keys, options, strict=True)
        ]
    )
    row = Participation.objects.get()
    assert SealedBallot.objects.count() == 1
    assert Entry.objects.filter(kind="vote.taken_part").count() == 1
    given = [one.code for one in found if isinstance(one, Receipt)]
    assert set(given) == {row.receipt}
    assert len(given) in {1, 4}
    assert Counter(map(str, found))["DOUBLE-VOTE"] == 8 - len(given)


def test_everybody_votes_while_the_chair_closes(busy: Room) -> None:
    event = opened(busy)
    cast_all(busy, event, ["yes"] * 5)
    votes = [lambda name=name: cast(busy, event, name, "no") for name in COUNCIL[5:]]
    closers = [lambda: close_vote(event=event, by=busy["理事长"], at=LATER)] * 3
    found = together([*votes, *closers])
    result = VoteResult.objects.get()
    accepted = [one for one in found[:2] if isinstance(one, Receipt)]
    assert {one for one in found[:2] if not isinstance(one, Receipt)} <= {"MOTION-CLOSED"}
    assert (result.yes, result.no, result.cast) == (5, len(accepted), 5 + len(accepted))
    assert Ballot.objects.count() == Participation.objects.count() == result.cast
    assert not SealedBallot.objects.exists()
    assert {one.pk for one in found[2:]} == {result.pk}
    assert not key_file(event).exists()
    assert list(verify()) == []


def test_the_last_ballot_comes_twice(busy: Room) -> None:
    event, key = opened(busy), uuid4()
    cast_all(busy, event, ["yes"] * 6)
    first, second = together([lambda: cast(busy, event, "理事七", "no", key)] * 2)
    assert first == second
    result = VoteResult.objects.get()
    assert (result.yes, result.no) == (6, 1)
    assert not key_file(event).exists()


def test_two_chairs_hands_annul_a_lost_box_while_members_cast(busy: Room) -> None:
    event = opened(busy)
    cast_all(busy, event, ["yes"] * 4)
    key_file(event).unlink()
    votes = [lambda name=name: cast(busy, event, name) for name in COUNCIL[4:]]
    annuls = [lambda: annul_vote(event=event, by=busy["理事长"], at=LATER)] * 2
    found = together([*votes, *annuls])
    assert {str(one) for one in found[:3]} <= {"VOTE-KEY", "MOTION-CLOSED"}
    assert VoteResult.objects.get() in found[3:]
    assert "MOTION-CLOSED" in found[3:]
