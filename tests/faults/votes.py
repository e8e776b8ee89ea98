"""A show of hands, certified; votes on one's own phone, by name and in secret: done, looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from council.deliberation.models import (
    Ballot,
    Motion,
    Participation,
    SealedBallot,
    Vote,
    VoteCertification,
    VoteEvent,
    VoteResult,
)
from council.deliberation.queries import hands_digest
from council.deliberation.rules.ballots import tap_of
from council.deliberation.services.ballots import cast_ballot
from council.deliberation.services.hands import certify_hands, enter_hands
from council.deliberation.services.meetings import convene_meeting, record_attendance
from council.deliberation.services.motions import open_vote, put_motion
from council.deliberation.services.voting import cast_vote
from council.deliberation.states import Body, Method, Option, Presence
from council.procedures.services import open_case
from gongshi.matters.models import Act
from gongshi.record.models import Commitment
from tests.council.deliberation.room import COUNCIL, Plan
from tests.faults.deeds import LATER, Deed, account, entries, key_of, named
from tests.village import AT, Village


def open_vote_on_case(
    village: Village, method: Method, present: Sequence[str] = COUNCIL
) -> VoteEvent:
    """Open a case, call the council, put the motion, open the vote."""
    return open_vote(motion=put(village, present), method=method, by=village["理事长"], at=AT)


def put(village: Village, present: Sequence[str] = COUNCIL) -> Motion:
    """Open a case and put a motion on it to a meeting to which these came."""
    case = open_case(kind=Plan.key, subject="1", title="分配方案", area=village.area, at=AT)
    chair, step = village["理事长"], case.steps.get(state="active")
    meeting = convene_meeting(
        area=village.area,
        body=Body.COUNCIL,
        held_at=AT,
        place="村委会",
        steps=[step],
        by=chair,
        at=AT,
        client_key=uuid4(),
    )
    came = {
        village[name].key: Presence.PRESENT if name in present else Presence.ABSENT
        for name in COUNCIL
    }
    record_attendance(meeting=meeting, presences=came, by=chair, at=AT)
    return put_motion(
        meeting=meeting, step=step, text="同意本方案。", by=chair, at=AT, client_key=uuid4()
    )


def _prepare_hands(village: Village, count: int) -> None:
    recorder = account("理事二")
    account("理事三")
    hands = {village[name].key: Option.YES for name in COUNCIL}
    for _ in range(count):
        event = open_vote_on_case(village, Method.SHOW_OF_HANDS)
        enter_hands(event=event, hands=hands, by=village["理事二"], account=recorder, at=LATER)


def _certify(number: int) -> None:
    event = VoteEvent.objects.get(pk=number)
    by = named("理事三")
    digest = hands_digest(event)
    certify_hands(event=event, digest=digest, by=by, at=LATER, account=account("理事三"))


def _is_decided(number: int) -> list[bool]:
    event = VoteEvent.objects.select_related("motion__step__case__matter").get(pk=number)
    step = event.motion.step
    return [
        event.state == "closed",
        event.closed_at is not None,
        VoteResult.objects.filter(event=event).exists(),
        step.state == "done",
        step.case.steps.filter(key="adopt", state="active").exists(),
        step.case.matter.stage == "decided",
    ]


def _is_certified(number: int) -> list[bool]:
    votes = Vote.objects.filter(event=number).count()
    certified = VoteCertification.objects.filter(event=number).count()
    assert votes in {0, len(COUNCIL)}
    return [votes > 0, certified == 1, *_is_decided(number)]


def _hands_totals() -> list[int]:
    seven = len(COUNCIL)
    return [
        VoteEvent.objects.filter(state="closed").count(),
        VoteCertification.objects.count(),
        VoteResult.objects.count(),
        Vote.objects.count() // seven,
        Act.objects.filter(duty="decide").count() // seven,
        Act.objects.filter(duty="certify").count(),
        entries("vote.cast") // seven,
        entries("vote.certified"),
        entries("vote.closed"),
        Commitment.objects.filter(table="council_deliberation.vote").count() // seven,
    ]


def _prepare_alone(method: Method, village: Village, count: int) -> None:
    """Open as many votes as so many members need, each of whom votes alone."""
    for name in COUNCIL:
        account(name)
    for _ in range(-(-count // len(COUNCIL))):
        open_vote_on_case(village, method)


def _seats() -> list[int]:
    """Every member in every vote: the vote's key and the member's place in one number."""
    keys = VoteEvent.objects.order_by("pk").values_list("pk", flat=True)
    return [key * 10 + seat for key in keys for seat in range(len(COUNCIL))]


def _cast(cast: Callable[..., object], number: int) -> None:
    event, name = VoteEvent.objects.get(pk=number // 10), COUNCIL[number % 10]
    cast(
        event=event,
        option=Option.YES,
        by=named(name),
        at=LATER,
        client_key=key_of(number),
        account=account(name),
    )


def _is_cast(number: int) -> list[bool]:
    """The last of seven votes closes the vote and moves the case, or none of it."""
    votes = Vote.objects.filter(event=number // 10).count()
    assert _is_decided(number // 10) == [votes == len(COUNCIL)] * 6
    found = Vote.objects.filter(client_key=key_of(number))
    return [found.count() == 1, found.filter(person=named(COUNCIL[number % 10])).exists()]


def _cast_totals() -> list[int]:
    return [
        Vote.objects.count(),
        Act.objects.filter(duty="decide").count(),
        entries("vote.cast"),
        Commitment.objects.filter(table="council_deliberation.vote").count(),
    ]


def _is_put_in(number: int) -> list[bool]:
    """As many ballots as members took part, sealed or, after the last, all of them opened."""
    event = VoteEvent.objects.get(pk=number // 10)
    took_part = Participation.objects.filter(event=event).count()
    full = took_part == len(COUNCIL)
    assert SealedBallot.objects.filter(event=event).count() == (0 if full else took_part)
    assert Ballot.objects.filter(event=event).count() == (took_part if full else 0)
    assert _is_decided(event.pk) == [full] * 6
    found = Participation.objects.filter(tap=tap_of(key_of(number)))
    return [found.count() == 1, found.filter(person=named(COUNCIL[number % 10])).exists()]


def _box_totals() -> list[int]:
    return [
        Participation.objects.count(),
        Act.objects.filter(duty="decide").count(),
        entries("vote.taken_part"),
        SealedBallot.objects.count() + Ballot.objects.count(),
    ]


def _alone(
    method: Method,
    cast: Callable[..., object],
    is_done: Callable[[int], list[bool]],
    totals: Callable[[], list[int]],
) -> Deed:
    """A vote in which each member votes alone, by name or in secret."""
    return Deed(partial(_prepare_alone, method), _seats, partial(_cast, cast), is_done, totals)


def _votes() -> list[int]:
    return list(VoteEvent.objects.order_by("pk").values_list("pk", flat=True))


VOTES = {
    "hands": Deed(_prepare_hands, _votes, _certify, _is_certified, _hands_totals),
    "phone": _alone(Method.OWN_PHONE, cast_vote, _is_cast, _cast_totals),
    "secret": _alone(Method.SECRET, cast_ballot, _is_put_in, _box_totals),
}
