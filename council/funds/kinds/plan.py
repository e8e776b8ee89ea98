"""The procedure of a distribution plan, and what its steps bring about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.funds.models import (
    DistributionPlan,
    Payable,
    Payment,
    PaymentList,
    PlanLine,
    PlanVersion,
)
from council.funds.parameters import INSPECTORS, OPINION_DAYS, PLAN_DAYS, REVIEW_DAYS
from council.funds.queries.payments import current_list, inspectors, latest_checks, left_to_pay
from council.funds.queries.plans import PLAN, as_line, current_version, lines_of
from council.funds.queries.snapshots import plan_snapshot
from council.funds.rules.lines import adds_up
from council.funds.rules.payments import has_arrived, is_checked, is_paid, money_has_moved
from council.funds.rules.plans import ADOPTING_BODY, is_made
from council.procedures.models import Case, Step
from council.procedures.queries import procedure_of
from council.procedures.registries import CaseKind, case_kinds
from council.procedures.states import (
    Clock,
    Evidence,
    Procedure,
    StepSpec,
    act_step,
    effect_step,
    publication_step,
    vote_step,
)
from gongshi.publishing.schema import Snapshot
from gongshi.verdict import ALLOWED, Verdict, gettext_noop, require

#: Steps to which a case may still return after money was paid.
_AFTER_PAYMENT = frozenset({"delivery_check"})


def deciding_steps(body: str) -> tuple[StepSpec, ...]:
    """Give the steps from the draft to the resolution."""
    return (
        act_step(
            "draft",
            gettext_noop("Draft of the plan"),
            "draft_plan",
            stage="planned",
            page="funds_draft",
        ),
        act_step(
            "opinions",
            gettext_noop("Opinions heard"),
            "record",
            clock=Clock(OPINION_DAYS.value),
            evidence=(Evidence("opinions", gettext_noop("Opinions, and how they were met")),),
            may_return=("draft",),
        ),
        vote_step(
            "advice",
            gettext_noop("Advice of the council"),
            body="council",
            duty="decide",
            stage="decided",
            may_return=("draft",),
        ),
        vote_step(
            "adoption",
            gettext_noop("Resolution of the representatives"),
            body=body,
            duty="record",
            may_return=("draft",),
        ),
    )


def reviewing_steps() -> tuple[StepSpec, ...]:
    """Give the steps from the supervisory committee to the filing."""
    return (*_village_steps(), *_approving_steps())


def _village_steps() -> tuple[StepSpec, ...]:
    return (
        act_step(
            "supervisory_review",
            gettext_noop("Review by the supervisory committee"),
            "review_notice",
            clock=Clock(REVIEW_DAYS.value),
            may_return=("draft",),
        ),
        act_step(
            "joint_meeting",
            gettext_noop("Joint meeting fixes the notice"),
            "fix_notice",
            evidence=(Evidence("minutes", gettext_noop("Minutes of the joint meeting")),),
            may_return=("draft", "supervisory_review"),
        ),
        publication_step(
            "publication",
            gettext_noop("On display in the village"),
            publish=PLAN,
            nature="before",
            days=PLAN_DAYS.value,
        ),
    )


def _approving_steps() -> tuple[StepSpec, ...]:
    return (
        act_step(
            "township_review",
            gettext_noop("Review by the township"),
            "town_review",
            stage="town_ok",
            may_return=("draft", "joint_meeting"),
            may_refuse=True,
        ),
        act_step(
            "approval",
            gettext_noop("Approval"),
            "approve",
            stage="approved",
            may_return=("draft",),
            may_refuse=True,
        ),
        act_step(
            "filing",
            gettext_noop("Filing"),
            "file",
            evidence=(Evidence("number", gettext_noop("Filing number")),),
        ),
    )


def spending_steps(*, money: bool) -> tuple[StepSpec, ...]:
    """Give the steps in which it is paid, or handed out where there is no money to pay."""
    if not money:
        return (act_step("handing_out", gettext_noop("Handing out"), "execute", stage="executing"),)
    return (
        act_step(
            "payment_list",
            gettext_noop("Payment list"),
            "execute",
            stage="executing",
            page="funds_payment_list",
        ),
        effect_step("payable", gettext_noop("Lines become payable")),
        act_step("payment", gettext_noop("Payment"), "pay", stage="paid", page="funds_payments"),
    )


def closing_steps() -> tuple[StepSpec, ...]:
    """Give the steps in which the council looks whether it arrived."""
    return (
        act_step(
            "delivery_check", gettext_noop("Did it arrive?"), "inspect", page="funds_delivery"
        ),
        act_step(
            "delivery_accept",
            gettext_noop("Delivery accepted"),
            "accept",
            may_return=("delivery_check",),
        ),
        publication_step(
            "result",
            gettext_noop("Result announced"),
            publish="funds.result",
            nature="after",
            days=0,
        ),
    )


@case_kinds.register
class PlanCase(CaseKind):
    """A distribution plan of one village, from its draft to the announced result."""

    key = PLAN
    title = _("distribution plan")
    named_list = True

    def procedure(self, subject: str) -> Procedure:
        """Give the steps; the earmark chooses the assembly, without money nothing is paid."""
        plan = _plan(subject)
        steps = (
            *deciding_steps(ADOPTING_BODY[plan.earmark]),
            *reviewing_steps(),
            *spending_steps(money=plan.total is not None),
            *closing_steps(),
        )
        return Procedure(self.key, 1, steps)

    def page(self, step: Step) -> str:
        """Give the page of a step that has one of its own."""
        name = procedure_of(step.case).step(step.key).page
        return reverse(name, args=[step.case.subject]) if name else ""

    def may_finish(self, step: Step) -> Verdict:
        """Say whether what the step is for was really done."""
        plan = _plan(step.case.subject)
        version = current_version(plan)
        match step.key:
            case "draft":
                return is_made(made=PlanVersion.objects.filter(act__step_act__step=step).exists())
            case "payment_list":
                return is_made(made=PaymentList.objects.filter(act__step_act__step=step).exists())
            case "payment":
                return is_paid(left_to_pay(plan))
            case "delivery_check" if version is not None:
                lines = [line.pk for line in lines_of(version)]
                checks = latest_checks(version)
                return is_checked(lines, checks, inspectors(version), INSPECTORS.value)
            case "delivery_accept" if version is not None:
                return has_arrived(latest_checks(version))
        return ALLOWED

    def effect(self, case: Case, key: str) -> Sequence[models.Model]:  # noqa: ARG002 -- the one effect
        """Make every line of the newest payment list payable."""
        payment_list = current_list(_plan(case.subject))
        assert payment_list is not None  # noqa: S101 -- the step before has just made it
        rows = lines_of(payment_list.version)
        require(adds_up(payment_list.total, [as_line(row) for row in rows]))
        return _payables(payment_list, rows)

    def after_publication(self, case: Case, key: str, outcome: Mapping[str, object]) -> str:  # noqa: ARG002 -- the contract
        """Back to the draft where amounts change, to the joint meeting where words do."""
        if key != "publication":
            return ""
        if outcome.get("amounts_change"):
            return "draft"
        return "joint_meeting" if outcome.get("upheld") else ""

    def sent_back(self, case: Case, key: str) -> None:
        """Refuse to go back behind money that was paid; what was made stays, superseded."""
        if key not in _AFTER_PAYMENT:
            plan = _plan(case.subject)
            paid = Payment.objects.filter(line__version__plan=plan).count()
            require(money_has_moved(paid))

    def stands_since(self, case: Case) -> datetime:
        """Since its newest version was adopted as a draft (I19)."""
        version = current_version(_plan(case.subject))
        return case.opened_at if version is None else version.act.at

    def summary(self, subject: str) -> Snapshot:
        """Give what everyone who works on the case sees, with what was paid and arrived so far."""
        plan = _plan(subject)
        return replace(plan_snapshot(plan, result=True), title=plan.title)


def _plan(subject: str) -> DistributionPlan:
    return DistributionPlan.objects.select_related("area", "source", "item").get(pk=int(subject))


def _payables(payment_list: PaymentList, rows: Sequence[PlanLine]) -> list[Payable]:
    return Payable.objects.bulk_create(
        [
            Payable(payment_list=payment_list, line=row, amount=row.amount)
            for row in rows
            if row.amount
        ],
        batch_size=500,
    )
