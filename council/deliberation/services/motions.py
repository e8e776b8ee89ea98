"""Putting a motion, leaving the vote because of a conflict, opening the vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from council.deliberation.ballot_box import new_box
from council.deliberation.models import (
    EntitledVoter,
    Meeting,
    Motion,
    Recusal,
    VoteEvent,
)
from council.deliberation.queries import (
    conflicts,
    limits,
    may_vote_in,
    present_keys,
    recused_keys,
    roll,
    rules_of,
    seats,
)
from council.deliberation.rules.composition import may_sit
from council.deliberation.rules.meetings import may_attend
from council.deliberation.rules.motions import (
    can_decide,
    may_be_class_rule,
    may_open,
    may_put,
    may_withdraw,
)
from council.deliberation.rules.thresholds import Count, outcome, to_json
from council.deliberation.services.meetings import add_to_agenda
from council.deliberation.services.results import stands
from council.deliberation.services.standing import enact
from council.deliberation.states import Body, EventState, MeetingState, Method
from council.procedures.models import Step
from council.procedures.queries import digest, reading_of
from council.procedures.rules import may_perform
from council.procedures.states import CaseState, StepState
from gongshi.matters.models import Beneficiary, Interest
from gongshi.matters.services import declare_interest, saving
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.verdict import Verdict, first_refusal, require


def locked_step(step: Step) -> Step:
    """Lock a step and make sure it is the one that waits (PROC-2)."""
    row = (
        Step.objects.select_for_update(of=("self",)).select_related("case__matter").get(pk=step.pk)
    )
    require(may_perform(CaseState(row.case.state), StepState(row.state)))
    return row


@transaction.atomic
def put_motion(
    *,
    meeting: Meeting,
    step: Step,
    text: str,
    class_rule: bool = False,
    by: Person,
    at: datetime,
    client_key: UUID,
    account: User | None = None,
) -> Motion:
    """Put a motion to the council: its words are frozen, and who must withdraw is recorded.

    ``class_rule`` marks criteria or a formula that names no household. Raises PROC-2,
    RESOLUTION-BODY, MEETING-2, MOTION-1, MOTION-2 or what ``may()`` refuses.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    done = Motion.objects.filter(client_key=client_key).first()
    if done is not None:
        return done
    step = locked_step(step)
    require(may_attend(meeting.state == MeetingState.CLOSED, 0))
    add_to_agenda(meeting=meeting, step=step)
    require(_may_put(meeting, step, text, class_rule=class_rule))
    motion = _motion(meeting, step, text.strip(), class_rule=class_rule, by=by, at=at)
    motion.client_key = client_key
    enact(
        "motion",
        step,
        Duty.RECORD,
        by=by,
        at=at,
        account=account,
        body={"digest": motion.digest, "class_rule": class_rule},
        write=lambda act: [*saving(motion)(act), *_recuse_all(motion, at)],
    )
    return motion


@transaction.atomic
def withdraw(
    *, motion: Motion, reason: str, by: Person, at: datetime, account: User | None = None
) -> Recusal:
    """Leave a vote before it opens: "this concerns my family". It cannot be taken back (I17)."""
    step = locked_step(motion.step)
    require(_may_withdraw(motion, by, reason, at))
    matter = step.case.matter
    if not Interest.objects.filter(matter=matter, person=by).exists():
        declare_interest(person=by, matter=matter, reason=reason, by=by, at=at)
    recusal = _recusal(motion, by, "I17", reason, at)
    enact(
        "recusal",
        step,
        Duty.RECORD,
        by=by,
        at=at,
        account=account,
        body={"motion": motion.pk},
        write=saving(recusal),
    )
    return recusal


