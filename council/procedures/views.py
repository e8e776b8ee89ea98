"""The desk pages of a case and of the step that waits."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.procedures.models import Case, Step, Suspension
from council.procedures.pages import (
    StepForm,
    changed_text,
    its_turn,
    reasons,
    timeline,
    traces,
    who,
)
from council.procedures.queries import (
    active_step,
    may_see,
    overdue_for,
    oversees,
    procedure_of,
    reading_of,
)
from council.procedures.registries import case_kinds, step_pages
from council.procedures.rules import may_perform
from council.procedures.services import (
    may_settle_here,
    may_take,
    perform,
    refuse,
    send_back,
    settle,
)
from council.procedures.states import CaseState, StepKind, StepState
from gongshi.clock import local_date
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.verdict import RuleBroken, Verdict, require

A_PAGE = 50


@desk_page
def case_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a case stands and what it is about."""
    at, person = timezone.now(), person_of(request)
    case = get_object_or_404(may_see(person, at), pk=pk)
    context = _context(case) | traces(case) | reasons(case)
    context["its_turn"] = its_turn(case, person, at, account_of(request))
    if case.state == CaseState.SUSPENDED:
        context["may_settle"] = may_settle_here(case, person, at, account_of(request))
    return show(request, "council/procedures/case.html", context)


@desk_page
@require_POST
def settle_reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the word that one reason for holding a case up is settled."""
    at, person = timezone.now(), person_of(request)
    suspension = get_object_or_404(Suspension, pk=pk, case__in=may_see(person, at))
    settle(
        suspension=suspension,
        reason=request.POST.get("reason", ""),
        by=person,
        at=at,
        account=account_of(request),
    )
    case = Case.objects.get(pk=suspension.case_id)
    if case.state == CaseState.SUSPENDED:
        messages.success(request, _("Settled. The case waits for the other reasons."))
    else:
        messages.success(request, _("Settled. The case goes on."))
    return redirect("desk_case", pk=case.pk)


@desk_page
def overdue_list(request: HttpRequest) -> HttpResponse:
    """List the steps past their last day, for those who watch over a place."""
    at, person = timezone.now(), person_of(request)
    if not oversees(person, at):
        raise Http404
    today = local_date(at)
    page = Paginator(overdue_for(person, at), A_PAGE).get_page(request.GET.get("page"))
    rows = [_late(step, today) for step in page]
    return show(request, "council/procedures/overdue.html", {"rows": rows, "page": page})


@desk_page
def step_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a step with its form, or lead to the feature's own page; take the answer."""
    at, person = timezone.now(), person_of(request)
    step = get_object_or_404(Step, pk=pk, case__in=may_see(person, at))
    case = step.case
    spec = procedure_of(case).step(step.key)
    if request.method == "POST":
        require(may_perform(CaseState(case.state), StepState(step.state)))
    if step.state != StepState.ACTIVE or spec.kind not in {StepKind.ACT, StepKind.VOTE}:
        return redirect("desk_case", pk=case.pk)
    shared_page = step_pages.get(StepKind(step.kind))
    own_page = case_kinds.get(case.kind)().page(step) or (shared_page(step) if shared_page else "")
    if own_page:
        return redirect(own_page)
    titles = {one.key: _(one.title) for one in procedure_of(case).steps}
    form = StepForm(spec, titles, request.POST or None)
    changed: Verdict | None = None
    if sent(request, form):
        try:
            _answer(request, step, form)
        except RuleBroken as broken:
            changed = changed_text(broken)
        else:
            return redirect(reverse("desk_case", args=[case.pk]))
    context = {
        "form": form,
        "step": step,
        "step_title": titles[spec.key],
        "verdict": may_take(step, person, at, account_of(request)),
        "doers": who(spec),
        "reading": reading_of(case),
        "changed": changed,
    }
    status = 409 if changed is not None else 200
    return show(request, "council/procedures/step.html", _context(case) | context, status=status)


def _answer(request: HttpRequest, step: Step, form: StepForm) -> None:
    by, at, account = person_of(request), timezone.now(), account_of(request)
    decision = form.cleaned_data.get("decision", "done")
    reason = form.cleaned_data.get("reason", "")
    reading = request.POST.get("reading", "")
    if decision == "refuse":
        refuse(step=step, reason=reason, by=by, at=at, account=account, reading=reading)
        messages.success(request, _("The matter was refused; the reasons are on record."))
    elif decision.startswith("to:"):
        send_back(
            step=step,
            to=decision[3:],
            reason=reason,
            by=by,
            at=at,
            account=account,
            reading=reading,
        )
        messages.success(request, _("The matter was sent back."))
    else:
        perform(step=step, by=by, at=at, evidence=form.evidence(), account=account, reading=reading)
        messages.success(request, _("Done. It is on record."))


def _late(step: Step, today: date) -> dict[str, object]:
    spec = procedure_of(step.case).step(step.key)
    late = (today - step.due_on).days if step.due_on else 0
    return {"step": step, "title": _(spec.title), "who": who(spec), "late": late}


def _context(case: Case) -> dict[str, object]:
    return {
        "case": case,
        "steps": timeline(case),
        "summary": case_kinds.get(case.kind)().summary(case.subject),
        "active": active_step(case),
    }
