"""Proposing the lines of a plan, and adopting them as a council member."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.funds.models import DistributionPlan, PlanDraft
from council.funds.pages.draft import LinesForm
from council.funds.queries.plans import current_version, draft_reading, findings_of
from council.funds.rules.lines import Line, from_json, total_of
from council.funds.services.entering import may_enter
from council.funds.services.plans import propose_lines
from council.funds.services.versions import draft_version
from council.funds.views.plans import SECTION, context_of, may_now, plan_for
from council.procedures.models import Case
from council.procedures.pages import changed_text
from council.procedures.rules import is_its_turn
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.money import yuan
from gongshi.offices.duties import Duty
from gongshi.verdict import RuleBroken, Verdict


@desk_page
def draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the lines proposed so far, and the form to propose them."""
    plan, case = plan_for(request, pk)
    return _page(request, plan, case, LinesForm(plan))


@desk_page
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the formula fill in the amounts; nobody is bound by it."""
    plan, case = plan_for(request, pk)
    form = LinesForm(plan, request.POST)
    if not sent(request, form, form.formula):
        return _page(request, plan, case, form, status=422)
    chosen = form.formula.cleaned_data
    propose_lines(
        plan=plan,
        formula=chosen["formula"],
        inputs=form.formula.inputs(),
        remainder=chosen["remainder"],
        lines=form.lines(),
        by=person_of(request),
        at=timezone.now(),
        account=account_of(request),
    )
    messages.success(request, _("Proposed. Nothing counts until a council member adopts it."))
    return redirect("funds_draft", pk=plan.pk)


@desk_page
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt the proposed lines as the next version; if they changed, show them anew first."""
    plan, case = plan_for(request, pk)
    if not sent(request):
        return _page(request, plan, case, LinesForm(plan))
    try:
        draft_version(
            plan=plan,
            reading=request.POST.get("reading", ""),
            by=person_of(request),
            at=timezone.now(),
            account=account_of(request),
            reason=request.POST.get("reason", ""),
        )
    except RuleBroken as broken:
        return _page(request, plan, case, LinesForm(plan), changed=changed_text(broken))
    messages.success(request, _("Adopted. It is on record under your name."))
    return redirect("funds_plan", pk=plan.pk)


def _page(
    request: HttpRequest,
    plan: DistributionPlan,
    case: Case,
    form: LinesForm,
    status: int = 200,
    changed: Verdict | None = None,
) -> HttpResponse:
    context = context_of(plan, case)
    active = context["active"]
    waiting = getattr(active, "key", "") == "draft"
    person, at = person_of(request), timezone.now()
    verdict = may_now(request, Duty.DRAFT_PLAN, case)
    context |= {
        "form": form,
        "proposed": _proposed(plan),
        "verdict": verdict if waiting else is_its_turn(getattr(active, "key", None), "draft"),
        "needs_reason": current_version(plan) is not None,
        "drafting": waiting,
        "changed": changed,
        "reason": request.POST.get("reason", ""),
        "may_import": may_enter(person, plan.area, at),
    }
    status = 409 if changed is not None else status
    return show(request, "council/funds/draft.html", context, section=SECTION, status=status)


def _proposed(plan: DistributionPlan) -> dict[str, object] | None:
    draft = PlanDraft.objects.select_related("plan").filter(plan=plan).first()
    if draft is None:
        return None
    lines = [from_json(data) for data in draft.lines]
    gap = (plan.total or 0) - total_of(lines)
    counted = any(line.quantity for line in lines)
    findings = findings_of(plan, lines, draft.formula, plan.total)
    return {
        "columns": [
            {"label": _("For"), "kind": "lead"},
            {"label": _("People"), "kind": "number"},
            *([{"label": _("Count"), "kind": "number"}] if counted else []),
            {"label": _("Amount"), "kind": "figure"},
        ],
        "rows": [_row(line, counted=counted) for line in lines],
        "total": [_("Total"), "", *([""] if counted else []), yuan(total_of(lines))],
        "sum": yuan(plan.total or 0),
        "gap": yuan(abs(gap)) if gap else "",
        "warnings": [verdict.text(_) for verdict in findings],
        "reading": draft_reading(draft),
    }


def _row(line: Line, *, counted: bool) -> list[object]:
    """Give a line's cells; the column of counts is there only where something is counted."""
    quantity = f"{line.quantity}{line.unit}" if line.quantity else ""
    amount = yuan(line.amount) if line.amount is not None else _("not given")
    return [line.name, line.persons or "", *([quantity] if counted else []), amount]
