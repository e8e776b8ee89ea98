"""Working out a vote's result, and what it brings about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from council.deliberation.models import Motion, Resolution, VoteEvent, VoteResult
from council.deliberation.rules.motions import can_decide, is_about
from council.deliberation.rules.thresholds import Count, from_json, outcome
from council.deliberation.signals import vote_closed
from council.procedures.queries import reading_of
from council.procedures.rules import may_perform
from council.procedures.services import finish
from council.procedures.states import CaseState, StepState
from gongshi.record.services import append
from gongshi.verdict import Verdict, first_refusal


def write_result(
    event: VoteEvent,
    count: Count,
    *,
    kind: str,
    actor: str,
    at: datetime,
    rows: Sequence[models.Model] = (),
    withheld: str = "",
) -> VoteResult:
    """Write the arithmetic of a vote as it stands now; what is ``withheld`` adopts nothing."""
    found, case = outcome(from_json(event.rules), count), event.motion.step.case
    result = VoteResult.objects.create(
        event=event,
        number=event.results.count() + 1,
        due=event.due,
        recused=event.due - count.due,
        entitled=count.due,
        cast=count.present,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        quorum=found.quorum,
        needed=found.needed,
        quorate=found.quorate,
        adopted=found.adopted and can_decide(count.due) and not withheld,
        withheld=withheld,
        at=at,
    )
    append(
        kind=kind,
        at=at,
        actor=actor,
        area=case.area_id,
        matter=str(case.matter.key),
        body=_body(result),
        rows=[result, *rows],
    )
    return result


def facts(result: VoteResult) -> dict[str, object]:
    """Give the arithmetic of a result, as it is kept in a step's outcome and in the record."""
    names = (
        "due",
        "recused",
        "entitled",
        "cast",
        "yes",
        "no",
        "abstain",
        "quorum",
        "needed",
        "quorate",
        "adopted",
    )
    return {name: getattr(result, name) for name in names}


def _body(result: VoteResult) -> dict[str, object]:
    why = {"withheld": result.withheld} if result.withheld else {}
    return {"event": result.event_id, **facts(result), **why}


def stands(put: Motion | Resolution) -> Verdict:
    """Say whether the step still waits and its matter is what was put (PROC-2, VOTE-ABOUT)."""
    step = put.step
    return first_refusal(
        may_perform(CaseState(step.case.state), StepState(step.state)),
        is_about(put.about, reading_of(step.case)),
    )


def announce_result(event: VoteEvent, result: VoteResult, at: datetime) -> None:
    """Finish the step where the motion was adopted and still stands; else the case stays."""
    step = event.motion.step
    if result.adopted and stands(event.motion):
        outcome_facts = {"body": "council", "event": event.pk, **facts(result)}
        finish(step=step, at=at, outcome=outcome_facts)
    vote_closed.announce(step.case.area_id, event=event, result=result)
