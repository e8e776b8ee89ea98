"""Reading the steps that are voted on: which body decides one, and what it resolved."""

from __future__ import annotations

from council.deliberation.models import (
    Resolution,
    VoteEvent,
)
from council.deliberation.rules.resolutions import body_fits
from council.deliberation.states import Body, EventState
from council.procedures.models import Step
from council.procedures.queries import procedure_of
from council.procedures.states import StepKind, StepState
from gongshi.areas.models import Area
from gongshi.verdict import Verdict


def latest_resolution(step: Step) -> Resolution | None:
    """Give the resolution that stands for a step: the last one entered."""
    return Resolution.objects.filter(step=step).order_by("pk").last()


def is_escalated(step: Step) -> bool:
    """Say whether too few members were left to vote on this step."""
    last = VoteEvent.objects.filter(motion__step=step).order_by("pk").last()
    return last is not None and last.state == EventState.ESCALATED


def deciding_body(step: Step) -> Body:
    """Give the body that decides a step: the representatives where the council is too few (I9)."""
    body = Body(procedure_of(step.case).step(step.key).body)
    return Body.REPRESENTATIVES if body is Body.COUNCIL and is_escalated(step) else body


def votable(body: Body, area: Area) -> list[Step]:
    """Give the steps that wait for a vote of this body in the village."""
    steps = Step.objects.filter(
        case__area=area, state=StepState.ACTIVE.value, kind=StepKind.VOTE.value
    ).select_related("case")
    return [step for step in steps if fits(step, body)]


def fits(step: Step, body: Body) -> Verdict:
    """Say whether a body decides a step: the one it names, or the representatives instead."""
    wanted = procedure_of(step.case).step(step.key).body
    return body_fits(body, wanted, escalated=is_escalated(step))
