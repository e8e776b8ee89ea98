"""Reading plans: their case, the version that counts, its lines and its contradictions."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext

from council.funds.models import (
    Allocation,
    AllocationLine,
    DistributionPlan,
    FundItem,
    PlanDraft,
    PlanLine,
    PlanVersion,
)
from council.funds.registries import fund_formulas
from council.funds.rules.findings import Grant, of_allocation, of_plan, stated_from
from council.funds.rules.lines import Line
from council.procedures.models import Case, Step
from council.procedures.queries import active_step, digest
from council.procedures.states import CaseState, StepState
from gongshi.areas.queries import starting
from gongshi.verdict import Verdict

PLAN, ALLOCATION = "funds.plan", "funds.allocation"


def case_of(plan: DistributionPlan) -> Case:
    """Give the case a plan is on its way in."""
    return Case.objects.select_related("matter", "area").get(kind=PLAN, subject=str(plan.pk))


def case_of_allocation(allocation: Allocation) -> Case:
    """Give the case an allocation is on its way in."""
    return Case.objects.get(kind=ALLOCATION, subject=str(allocation.pk))


def waiting_step(plan: DistributionPlan) -> Step | None:
    """Give the step of the plan that waits now."""
    return active_step(case_of(plan))


def waiting_at(kind: str, key: str, prefixes: Sequence[str]) -> list[int]:
    """Give the plans or allocations below these places whose step with this key waits now."""
    steps = Step.objects.filter(
        starting("case__area__code", prefixes),
        key=key,
        state=StepState.ACTIVE.value,
        case__kind=kind,
        case__state=CaseState.OPEN.value,
    )
    return [int(subject) for subject in steps.values_list("case__subject", flat=True)]


def draft_reading(draft: PlanDraft) -> str:
    """Give the digest of a draft as it is shown, with what the plan itself says beside it."""
    plan = draft.plan
    facts = [plan.title, plan.total, plan.purpose, plan.earmark, plan.authorisation]
    return digest([*facts, draft.formula, draft.inputs, draft.remainder, draft.lines])


def current_version(plan: DistributionPlan) -> PlanVersion | None:
    """Give the newest version: the one that counts."""
    return PlanVersion.objects.filter(plan=plan).order_by("-number").first()


def version_reading(version: PlanVersion | None) -> str:
    """Name a version for a form that shows its lines: its row never changes."""
    return "" if version is None else str(version.pk)


def lines_of(version: PlanVersion | None) -> list[PlanLine]:
    """Give the lines of a version in order."""
    if version is None:
        return []
    return list(version.lines.select_related("household").order_by("ordinal"))


def as_line(row: PlanLine) -> Line:
    """Give a stored line as the value the rules judge."""
    return Line(
        kind=row.kind,
        name=row.name,
        amount=row.amount,
        household=row.household_id,
        group=row.group,
        persons=row.persons,
        quantity=row.quantity,
        unit=row.unit,
        standard=row.standard,
        note=row.note,
    )


def is_class_rule(plan: DistributionPlan) -> bool:
    """Whether the plan names no household, so that nobody has to withdraw from its vote (I3)."""
    version = current_version(plan)
    return version is not None and version.class_rule


def findings_of(
    plan: DistributionPlan, lines: Sequence[Line], formula: str, total: int | None
) -> list[Verdict]:
    """Give where the plan contradicts what its paper states, or itself."""
    kind = fund_formulas.get(formula)
    return of_plan(
        stated_from(plan.stated),
        lines,
        total=total,
        base=gettext(str(kind.title)),
        unit=kind.counts if kind.installed else "",
    )


def findings_of_version(version: PlanVersion) -> list[Verdict]:
    """Give the contradictions of a version as adopted."""
    lines = [as_line(row) for row in lines_of(version)]
    return findings_of(version.plan, lines, version.formula, version.total)


def used_by_plans(item: FundItem, *, besides: DistributionPlan | None = None) -> int:
    """Give what plans already draw on an item; refused ones draw nothing."""
    refused = Case.objects.filter(kind=PLAN, state=CaseState.REFUSED).values_list(
        "subject", flat=True
    )
    plans = DistributionPlan.objects.filter(item=item).exclude(
        pk__in=[int(subject) for subject in refused]
    )
    if besides is not None:
        plans = plans.exclude(pk=besides.pk)
    return plans.aggregate(sum=Sum("total"))["sum"] or 0


def allocation_lines(allocation: Allocation) -> QuerySet[AllocationLine]:
    """Give the rows of the newest version of an allocation."""
    rows = AllocationLine.objects.filter(allocation=allocation)
    newest = rows.order_by("-version").values("version")[:1]
    return rows.filter(version=newest).order_by("ordinal")


def allocations_seen(cases: QuerySet[Case], below: Sequence[str]) -> QuerySet[Allocation]:
    """Give the allocations among these cases, and what was given from above to these places
    (area codes) once it was approved.
    """
    decided = Step.objects.filter(
        case__kind=ALLOCATION, case__area__in=below, key="announcement"
    ).values_list("case__subject", flat=True)
    mine = cases.filter(kind=ALLOCATION).values_list("subject", flat=True)
    seen = {int(subject) for subject in (*decided, *mine)}
    return Allocation.objects.filter(pk__in=seen).select_related("area", "item", "source")


def findings_of_allocation(allocation: Allocation) -> list[Verdict]:
    """Give where an allocation table contradicts itself or its letter."""
    grants = [
        Grant(
            name=row.project or row.place,
            amount=row.amount,
            count=row.count,
            standard=row.standard or 0,
            others=tuple((str(heading), int(fen)) for heading, fen in row.others),
        )
        for row in allocation_lines(allocation)
    ]
    return of_allocation(
        stated_from(allocation.stated), grants, title=allocation.title, year=allocation.year
    )
