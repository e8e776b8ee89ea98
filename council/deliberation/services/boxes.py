"""Opening the box of a secret vote, and giving up one that must not or cannot be counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import transaction

from council.deliberation.ballot_box import destroy_key, has_key, open_box
from council.deliberation.models import Ballot, Participation, SealedBallot, VoteEvent, VoteResult
from council.deliberation.queries import tally
from council.deliberation.queries.ballots import leftover_keys
from council.deliberation.rules.ballots import has_its_key, is_whole, may_be_opened
from council.deliberation.rules.thresholds import from_json, outcome
from council.deliberation.services.results import write_result
from council.deliberation.states import EventState, Withheld
from gongshi.verdict import require


def empty_box(event: VoteEvent) -> list[Ballot]:
    """Open the box of a vote that closes; none comes out of one in which too few lie.

    Too few is what decides nothing anyway: a chair who closed again and again would else read, from
    one count to the next, how each further member voted (VOTE-FEW).
    The ballots come sorted by what they say, under random keys: nothing is left of their order.
    Raises VOTE-KEY or VOTE-BOX.
    """
    sealed = list(SealedBallot.objects.filter(event=event).values_list("sealed", flat=True))
    took_part = Participation.objects.filter(event=event).count()
    require(has_its_key(kept=has_key(event.box)))
    require(is_whole(ballots=len(sealed), took_part=took_part))
    quorum = outcome(from_json(event.rules), tally(event)).quorum
    enough = may_be_opened(cast=took_part, least=quorum)
    options = open_box(event.box, sealed) if enough else []
    _seal_for_ever(event)
    return [Ballot.objects.create(event=event, option=option.value) for option in options]


def annul(event: VoteEvent, *, actor: str, at: datetime) -> VoteResult:
    """Give up a secret vote: what was cast stays secret or no longer counts. It is taken anew."""
    if event.state == EventState.OPEN:
        event.state, event.closed_at = EventState.CLOSED.value, at
        event.save(update_fields=["state", "closed_at"])
        _seal_for_ever(event)
    count = replace(tally(event), yes=0, no=0, abstain=0)
    return write_result(
        event, count, kind="vote.annulled", actor=actor, at=at, withheld=Withheld.ANNULLED
    )


def destroy_leftover_keys() -> int:
    """Destroy keys that outlived their vote: a process died before it could."""
    boxes = list(leftover_keys())
    for box in boxes:
        destroy_key(box)
    return len(boxes)


def _seal_for_ever(event: VoteEvent) -> None:
    """Take the sealed ballots away and, once that is certain, the key that opens their copies."""
    SealedBallot.objects.filter(event=event).delete()
    transaction.on_commit(partial(destroy_key, event.box), robust=True)
