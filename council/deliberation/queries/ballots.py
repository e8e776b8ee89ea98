"""Reading votes whichever way they are taken: who has voted, and what a box came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from council.deliberation.ballot_box import has_key, kept_keys
from council.deliberation.models import Ballot, Participation, Vote, VoteEvent
from council.deliberation.rules.thresholds import Count
from council.deliberation.states import EventState
from gongshi.people.models import Person
from gongshi.people.queries import keys_of

#: A key without a vote is one that is being opened, or whose opening failed; this long we wait.
_UNBORN = 3600.0


def voted_keys(event: VoteEvent) -> set[UUID]:
    """Give who has voted, by name or in secret."""
    model = Participation if event.box else Vote
    return set(model._default_manager.filter(event=event).values_list("person", flat=True))  # noqa: SLF001 -- Django's API


def took_part(event: VoteEvent, person: Person) -> bool:
    """Say whether a person's ballot is, or was, in the box of a secret vote."""
    return bool(event.box) and bool(voted_keys(event) & set(keys_of(person)))


def count_ballots(event: VoteEvent, entitled: int, out: Collection[str]) -> Count:
    """Count the ballots of an opened box; of one that stays closed only who took part."""
    count = Counter(Ballot.objects.filter(event=event).values_list("option", flat=True))
    return Count(
        due=entitled,
        present=sum(str(key) not in out for key in voted_keys(event)),
        yes=count["yes"],
        no=count["no"],
        abstain=count["abstain"],
    )


def box_is_lost(event: VoteEvent) -> bool:
    """Say whether an open secret vote can no longer be counted."""
    return bool(event.box) and event.state == EventState.OPEN and not has_key(event.box)


def lost_boxes() -> list[VoteEvent]:
    """Give the open secret votes that can no longer be counted."""
    rows = VoteEvent.objects.filter(state=EventState.OPEN.value).exclude(box="")
    return [event for event in rows.select_related("motion") if box_is_lost(event)]


def leftover_keys() -> Iterable[str]:
    """Give the boxes whose keys lie about although nothing is to be opened with them any more."""
    states = dict(VoteEvent.objects.exclude(box="").values_list("box", "state"))
    for box, age in kept_keys():
        if states.get(box, "") != EventState.OPEN and (box in states or age > _UNBORN):
            yield box
