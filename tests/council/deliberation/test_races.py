"""Double taps, many voters and several closers at once come to one effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from council.deliberation.models import Vote, VoteResult
from council.deliberation.services.hands import certify_hands, enter_hands
from council.deliberation.services.voting import cast_vote, close_vote
from council.deliberation.states import Method, Option
from gongshi.record.models import Entry
from gongshi.verdict import RuleBroken
from tests.council.deliberation.room import COUNCIL, Room
from tests.village import AT

LATER = AT + timedelta(minutes=5)


@pytest.fixture
def busy(transactional_db, kind) -> Room:
    return Room()


def together(acts: list[Callable[[], object]]) -> list[object]:
    """Run everything at once, each on its own connection; give what each came to."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait()
            return act()
        except RuleBroken as broken:
            return broken.verdict.rule
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_member_taps_eight_times(busy: Room) -> None:
    event = busy.event()
    keys = [uuid4()] * 4 + [uuid4() for _ in range(4)]
    found = together([lambda key=key: busy.vote(event, "理事二", "yes", key) for key in keys])
    assert Vote.objects.count() == 1
    assert Entry.objects.filter(kind="vote.cast").count() == 1
    winner = Vote.objects.get()
    again = 4 if winner.client_key == keys[0] else 1
    assert Counter(map(str, found)) == {str(winner): again, "DOUBLE-VOTE": 8 - again}


def test_everybody_votes_while_the_chair_closes(busy: Room) -> None:
    event = busy.event()
    for name in COUNCIL:
        busy.account(name)
    for name in COUNCIL[:4]:
        busy.vote(event, name)
    votes = [lambda name=name: busy.vote(event, name) for name in COUNCIL[4:]]
    closers = [lambda: close_vote(event=event, by=busy["理事长"], at=LATER)] * 3
    found = together([*votes, *closers])
    result = VoteResult.objects.get()
    accepted = [one for one in found[:3] if isinstance(one, Vote)]
    assert result.cast == Vote.objects.count() == 4 + len(accepted)
    assert {one for one in found[:3] if not isinstance(one, Vote)} <= {"MOTION-CLOSED"}
    assert {one.pk for one in found[3:]} == {result.pk}


def test_two_members_certify_at_once(busy: Room) -> None:
    event = busy.event(method=Method.SHOW_OF_HANDS)
    hands = {busy[name].key: Option.YES for name in COUNCIL}
    digest = enter_hands(
        event=event, hands=hands, by=busy["理事长"], account=busy.account("理事长"), at=LATER
    )
    found = together(
        [
            lambda name=name: certify_hands(event=event, digest=digest, by=busy[name], at=LATER)
            for name in ("理事二", "理事三")
        ]
    )
    result = VoteResult.objects.get()
    assert Vote.objects.count() == result.cast == 7
    assert sorted(map(str, found)) == sorted([str(result), "MOTION-CLOSED"])
    assert busy.case.steps.filter(state="active").count() == 1


def test_the_last_vote_comes_twice(busy: Room) -> None:
    event, key = busy.event(), uuid4()
    for name in COUNCIL[:6]:
        busy.vote(event, name)
    busy.account("理事七")
    cast = lambda: cast_vote(  # noqa: E731
        event=event, option=Option.NO, by=busy["理事七"], at=LATER, client_key=key
    )
    first, second = together([cast, cast])
    assert first == second
    assert VoteResult.objects.get().no == 1
