"""What one granter asked for and another confirms: appointments, merges, erasures."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongshi.admin import effects
from gongshi.admin.consequences import barred_from
from gongshi.admin.duties import Section
from gongshi.admin.guard import admin_page
from gongshi.admin.queries import below, entrant_of, person_of
from gongshi.offices import proposals
from gongshi.offices.duties import Duty, Office
from gongshi.offices.models import OFFICE_TITLES, Category, Proposal
from gongshi.people.names import names_of
from gongshi.people.queries import canonical

CLOSED_SHOWN = 20


class AnswerForm(forms.Form):
    """Why not."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@admin_page(Section.COUNCIL)
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second granter, and what was answered last."""
    rows = _mine(request).select_related("area")
    waiting = list(rows.filter(state=Proposal.State.OPEN).order_by("asked_at"))
    closed = list(rows.exclude(state=Proposal.State.OPEN).order_by("-closed_at")[:CLOSED_SHOWN])
    names = names_of(
        {key for one in (*waiting, *closed) for key in (one.person_id, one.asked_by_id)}
    )
    context = {
        "title": _("Waits for another granter"),
        "waiting": [_line(one, names) for one in waiting],
        "closed": [_line(one, names) for one in closed],
    }
    return render(request, "gongshi_admin/waiting.html", context)


@admin_page(Section.COUNCIL)
@never_cache
@require_safe
def look(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say exactly what confirming does; the one who asked may only take it back."""
    asked = get_object_or_404(_mine(request).select_related("area", "person"), pk=key)
    keys = {asked.person_id, asked.asked_by_id, asked.closed_by_id, asked.double_id} - {None}
    names = names_of([key for key in keys if key])
    barred = (
        barred_from(asked.person, Office(asked.office), asked.area, timezone.now())
        if asked.kind == Proposal.Kind.APPOINT and asked.state == Proposal.State.OPEN
        else []
    )
    context = {
        **_line(asked, names),
        "title": asked.get_kind_display(),
        "asked": asked,
        "category": dict(Category.choices).get(asked.category, ""),
        "closed_by": names.get(asked.closed_by_id, "") if asked.closed_by_id else "",
        "own": canonical(asked.asked_by) == canonical(person_of(request)),
        "open": asked.state == Proposal.State.OPEN,
        "barred": barred,
        "effects": _effects(asked) if asked.state == Proposal.State.OPEN else [],
        "form": AnswerForm(),
    }
    return render(request, "gongshi_admin/proposal.html", context)


@admin_page(Section.COUNCIL)
@never_cache
@require_POST
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Do what was asked, as the second granter."""
    asked = get_object_or_404(_mine(request), pk=key)
    proposals.confirm(proposal=asked, by=person_of(request), at=timezone.now())
    messages.success(request, _("Confirmed and done."))
    return redirect("admin_waiting")


@admin_page(Section.COUNCIL)
@never_cache
@require_POST
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decline what another asked, or take back one's own, with a reason."""
    asked, form = get_object_or_404(_mine(request), pk=key), AnswerForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    proposals.decline(proposal=asked, reason=reason, by=person_of(request), at=timezone.now())
    messages.success(request, _("Answered; nothing else was changed."))
    return redirect("admin_waiting")


def _effects(asked: Proposal) -> list[str]:
    people = [one for one in (asked.person, asked.double) if one is not None]
    records = effects.shown(people, timezone.now())
    if asked.kind == Proposal.Kind.MERGE and len(records) > 1:
        return effects.of_merge(*records)
    return effects.of_erasure(records[0]) if asked.kind == Proposal.Kind.ERASE else []


def _mine(request: HttpRequest) -> QuerySet[Proposal]:
    """Give the requests of the places in which somebody grants; nobody else sees any."""
    codes = entrant_of(request.user).duties.get(Duty.GRANT)
    if not codes:
        raise Http404
    return Proposal.objects.filter(below("area__code", codes))


def _line(asked: Proposal, names: dict[UUID, str]) -> dict[str, object]:
    return {
        "proposal": asked,
        "name": names.get(asked.person_id) or str(asked.person_id)[:8],
        "by": names.get(asked.asked_by_id, ""),
        "office": OFFICE_TITLES[Office(asked.office)] if asked.office else "",
    }
