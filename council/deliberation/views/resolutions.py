"""An assembly's resolution: entering it, reading it, certifying it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from council.deliberation.forms import ResolutionForm
from council.deliberation.models import Resolution
from council.deliberation.pages import resolution_arithmetic
from council.deliberation.queries import keeps_record, meetings_of, roll, votable
from council.deliberation.rules.meetings import holds_office
from council.deliberation.rules.resolutions import CERTIFIERS
from council.deliberation.services.resolutions import (
    certify_resolution,
    may_certify,
    record_resolution,
)
from council.deliberation.states import Body
from council.deliberation.views.meetings import meeting_of
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.offices.models import Category
from gongshi.verdict import require


@desk_page
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what the assembly resolved; those due are filled in from the roll."""
    at, meeting = timezone.now(), meeting_of(request, pk)
    require(holds_office(held=keeps_record(person_of(request), meeting, at)))
    body = Body(meeting.body)
    members = roll(body, meeting.area_id, meeting.held_at)
    women = sum(row.category == Category.WOMAN for row in members)
    initial = {"due": len(members) or None, "women_due": women or None}
    form = ResolutionForm(votable(body, meeting.area), request.POST or None, initial=initial)
    if sent(request, form):
        resolution = record_resolution(
            meeting=meeting,
            step=form.cleaned_data["step"],
            text=form.cleaned_data["text"],
            count=form.count(),
            recusals=form.recused(),
            authorisation=form.cleaned_data["authorisation"],
            by=person_of(request),
            at=at,
            client_key=form.cleaned_data["client_key"],
            account=account_of(request),
        )
        messages.success(request, _("The resolution is entered. Two persons must certify it."))
        return redirect("desk_resolution", pk=resolution.pk)
    context = {
        "form": form,
        "title": _("Enter a resolution"),
        "button": _("Enter this resolution"),
        "about": str(meeting),
    }
    return show(request, "council/deliberation/form.html", context, section="meetings")


@desk_page
def resolution_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a resolution with its arithmetic; take a certification."""
    at, person = timezone.now(), person_of(request)
    seen = Q(meeting__in=meetings_of(person, at))
    resolution = get_object_or_404(Resolution.objects.filter(seen), pk=pk)
    if request.method == "POST":
        certify_resolution(resolution=resolution, by=person, at=at, account=account_of(request))
        messages.success(request, _("You have certified this resolution."))
        return redirect("desk_resolution", pk=pk)
    certifications = list(resolution.certifications.all())
    context = {
        "resolution": resolution,
        "meeting": resolution.meeting,
        "count": resolution_arithmetic(resolution),
        "certifications": certifications,
        "missing": max(0, CERTIFIERS - len(certifications)),
        "may_certify": may_certify(resolution, person, at),
    }
    return show(request, "council/deliberation/resolution.html", context, section="meetings")
