"""The versions of a plan: a council member adopts a draft, or changes what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import models, transaction

from council.funds.models import (
    DistributionPlan,
    PlanDraft,
    PlanLine,
    PlanVersion,
)
from council.funds.queries.plans import (
    as_line,
    case_of,
    current_version,
    draft_reading,
    lines_of,
)
from council.funds.rules.lines import Line, from_json, is_class_rule, lines_stand
from council.funds.rules.plans import has_draft, has_version, is_authorised, says_why
from council.funds.services.plans import BY_HAND, may_plan, propose_lines
from council.funds.services.steps import waiting
from council.procedures.rules import is_as_read
from council.procedures.services import perform
from gongshi.matters.models import Act, Beneficiary, Matter
from gongshi.matters.services import add_beneficiaries, may, saving
from gongshi.offices.duties import Duty
from gongshi.people.models import Household, Person, User
from gongshi.people.names import name_of
from gongshi.verdict import Verdict, first_refusal, require


@dataclass(frozen=True, slots=True)
class Listed:
    """The lines of a draft, with the households of the village by key."""

    lines: Sequence[Line]
    households: Mapping[int, Household]


@transaction.atomic
def draft_version(
    *,
    plan: DistributionPlan,
    reading: str,
    by: Person,
    at: datetime,
    account: User | None = None,
    reason: str = "",
) -> PlanVersion:
    """A council member adopts the draft: the next version, and its households, stand (I19).

    ``reading`` is the digest of the draft the member read (``draft_reading``). Raises RuleBroken
    with I2, I3, I7, FUND-1 to FUND-7, PROC-2 or PROC-9; then nothing was written.
    """
    plan = DistributionPlan.objects.select_for_update().get(pk=plan.pk)
    step = waiting(plan, "draft")
    draft = _draft_of(plan)
    matter = case_of(plan).matter
    require(may(by, Duty.DRAFT_PLAN, matter, at, account=account))
    require(is_as_read(reading, draft_reading(draft)))
    listed = _listed(plan, draft)
    version = _next_version(plan, draft, listed.lines, reason)
    require(_may_adopt(plan, version, listed))

    def write(act: Act) -> list[models.Model]:
        rows = [*saving(version)(act), *_rows(version, listed), *_gains(matter, version, listed)]
        require(_may_still_draft(by, matter, at))
        draft.delete()
        return rows

    typed_by = draft.entered_by if draft.entered_by != account else None
    perform(
        step=step, by=by, at=at, write=write, account=account, entered_by=typed_by, name=name_of(by)
    )
    return version


@transaction.atomic
def amend(
    *,
    plan: DistributionPlan,
    amounts: Mapping[int, int],
    reason: str,
    total: int | None = None,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> PlanVersion:
    """Make a new version with other amounts (by the line's place in the list); a vote follows."""
    previous = current_version(plan)
    require(has_version(made=previous is not None))
    if total is not None:
        plan = DistributionPlan.objects.select_for_update().get(pk=plan.pk)
        plan.total = total
        plan.save(update_fields=["total"])
    lines = [
        replace(as_line(row), amount=amounts.get(row.ordinal, row.amount))
        for row in lines_of(previous)
    ]
    draft = propose_lines(plan=plan, formula=BY_HAND, lines=lines, by=by, at=at, account=account)
    return draft_version(
        plan=plan, reading=draft_reading(draft), by=by, at=at, account=account, reason=reason
    )


def _may_still_draft(by: Person, matter: Matter, at: datetime) -> Verdict:
    """I3: the households of this very version count too, not only those of earlier ones."""
    return may(by, Duty.DRAFT_PLAN, matter, at)


def _draft_of(plan: DistributionPlan) -> PlanDraft:
    draft = PlanDraft.objects.select_related("entered_by", "plan").filter(plan=plan).first()
    require(has_draft(entered=draft is not None))
    assert draft is not None  # noqa: S101 -- require() has just said so
    return draft


def _listed(plan: DistributionPlan, draft: PlanDraft) -> Listed:
    return Listed(
        [from_json(data) for data in draft.lines],
        Household.objects.filter(area=plan.area).in_bulk(),
    )


def _may_adopt(plan: DistributionPlan, version: PlanVersion, listed: Listed) -> Verdict:
    return first_refusal(
        may_plan(plan.purpose, plan.earmark, plan.total, plan.item, besides=plan),
        is_authorised(plan.authorisation),
        says_why(version.number, version.reason),
        lines_stand(plan.total, listed.lines, listed.households),
    )


def _next_version(
    plan: DistributionPlan, draft: PlanDraft, lines: Sequence[Line], reason: str
) -> PlanVersion:
    previous = current_version(plan)
    return PlanVersion(
        plan=plan,
        number=previous.number + 1 if previous else 1,
        formula=draft.formula,
        inputs=draft.inputs,
        remainder=draft.remainder,
        total=plan.total,
        class_rule=is_class_rule(lines),
        reason=reason.strip(),
    )


def _gains(matter: Matter, version: PlanVersion, listed: Listed) -> list[Beneficiary]:
    named = sorted({line.household for line in listed.lines if line.household is not None})
    homes = [listed.households[key] for key in named]
    return add_beneficiaries(matter=matter, version=version.number, households=homes)


def _rows(version: PlanVersion, listed: Listed) -> list[PlanLine]:
    rows = [
        PlanLine(
            version=version,
            ordinal=ordinal,
            kind=line.kind,
            household_id=line.household,
            name=line.name,
            group=listed.households[line.household].group if line.household else line.group,
            persons=line.persons,
            quantity=line.quantity,
            unit=line.unit,
            standard=line.standard,
            amount=line.amount,
            note=line.note,
        )
        for ordinal, line in enumerate(listed.lines, start=1)
    ]
    return PlanLine.objects.bulk_create(rows, batch_size=500)
