"""The plans of my places, a new plan, and the page of one plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from council.funds.models import DistributionPlan
from council.funds.pages.plans import PlanForm, versions
from council.funds.queries.plans import PLAN, case_of
from council.funds.services.entering import may_enter
from council.funds.services.plans import create_plan, may_carry_out
from council.procedures.models import Case
from council.procedures.pages import its_turn, state_words, timeline, traces
from council.procedures.queries import active_step, may_see, procedure_of
from council.procedures.registries import case_kinds
from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.matters.services import may
from gongshi.offices.duties import Duty, offices_with
from gongshi.offices.queries import appointments_of
from gongshi.verdict import Verdict, first_refusal

SECTION = "funds"


def plan_for(request: HttpRequest, pk: int) -> tuple[DistributionPlan, Case]:
    """Give a plan whose village the reader holds an office for, or nothing (404)."""
    plan = get_object_or_404(DistributionPlan.objects.select_related("area"), pk=pk)
    case = get_object_or_404(
        may_see(person_of(request), timezone.now()), kind=PLAN, subject=str(plan.pk)
    )
    return plan, case


def context_of(plan: DistributionPlan, case: Case) -> dict[str, object]:
    """Give what every page of a plan shows around its own work."""
    active = active_step(case)
    return {
        "plan": plan,
        "case": case,
        "steps": timeline(case),
        "summary": case_kinds.get(case.kind)().summary(case.subject),
        "active": active,
        "waiting_for": _(procedure_of(case).step(active.key).title) if active else "",
        "versions": versions(plan),
    }


def may_now(request: HttpRequest, duty: Duty, case: Case) -> Verdict:
    """Say whether the reader may exercise a duty on the plan at this moment."""
    person, account = person_of(request), account_of(request)
    return may(person, duty, case.matter, timezone.now(), account=account)


@desk_page
def plan_list(request: HttpRequest) -> HttpResponse:
    """Show the plans of every place where the reader holds an office."""
    person, at = person_of(request), timezone.now()
    cases = may_see(person, at).filter(kind=PLAN).order_by("-opened_at")[:100]
    rows = [{"case": case, "pk": int(case.subject), "step": state_words(case)} for case in cases]
    offices = [office.value for office in offices_with(Duty.RECORD)]
    mine = appointments_of(person, at).filter(office__in=offices, area__level="village")
    areas = {row.area_id: row.area for row in mine}
    return show(
        request,
        "council/funds/plans.html",
        {"rows": rows, "areas": list(areas.values())},
        section=SECTION,
    )


@desk_page
def new_plan(request: HttpRequest, area: str) -> HttpResponse:
    """Enter a plan: its sum, its purpose and what kind of income it shares."""
    village = get_object_or_404(Area, pk=area, level="village")
    at, person = timezone.now(), person_of(request)
    form = PlanForm(village, request.POST or None, initial={"year": local_date(at).year})
    verdict = first_refusal(may_enter(person, village, at), may_carry_out(village, at))
    if sent(request, form):
        plan = create_plan(area=village, by=person, at=at, **form.facts())
        messages.success(request, _("Entered. Now propose its lines."))
        return redirect("funds_draft", pk=plan.pk)
    context = {"form": form, "village": village, "verdict": verdict}
    return show(request, "council/funds/new_plan.html", context, section=SECTION)


@desk_page
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a plan stands, its lines, its contradictions and its versions."""
    plan, case = plan_for(request, pk)
    assert case == case_of(plan)  # noqa: S101 -- one case a plan
    context = context_of(plan, case) | traces(case)
    at, person, active = timezone.now(), person_of(request), active_step(case)
    proposes = active is not None and active.key == "draft" and may_enter(person, plan.area, at)
    context["its_turn"] = proposes or its_turn(case, person, at, account_of(request))
    return show(request, "council/funds/plan.html", context, section=SECTION)
