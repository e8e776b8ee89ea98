"""A show of hands: typed by one, certified by another, then everyone's own vote."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from council.deliberation.models import Hand, VoteCertification, VoteEvent, VoteResult
from council.deliberation.queries import hands_digest, is_member, present_keys, recused_keys
from council.deliberation.rules.voting import (
    certifiers_needed,
    has_hands,
    is_entitled,
    is_present,
    may_certify,
    may_enter_hands,
    still_open,
)
from council.deliberation.services.counting import close_event, count_vote, left, locked_event
from council.deliberation.services.results import stands
from council.deliberation.services.standing import enact
from council.deliberation.states import EventState, Method, Option
from gongshi.matters.services import saving
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.people.queries import keys_of
from gongshi.verdict import Verdict, require


@transaction.atomic
def enter_hands(
    *,
    event: VoteEvent,
    hands: Mapping[UUID, Option],
    by: Person,
    account: User,
    at: datetime,
) -> str:
    """Type the raised hands of everyone on one screen; nothing counts until it is certified.

    Gives the digest of the list, which the certifier names. Raises MOTION-CLOSED,
    VOTE-NOT-ENTITLED, VOTE-NOT-PRESENT, VOTE-METHOD, PROC-2 or VOTE-ABOUT.
    """
    event = locked_event(event)
    require(may_enter_hands(EventState(event.state), Method(event.method)))
    require(stands(event.motion))
    voters = {voter.person_id: voter for voter in event.roll.all()}
    here, out = present_keys(event.motion.meeting), left(event)
    for key in hands:
        require(is_entitled(key in voters and str(key) not in out))
        require(is_present(str(key) in here, voters[key].name))
    event.hands.all().delete()
    for key, option in hands.items():
        Hand.objects.create(event=event, person_id=key, option=option.value, entered_by=account)
    digest = hands_digest(event)
    enact(
        "vote.entered",
        event.motion.step,
        Duty.RECORD,
        by=by,
        at=at,
        account=account,
        body={"event": event.pk, "digest": digest},
    )
    return digest


@transaction.atomic
def certify_hands(
    *,
    event: VoteEvent,
    digest: str,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> VoteResult | None:
    """Certify the list that was read out. With the last certification needed every hand becomes
    the counted vote of its member, and the vote closes; until then nothing is given back.

    A member's list needs one other member; a clerk's list needs two (reading 5, I5), none of whom
    withdrew from this vote. Raises
    MOTION-CLOSED, PROC-2, VOTE-ABOUT, VOTE-CERTIFY, VOTE-CHANGED, or what ``may()`` refuses to a
    member.
    """
    event = locked_event(event)
    require(may_sign(event, digest, by, at))
    recorder, area = _recorder(event), event.motion.step.case.area_id
    assert recorder is not None  # noqa: S101 -- may_sign has just said so
    _certify(event, digest, by, at, account)
    needed = certifiers_needed(recorder_is_member=is_member(recorder, area, at))
    if _given(event, digest) < needed:
        return None
    hands = {hand.person_id: hand for hand in event.hands.select_related("entered_by")}
    out = left(event)
    for voter in event.roll.select_related("person"):
        hand = hands.get(voter.person_id)
        if hand is not None and str(voter.person_id) not in out:
            key = uuid5(NAMESPACE_OID, f"{event.pk}:{voter.person_id}")
            count_vote(event, voter, Option(hand.option), at, key, entered_by=hand.entered_by)
    return close_event(event, actor=by.key.hex, at=at)


def may_sign(event: VoteEvent, digest: str, by: Person, at: datetime) -> Verdict:
    """Say whether a person may certify the list of hands now, changing nothing."""
    own, recorder = keys_of(by), _recorder(event)
    keys = {str(key) for key in own}
    open_still = still_open(EventState(event.state)) and stands(event.motion)
    if recorder is None or not open_still:
        return open_still and has_hands(entered=False)
    given = VoteCertification.objects.filter(event=event, digest=digest, person__in=own)
    return may_certify(
        certifier=keys,
        recorder=[str(key) for key in keys_of(recorder)],
        member=is_member(by, event.motion.step.case.area_id, at),
        same_list=digest == hands_digest(event),
        recused=bool(recused_keys(event.motion) & keys),
        already=given.exists(),
    )


def _given(event: VoteEvent, digest: str) -> int:
    """Count the certifications of a list; that of a member who had to leave since is none."""
    signed = VoteCertification.objects.filter(event=event, digest=digest)
    out = recused_keys(event.motion)
    return sum(str(key) not in out for key in signed.values_list("person", flat=True))


def _recorder(event: VoteEvent) -> Person | None:
    """Give who typed the hands; nobody where none are entered."""
    hand = event.hands.select_related("entered_by__person").first()
    return None if hand is None else hand.entered_by.person


def _certify(event: VoteEvent, digest: str, by: Person, at: datetime, account: User | None) -> None:
    enact(
        "vote.certified",
        event.motion.step,
        Duty.CERTIFY,
        by=by,
        at=at,
        account=account,
        body={"event": event.pk, "digest": digest},
        write=saving(
            VoteCertification(event=event, person=by, name=name_of(by), digest=digest, at=at)
        ),
    )