@transaction.atomic
def open_vote(
    *,
    motion: Motion,
    method: Method,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> VoteEvent:
    """Open a vote: freeze who may vote and under which rules.

    Where fewer than three are left the vote is escalated: the villagers' representatives
    finish the step (I9). A secret vote gets its box and key. Raises PROC-2, VOTE-ABOUT,
    MEETING-2, MEETING-4, I8, MOTION-OPEN or NO-QUORUM.
    """
    require(may_vote_in(_locked_meeting(motion), at))
    step = locked_step(motion.step)
    area = step.case.area_id
    require(stands(motion))
    require(may_sit(seats(area, at), limits()))
    late = _recuse_all(motion, at)
    due = roll(Body.COUNCIL, area, at)
    out = recused_keys(motion)
    entitled = [row.person for row in due if str(row.person_id) not in out]
    enough = can_decide(len(entitled))
    if enough:
        require(_may_open(motion, entitled, method))
    event = _event(motion, method, len(due), by, at, enough=enough)
    event.save(force_insert=True)
    enact(
        "vote.opened" if enough else "vote.escalated",
        step,
        Duty.RECORD,
        by=by,
        at=at,
        account=account,
        body={"event": event.pk, "digest": motion.digest, "rules": event.rules},
        write=lambda _act: [*late, *_freeze(event, entitled)],
    )
    return event


def _locked_meeting(motion: Motion) -> Meeting:
    """Lock a motion's meeting before its step: it does not close while a vote opens."""
    return Meeting.objects.select_for_update().get(pk=motion.meeting_id)


def _motion(
    meeting: Meeting, step: Step, words: str, *, class_rule: bool, by: Person, at: datetime
) -> Motion:
    return Motion(
        meeting=meeting,
        step=step,
        text=words,
        digest=digest(words),
        about=reading_of(step.case),
        class_rule=class_rule,
        put_by=by,
        put_at=at,
    )


def _event(
    motion: Motion, method: Method, due: int, by: Person, at: datetime, *, enough: bool
) -> VoteEvent:
    return VoteEvent(
        motion=motion,
        number=motion.events.count() + 1,
        method=method.value,
        state=(EventState.OPEN if enough else EventState.ESCALATED).value,
        box=new_box() if enough and method is Method.SECRET else "",
        rules=to_json(rules_of(Body.COUNCIL, method)),
        due=due,
        opened_at=at,
        opened_by=by,
    )


def _freeze(event: VoteEvent, entitled: Sequence[Person]) -> list[EntitledVoter]:
    return [
        EntitledVoter.objects.create(event=event, person=person, name=name_of(person))
        for person in entitled
    ]


def _recuse_all(motion: Motion, at: datetime) -> list[Recusal]:
    out = recused_keys(motion)
    rows = [
        _recusal(motion, person, verdict.rule, _why(verdict), at)
        for person, verdict in conflicts(motion, at)
        if str(person.key) not in out
    ]
    for row in rows:
        row.save(force_insert=True)
    return rows


def _recusal(motion: Motion, person: Person, rule: str, reason: str, at: datetime) -> Recusal:
    return Recusal(
        motion=motion, person=person, name=name_of(person), rule=rule, reason=reason, at=at
    )


def _may_put(meeting: Meeting, step: Step, text: str, *, class_rule: bool) -> Verdict:
    named = Beneficiary.objects.filter(matter=step.case.matter).exists()
    return first_refusal(
        may_put(Body(meeting.body), text), may_be_class_rule(class_rule=class_rule, named=named)
    )


def _may_open(motion: Motion, entitled: Sequence[Person], method: Method) -> Verdict:
    here = present_keys(motion.meeting)
    return may_open(
        already_open=motion.events.filter(state=EventState.OPEN.value).exists(),
        entitled_present=sum(str(person.key) in here for person in entitled),
        quorum=outcome(rules_of(Body.COUNCIL, method), Count(len(entitled), 0, 0)).quorum,
    )


def _may_withdraw(motion: Motion, by: Person, reason: str, at: datetime) -> Verdict:
    members = {str(row.person_id) for row in roll(Body.COUNCIL, motion.step.case.area_id, at)}
    return may_withdraw(
        member=str(by.key) in members,
        voting=motion.events.filter(state=EventState.OPEN.value).exists(),
        already=str(by.key) in recused_keys(motion),
        reason=reason,
    )


def _why(verdict: Verdict) -> str:
    """Give a declared interest in its own words, any other reason as the rule says it."""
    return str(verdict.facts.get("why") or verdict.text())[:200]
