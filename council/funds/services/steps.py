"""Finding the step of a plan that waits, and refusing what comes before its turn."""

from __future__ import annotations

from council.funds.models import DistributionPlan
from council.funds.queries.plans import waiting_step
from council.procedures.models import Step
from council.procedures.rules import is_its_turn
from gongshi.verdict import require


def waiting(plan: DistributionPlan, key: str) -> Step:
    """Give the waiting step if it is the one named; else PROC-2."""
    step = waiting_step(plan)
    require(is_its_turn(step.key if step else None, key))
    assert step is not None  # noqa: S101 -- require() has just said so
    return step
