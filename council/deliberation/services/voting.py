"""Casting a vote on one's own phone, and closing a vote."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from council.deliberation.models import Vote, VoteEvent, VoteResult
from council.deliberation.queries import is_member, latest_result
from council.deliberation.rules.voting import may_close, same_tap, still_open
from council.deliberation.services.counting import (
    close_event,
    count_vote,
    locked_event,
    may_cast_now,
    voter_of,
    waiting,
)
from council.deliberation.states import EventState, Method, Option
from gongshi.people.models import Person, User
from gongshi.people.queries import keys_of
from gongshi.record.services import CLOCK
from gongshi.verdict import require


@transaction.atomic
def cast_vote(
    *,
    event: VoteEvent,
    option: Option,
    by: Person,
    at: datetime,
    client_key: UUID,
    account: User | None = None,
) -> Vote:
    """Vote on one's own phone. The same key again gives the first answer back.

    Raises MOTION-CLOSED, VOTE-NOT-ENTITLED, VOTE-NOT-PRESENT, VOTE-METHOD, DOUBLE-VOTE, PROC-2,
    VOTE-ABOUT, or what ``may()`` refuses. When the last of those entitled has
    voted, the vote closes by itself.
    """
    event = locked_event(event)
    first = _counted_before(event, option, by, client_key)
    if first is not None:
        return first
    voter = voter_of(event, by)
    require(may_cast_now(event, voter, by, Method.OWN_PHONE))
    assert voter is not None  # noqa: S101 -- may_cast_now has just said so
    vote = count_vote(event, voter, option, at, client_key, account=account)
    if not waiting(event, everyone=True):
        close_event(event, actor=CLOCK, at=at)
    return vote


@transaction.atomic
def close_vote(*, event: VoteEvent, by: Person, at: datetime) -> VoteResult:
    """Close a vote and work out its result; closing again gives the same result back.

    Before everyone here has voted only the chair closes (VOTE-CLOSE). Too few votes make no
    decision: the result says so and the case stays where it is. The box of a secret vote is
    opened; raises VOTE-KEY where its key is lost, VOTE-BOX where ballots are missing.
    """
    event = locked_event(event)
    result = latest_result(event)
    if result is not None:
        return result
    require(still_open(EventState(event.state)))
    area = event.motion.step.case.area_id
    require(
        may_close(
            member=is_member(by, area, at),
            chair=is_member(by, area, at, chair=True),
            waiting=waiting(event, everyone=False),
        )
    )
    return close_event(event, actor=by.key.hex, at=at)


def _counted_before(event: VoteEvent, option: Option, by: Person, client_key: UUID) -> Vote | None:
    """Give the vote the same tap has cast already; the key with another answer is refused."""
    first = Vote.objects.filter(client_key=client_key).first()
    if first is None:
        return None
    same = (first.event_id, first.option) == (event.pk, option) and first.person_id in keys_of(by)
    require(same_tap(same=same))
    return first
