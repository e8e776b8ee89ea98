"""The engine's part in the demonstration: plain steps are done by whoever may do them."""

from __future__ import annotations

from datetime import datetime

from council.procedures.models import Step
from council.procedures.queries import procedure_of
from council.procedures.registries import case_kinds
from council.procedures.services import perform
from council.procedures.states import CaseState, Evidence, StepKind, StepState
from gongshi.desk.registries import Player, Script, players
from gongshi.matters.standing import entitled
from gongshi.offices.duties import Duty
from gongshi.people.names import name_of

SAMPLES = {"text": "已逐项核对，没有不同意见。", "number": 1}


def waiting_steps(script: Script, kind: StepKind) -> list[Step]:
    """Give the steps that wait now, but for matters that the script leaves there."""
    steps = Step.objects.filter(
        state=StepState.ACTIVE, kind=kind, case__state=CaseState.OPEN
    ).select_related("case__area", "case__matter")
    return [step for step in steps.order_by("pk") if script.halts.get(step.case.title) != step.key]


@players.register
class StepsAreDone(Player):
    """Does the steps that need no page of their own."""

    key = "procedures.steps"
    order = 60

    def play(self, script: Script, at: datetime) -> int:
        done = 0
        for step in waiting_steps(script, StepKind.ACT):
            spec = procedure_of(step.case).step(step.key)
            if case_kinds.get(step.case.kind)().page(step):
                continue
            people = entitled(Duty(spec.duty), step.case.matter, at)
            if not people:
                continue
            person = people[0]
            perform(
                step=step,
                by=person,
                at=at,
                evidence={item.key: _sample(item, at) for item in spec.evidence},
                account=script.accounts.get(person),
                name=name_of(person),
            )
            done += 1
        return done


def _sample(item: Evidence, at: datetime) -> object:
    return at.date().isoformat() if item.kind == "date" else SAMPLES[item.kind]
