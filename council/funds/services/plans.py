"""A plan's first steps: entered with its case, and the lines a formula proposes for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from council.funds.models import (
    DistributionPlan,
    FundItem,
    FundSource,
    PlanDraft,
)
from council.funds.parameters import ALLOWED as PURPOSES
from council.funds.parameters import FORBIDDEN
from council.funds.queries.plans import (
    PLAN,
    used_by_plans,
)
from council.funds.registries import fund_formulas
from council.funds.rules.lines import Line, to_json
from council.funds.rules.plans import (
    fits_item,
    has_earmark,
    has_executor,
    has_purpose,
    is_offered,
    shares_something,
)
from council.funds.services.entering import may_enter, note
from council.funds.services.steps import waiting
from council.procedures.services import open_case
from gongshi.areas.models import Area
from gongshi.money import Remainder
from gongshi.offices.duties import COMMITTEE_OFFICES
from gongshi.offices.queries import holders
from gongshi.people.models import Organisation, OrganisationKind, Person, User
from gongshi.verdict import ALLOWED, Verdict, require

BY_HAND = "funds.by_hand"


@transaction.atomic
def create_plan(
    *,
    area: Area,
    title: str,
    year: int,
    earmark: str,
    purpose: str,
    total: int | None,
    source: FundSource | None = None,
    item: FundItem | None = None,
    authorisation: str = "",
    stated: Mapping[str, Any] | None = None,
    executor: Organisation | None = None,
    by: Person,
    at: datetime,
) -> DistributionPlan:
    """Enter a plan and open its case; the village's two committees carry it out unless told.

    Raises RuleBroken with I7, FUND-1, FUND-3, FUND-4, FUND-7 or FUND-19.
    """
    require(may_enter(by, area, at))
    require(may_plan(purpose, earmark, total, item))
    body = _executor(area, executor, at)
    plan = DistributionPlan.objects.create(
        area=area,
        title=title,
        year=year,
        earmark=earmark,
        purpose=purpose,
        total=total,
        source=source,
        item=item,
        authorisation=authorisation,
        stated=dict(stated or {}),
        created_at=at,
    )
    _open(plan, body, at)
    facts = {"plan": plan.pk, "sum": total or 0, "purpose": purpose, "earmark": earmark}
    note("funds.plan.entered", by=by, area=area, at=at, body=facts)
    return plan


@transaction.atomic
def propose_lines(
    *,
    plan: DistributionPlan,
    formula: str,
    lines: Sequence[Line],
    inputs: Mapping[str, Any] | None = None,
    remainder: str = Remainder.LARGEST,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> PlanDraft:
    """Let a formula propose the amounts and keep them as a draft, which binds nobody."""
    require(may_enter(by, plan.area, at))
    plan = DistributionPlan.objects.select_for_update().get(pk=plan.pk)
    waiting(plan, "draft")
    kind = fund_formulas.get(formula)
    require(is_offered(kind in fund_formulas.active_in(plan.area_id), formula))
    given = dict(inputs or {})
    proposal = kind().propose(plan.total or 0, lines, given, str(remainder))
    draft, _new = PlanDraft.objects.update_or_create(
        plan=plan,
        defaults={
            "formula": formula,
            "inputs": given,
            "remainder": proposal.remainder,
            "lines": [to_json(line) for line in proposal.lines],
            "entered_by": account,
            "entered_at": at,
        },
    )
    body = {"plan": plan.pk, "formula": formula, "lines": len(proposal.lines)}
    note("funds.draft.entered", by=by, area=plan.area, at=at, body=body)
    return draft


def may_plan(
    purpose: str,
    earmark: str,
    total: int | None,
    item: FundItem | None,
    *,
    besides: DistributionPlan | None = None,
) -> Verdict:
    """Judge what a plan is for and how much it shares; its item is locked (FUND-1, -3, -4, -7)."""
    for verdict in (
        has_purpose(purpose, PURPOSES.value, FORBIDDEN.value),
        has_earmark(earmark),
        shares_something(total),
    ):
        if not verdict:
            return verdict
    if item is None:
        return ALLOWED
    item = FundItem.objects.select_for_update().get(pk=item.pk)
    return fits_item(total or 0, item.ceiling, used_by_plans(item, besides=besides))


def may_carry_out(area: Area, at: datetime) -> Verdict:
    """Say whether the members of the village's two committees are entered (FUND-19)."""
    return has_executor(holders(COMMITTEE_OFFICES, area.code, at).count())


def _executor(area: Area, given: Organisation | None, at: datetime) -> Organisation:
    """Give the body that carries a plan out; the two committees are known by their members."""
    kind = OrganisationKind.COMMITTEE
    if given is None or given.kind == kind:
        require(may_carry_out(area, at))
    known = given or Organisation.objects.filter(area=area, kind=kind).first()
    with override(settings.LANGUAGE_CODE):  # a stored name has one language
        name = f"{area.name}{kind.label}"
    return known or Organisation.objects.create(area=area, kind=kind, name=name)


def _open(plan: DistributionPlan, executor: Organisation, at: datetime) -> None:
    open_case(
        kind=PLAN,
        subject=str(plan.pk),
        title=plan.title,
        area=plan.area,
        executor=executor,
        at=at,
    )
