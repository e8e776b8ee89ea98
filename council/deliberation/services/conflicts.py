"""A conflict that became known after the vote opened (I17)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from council.deliberation.models import (
    Motion,
    Recusal,
    VoidedVote,
    Vote,
    VoteEvent,
    VoteResult,
)
from council.deliberation.queries import latest_result, recused_keys, tally
from council.deliberation.queries.ballots import took_part
from council.deliberation.rules.motions import is_shown, may_void
from council.deliberation.services.boxes import annul
from council.deliberation.services.counting import locked_event
from council.deliberation.services.results import write_result
from council.deliberation.services.standing import enact
from council.deliberation.signals import vote_closed
from council.deliberation.states import EventState, Withheld
from council.procedures.models import Case, Step
from council.procedures.queries import stage_of
from council.procedures.services import reopen, suspend
from council.procedures.states import CaseState
from gongshi.matters.models import Interest
from gongshi.matters.queries import facts_of
from gongshi.matters.rules import beneficiary_stays_out, carrier_is_not_user, interest_stays_out
from gongshi.matters.services import declare_interest, saving
from gongshi.matters.states import Stage
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.people.queries import keys_of
from gongshi.record.models import Entry
from gongshi.verdict import RuleBroken, Verdict, first_refusal, require

#: Entries of the record that say who is near to whom.
PROVING = ("kinship.recorded", "household.recorded", "household.joined")

#: Once money has gone out a matter is suspended, never reopened (reading 3 of I17).
_PAID = frozenset({Stage.PAID, Stage.ARCHIVED})


@transaction.atomic
def record_late_conflict(
    *,
    event: VoteEvent,
    person: Person,
    reason: str,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> Recusal:
    """Void a member's vote for a conflict found later, recount, and reopen if the result changes.

    The member may say so; anyone else who keeps the record may once kinship, household or body
    prove it. The first vote and the first result stay in the record. A secret vote in which the
    member took part is annulled: nobody knows which ballot is theirs.
    """
    event = locked_event(event)
    motion = event.motion
    require(may_void(already=_is_out(motion, person), reason=reason))
    proof = _proof(motion, person, event.opened_at)
    own = _wrote_it_down(motion, by)
    require(is_shown(proven=not proof, by_self=by.key in keys_of(person), own_proof=own))
    if proof:
        _declare(motion, person, reason, by, at)
    recusal = _late_recusal(motion, person, proof.rule or "I17", reason, at)
    enact(
        "recusal.late",
        motion.step,
        Duty.RECORD,
        by=by,
        at=at,
        account=account,
        body={"event": event.pk, "reason": reason},
        write=lambda act: [*saving(recusal)(act), *_void(event, recusal)],
    )
    spoiled = took_part(event, person)
    if spoiled or event.state == EventState.CLOSED:
        _recount(event, reason, by, at, spoiled=spoiled)
    return recusal


def _is_out(motion: Motion, person: Person) -> bool:
    return bool(recused_keys(motion) & {str(key) for key in keys_of(person)})


def _late_recusal(motion: Motion, person: Person, rule: str, reason: str, at: datetime) -> Recusal:
    return Recusal(
        motion=motion,
        person=person,
        name=name_of(person),
        rule=rule,
        reason=reason,
        late=True,
        at=at,
    )


def _proof(motion: Motion, person: Person, at: datetime) -> Verdict:
    """Judge as of the opening: joining a body afterwards does not spoil an earlier vote."""
    found, _appointment = facts_of(
        person, Duty.DECIDE, motion.step.case.matter, at, class_rule=motion.class_rule
    )
    return first_refusal(
        carrier_is_not_user(found), beneficiary_stays_out(found), interest_stays_out(found)
    )


def _wrote_it_down(motion: Motion, by: Person) -> bool:
    """Say whether a person entered kinship or households since the matter was first voted on."""
    matter = str(motion.step.case.matter.key)
    opened = Entry.objects.filter(kind="vote.opened", matter=matter).order_by("seq").first()
    if opened is None:
        return False
    own = [key.hex for key in keys_of(by)]
    later = Entry.objects.filter(seq__gt=opened.seq, kind__in=PROVING, actor__in=own)
    return later.exists()


def _declare(motion: Motion, person: Person, reason: str, by: Person, at: datetime) -> None:
    matter = motion.step.case.matter
    if not Interest.objects.filter(matter=matter, person=person).exists():
        declare_interest(person=person, matter=matter, reason=reason, by=by, at=at)


def _void(event: VoteEvent, recusal: Recusal) -> list[VoidedVote]:
    votes = Vote.objects.filter(event=event, person__in=keys_of(recusal.person), voided=None)
    return [VoidedVote.objects.create(vote=vote, recusal=recusal, at=recusal.at) for vote in votes]


def _recount(
    event: VoteEvent, reason: str, by: Person, at: datetime, *, spoiled: bool = False
) -> None:
    """Count again. Where nothing is adopted any more, what rested on it goes back or is held up."""
    first = VoteResult.objects.filter(event=event).order_by("number").first()
    before = latest_result(event)
    withheld = before.withheld if before else ""
    after = (
        annul(event, actor=by.key.hex, at=at)
        if spoiled or withheld == Withheld.ANNULLED
        else write_result(
            event,
            tally(event),
            kind="vote.recounted",
            actor=by.key.hex,
            at=at,
            withheld=withheld,
        )
    )
    step = event.motion.step
    vote_closed.announce(step.case.area_id, event=event, result=after)
    if first is None or before is None or not first.adopted or after.adopted:
        return  # Never adopted: the step still waits, and a new vote may be opened.
    case = Case.objects.select_related("matter").get(pk=step.case_id)
    if case.state == CaseState.REFUSED or not _rests_on(step):
        return
    paid = stage_of(case) in _PAID
    if before.adopted or paid:
        _undo(case, step, reason, by.key.hex, at, paid=paid)


def _rests_on(step: Step) -> bool:
    """Say whether the case still rests on this vote: the step was not begun anew since."""
    return not Step.objects.filter(case=step.case_id, key=step.key, pk__gt=step.pk).exists()


def _undo(case: Case, step: Step, reason: str, by: str, at: datetime, *, paid: bool) -> None:
    if paid or case.state == CaseState.SUSPENDED:
        back_to = "" if paid else step.key
        suspend(case=case, finding=reason, by=by, at=at, back_to=back_to)
        return
    try:
        with transaction.atomic():
            reopen(case=case, to=step.key, finding=reason, by=by, at=at)
    except RuleBroken:  # a part of the money has gone out already
        suspend(case=case, finding=reason, by=by, at=at)
