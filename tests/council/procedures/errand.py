"""An errand with every kind of step, and how far a test takes it."""

from __future__ import annotations

from council.procedures.models import Case, Step
from council.procedures.queries import active_step
from council.procedures.registries import CaseKind
from council.procedures.services import (
    advance,
    open_case,
    perform,
)
from council.procedures.states import (
    Clock,
    Evidence,
    Procedure,
    act_step,
    effect_step,
    publication_step,
)
from gongshi.matters.models import Act, Matter
from gongshi.publishing.registries import Publishable
from gongshi.publishing.schema import Snapshot
from gongshi.publishing.services import conclude, take_up
from gongshi.record.models import Entry
from gongshi.verdict import ALLOWED, Verdict
from tests.village import AT, Village

EFFECTS: list[str] = []


class Shown(Publishable):
    key = "test.shown"

    def may_publish(self, subject: str) -> Verdict:
        return ALLOWED

    def snapshot(self, subject: str) -> Snapshot:
        return Snapshot(title=f"试{subject}")


class Errand(CaseKind):
    """Draft, show, review, effect, carry out, pay."""

    key = "test.errand"
    named_list = True

    def procedure(self, subject: str) -> Procedure:
        return Procedure(
            self.key,
            1,
            (
                act_step("draft", "Draft", "draft_plan", stage="planned", clock=Clock(3)),
                publication_step("show", "Show", publish="test.shown", nature="before", days=7),
                act_step(
                    "review",
                    "Review",
                    "town_review",
                    stage="town_ok",
                    may_return=("draft",),
                    may_refuse=True,
                    evidence=(Evidence("opinion", "意见"),),
                ),
                act_step("approve", "Approve", "approve", stage="approved"),
                effect_step("start", "Start"),
                act_step("run", "Run", "execute", stage="executing"),
                act_step("pay", "Pay", "pay", stage="paid"),
                act_step("look", "Look", "inspect"),
            ),
        )

    def effect(self, case: Case, key: str) -> list[Matter]:
        EFFECTS.append(key)
        return []

    def after_publication(self, case: Case, key: str, outcome) -> str:
        return "draft" if outcome.get("amounts_change") else ""


def opened(village: Village, subject: str = "1") -> Case:
    return open_case(
        kind="test.errand",
        subject=subject,
        title="试办",
        area=village.area,
        executor=village.committee,
        at=AT,
    )


def step(case: Case) -> Step:
    found = active_step(case)
    assert found is not None
    return found


def shown(case: Case, **outcome: object) -> Case:
    request = step(case).request
    assert request is not None
    take_up(request=request)
    conclude(request=request, outcome=outcome, at=AT)
    advance(case=case, at=AT)
    return Case.objects.get(pk=case.pk)


def at_review(village: Village) -> Case:
    case = opened(village)
    perform(step=step(case), by=village["理事长"], at=AT)
    return shown(case)


def to_payment(village: Village) -> Case:
    case = at_review(village)
    perform(step=step(case), by=village["镇审核"], at=AT, evidence={"opinion": "同意"})
    perform(step=step(case), by=village["审批"], at=AT)
    perform(step=step(case), by=village["委员甲"], at=AT)
    perform(step=step(case), by=village["会计"], at=AT)
    return Case.objects.get(pk=case.pk)


def untouched(case: Case) -> tuple[object, ...]:
    fresh = Case.objects.get(pk=case.pk)
    waiting = active_step(fresh)
    return (
        fresh.state,
        fresh.matter.stage,
        waiting and waiting.pk,
        Act.objects.count(),
        Entry.objects.count(),
    )
