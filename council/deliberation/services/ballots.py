"""Casting a secret ballot, and annulling a vote whose box can no longer be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from council.deliberation.ballot_box import has_key, seal
from council.deliberation.models import (
    EntitledVoter,
    Participation,
    SealedBallot,
    VoteEvent,
    VoteResult,
)
from council.deliberation.queries import is_member
from council.deliberation.rules.ballots import (
    has_its_key,
    may_annul,
    receipt_of,
    salt_of,
    tap_of,
)
from council.deliberation.rules.voting import same_tap, still_open
from council.deliberation.services.boxes import annul
from council.deliberation.services.counting import (
    close_event,
    locked_event,
    may_cast_now,
    voter_of,
    waiting,
    write_act,
)
from council.deliberation.signals import vote_closed
from council.deliberation.states import EventState, Method, Option
from gongshi.people.models import Person, User
from gongshi.people.queries import keys_of
from gongshi.record.services import CLOCK
from gongshi.verdict import first_refusal, require


@dataclass(frozen=True, slots=True)
class Receipt:
    """What proves that someone took part. The salt is shown to them once and kept nowhere."""

    code: str
    salt: str


@sensitive_variables()
def cast_ballot(
    *,
    event: VoteEvent,
    option: Option,
    by: Person,
    at: datetime,
    client_key: UUID,
    account: User | None = None,
) -> Receipt:
    """Put a ballot into the box, and beside it that this member took part.

    The same key again gives the first receipt back, whatever it says now: what lies in the box is
    neither known nor changed. Raises what ``cast_vote`` raises, and VOTE-KEY.
    """
    with transaction.atomic():
        event = locked_event(event)
        salt = salt_of(client_key)
        first = Participation.objects.filter(tap=tap_of(client_key)).first()
        if first is not None:
            own = first.event_id == event.pk and first.person_id in keys_of(by)
            require(same_tap(same=own))
            return Receipt(first.receipt, salt)
        voter = voter_of(event, by)
        kept = has_its_key(kept=has_key(event.box))
        require(first_refusal(may_cast_now(event, voter, by, Method.SECRET), kept))
        assert voter is not None  # noqa: S101 -- may_cast_now has just said so
        receipt = _take_part(event, voter, at, client_key, account)
        SealedBallot.objects.create(event=event, sealed=seal(event.box, option))
        if not waiting(event, everyone=True):
            close_event(event, actor=CLOCK, at=at)
        return Receipt(receipt, salt)


@transaction.atomic
def annul_vote(*, event: VoteEvent, by: Person, at: datetime) -> VoteResult:
    """Annul a vote whose key is lost, for example with the server it lay on.

    Raises MOTION-CLOSED, I7 or VOTE-KEY.
    """
    event = locked_event(event)
    area = event.motion.step.case.area_id
    require(still_open(EventState(event.state)))
    chair = is_member(by, area, at, chair=True)
    require(may_annul(chair=chair, kept=not event.box or has_key(event.box)))
    result = annul(event, actor=by.key.hex, at=at)
    vote_closed.announce(area, event=event, result=result)
    return result


def _take_part(
    event: VoteEvent, voter: EntitledVoter, at: datetime, client_key: UUID, account: User | None
) -> str:
    receipt = receipt_of(
        salt_of(client_key), event=event.pk, person=voter.person_id, number=event.number
    )
    row = Participation(
        event=event,
        person=voter.person,
        name=voter.name,
        receipt=receipt,
        tap=tap_of(client_key),
    )
    write_act(event, voter, row, "vote.taken_part", at, account=account)
    return receipt
