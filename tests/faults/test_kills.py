"""Killed at any moment: what was answered as done is there, nothing is half-done or twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from gongshi.record.verify import verify
from tests.faults import acts
from tests.faults.acts import DEEDS, Deed
from tests.faults.nursery import Heard, Nursery, alone, moments, nursery
from tests.village import staffed_village

FULL = os.environ.get("GONGSHI_SAMPLE") == "full"  # the whole sample, before a release
KILLS = 100 if FULL else 6
FIRST = 2  # acts at the beginning that show how long one takes

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Tally:
    """What the kills hit, and which targets were answered."""

    kills: int = 0
    interrupted: int = 0  # begun and never answered
    whole: int = 0  # of those: written before the answer could be given
    refused: int = 0  # repeated although whole: refused, and nothing twice
    done: set[int] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {len(self.done)} acts, {self.interrupted} interrupted "
            f"({self.whole} of them whole, {self.interrupted - self.whole} absent)"
        )


@pytest.fixture(scope="module")
def worker(django_db_setup: None) -> Iterator[Nursery]:
    with nursery() as process:
        yield process


@pytest.fixture
def kinds() -> Iterator[None]:
    ContentType.objects.clear_cache()
    acts.register()
    yield
    acts.unregister()


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize("name", DEEDS)
def test_killed_at_any_moment(name: str, worker: Nursery, capsys) -> None:
    deed = DEEDS[name]
    with transaction.atomic():
        deed.prepare(staffed_village(), 2 * KILLS + 2 * FIRST)
    targets = deed.targets()
    assert not any(mark for target in targets for mark in deed.marks(target))
    pace, heard = worker.pace(name, acts=FIRST)
    tally = Tally()
    _look(deed, targets, heard, tally)
    for seconds in moments(name, pace):
        if tally.kills >= KILLS:
            break
        heard = worker.kill_after(name, max(tally.done) + 1, seconds)
        tally.kills += 1
        _look(deed, targets, heard, tally)
        if heard.unanswered is not None:  # whoever got no answer asks again
            tally.kills += 1  # once answered, that child is killed too
            _look(deed, targets, worker.answer(name, heard.unanswered), tally)
    for number, target in enumerate(targets):
        assert set(deed.marks(target)) == {number in tally.done}, target
    assert len(set(deed.totals())) == 1, deed.totals()
    assert deed.totals()[0] == len(tally.done)
    assert list(verify()) == []
    with capsys.disabled():
        print(f"\n{connection.vendor} {name}: {tally}; {pace * 1000:.0f} ms an act")  # noqa: T201


def _look(deed: Deed, targets: list[int], heard: Heard, tally: Tally) -> None:
    """Look at what a kill left: what was answered is whole, what was not is whole or absent."""
    alone()
    for number in heard.done:
        assert all(deed.marks(targets[number])), f"answered as done, and lost: {number}"
    for number, rule in heard.refused.items():
        assert all(deed.marks(targets[number])), f"refused by {rule}, and yet absent: {number}"
        tally.refused += 1
    tally.done |= {*heard.done, *heard.refused}
    if heard.unanswered is not None:
        marks = deed.marks(targets[heard.unanswered])
        assert len(set(marks)) == 1, f"half-done: {marks}"
        tally.interrupted += 1
        tally.whole += marks[0]
