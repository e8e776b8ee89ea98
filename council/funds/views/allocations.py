"""Allocations from above: their list, a new one, its page, its table typed in."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from council.funds.models import Allocation
from council.funds.pages.allocations import MOST, AllocationForm, entries, typed
from council.funds.queries.catalogue import catalogue_areas
from council.funds.queries.plans import (
    allocations_seen,
    case_of_allocation,
    findings_of_allocation,
)
from council.funds.services.allocations import create_allocation, record_rows
from council.funds.services.entering import may_enter
from council.funds.views.plans import SECTION
from council.procedures.pages import its_turn, state_words, timeline, traces
from council.procedures.queries import active_step, may_see
from council.procedures.registries import case_kinds
from gongshi.areas.rules import covering
from gongshi.clock import local_date
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.offices.queries import appointments_of

A_PAGE = 50


@desk_page
def listing(request: HttpRequest) -> HttpResponse:
    """Show what the reader's places give, and what reached them from above."""
    at, person = timezone.now(), person_of(request)
    page = Paginator(_seen(request), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [{"allocation": one, "step": state_words(case_of_allocation(one))} for one in page],
        "page": page,
        "may_give": catalogue_areas(person, at).exists(),
    }
    return show(request, "council/funds/allocations.html", context, section=SECTION)


@desk_page
def new(request: HttpRequest) -> HttpResponse:
    """Enter an allocation; its table follows."""
    at, person = timezone.now(), person_of(request)
    areas = catalogue_areas(person, at)
    form = AllocationForm(areas, request.POST or None, initial={"year": local_date(at).year})
    if sent(request, form):
        made = create_allocation(by=person, at=at, **form.facts())
        messages.success(request, _("Entered. Now its table: import it, or type the rows."))
        return redirect("funds_allocation", pk=made.pk)
    context = {
        "form": form,
        "title": _("New allocation"),
        "button": _("Enter the allocation"),
        "closed": not areas,
    }
    return show(request, "council/funds/entry.html", context, section=SECTION)


@desk_page
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an allocation: its rows, its sums, its contradictions, where it stands."""
    allocation = get_object_or_404(_seen(request), pk=pk)
    case = case_of_allocation(allocation)
    active = active_step(case)
    recording = active is not None and active.key == "record"
    mine = may_see(person_of(request), timezone.now()).filter(pk=case.pk).exists()
    context = {
        "allocation": allocation,
        "case": case,
        "mine": mine,
        "active": active,
        "its_turn": its_turn(case, person_of(request), timezone.now(), account_of(request)),
        "waiting_for": state_words(case) if active else "",
        "recording": recording,
        "verdict": may_enter(person_of(request), allocation.area, timezone.now()),
        "summary": case_kinds.get(case.kind)().summary(case.subject),
        "steps": timeline(case),
    }
    context |= traces(case) if mine else {}
    return show(request, "council/funds/allocation.html", context, section=SECTION)


@desk_page
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the table typed row by row; recording it hands the allocation to the approval."""
    allocation = get_object_or_404(_seen(request), pk=pk)
    person, at = person_of(request), timezone.now()
    forms = typed(allocation, request.POST or None)
    if forms is not None and sent(request, forms):
        record_rows(
            allocation=allocation,
            rows=entries(forms),
            by=person,
            at=at,
            account=account_of(request),
        )
        found = findings_of_allocation(allocation)
        messages.success(request, _("The table is recorded. Somebody else approves it now."))
        if found:
            messages.warning(request, _("Look at the warnings below."))
        return redirect("funds_allocation", pk=pk)
    context = {
        "allocation": allocation,
        "forms": forms,
        "most": MOST,
        "verdict": may_enter(person, allocation.area, at),
    }
    wrong = forms is not None and forms.is_bound
    return show(
        request,
        "council/funds/allocation_rows.html",
        context,
        section=SECTION,
        status=422 if wrong else 200,
    )


def _seen(request: HttpRequest) -> QuerySet[Allocation]:
    at, person = timezone.now(), person_of(request)
    places = [code for row in appointments_of(person, at) for code in covering(row.area_id)]
    return allocations_seen(may_see(person, at), places)
