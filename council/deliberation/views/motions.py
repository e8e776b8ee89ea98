"""Motions: putting one, who withdraws, opening the vote."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.deliberation.forms import MotionForm, OpenForm, ReasonForm
from council.deliberation.models import Motion
from council.deliberation.pages import quorum_words
from council.deliberation.queries import (
    is_member,
    keeps_record,
    latest_result,
    may_vote_in,
    meetings_of,
    recused_keys,
    votable,
)
from council.deliberation.rules.meetings import holds_office
from council.deliberation.services.motions import open_vote, put_motion, withdraw
from council.deliberation.states import Body, EventState, Method
from council.deliberation.views.meetings import meeting_of
from council.procedures.states import StepState
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.verdict import require


def motion_of(request: HttpRequest, pk: int) -> Motion:
    """Give a motion of a meeting this person may see, else 404."""
    mine = meetings_of(person_of(request), timezone.now())
    rows = Motion.objects.select_related("meeting__area", "step__case")
    return get_object_or_404(rows, pk=pk, meeting__in=mine)


@desk_page
def put(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a motion at a meeting of the council."""
    meeting = meeting_of(request, pk)
    require(holds_office(held=keeps_record(person_of(request), meeting, timezone.now())))
    form = MotionForm(votable(Body.COUNCIL, meeting.area), request.POST or None)
    if sent(request, form):
        motion = put_motion(
            meeting=meeting,
            by=person_of(request),
            at=timezone.now(),
            account=account_of(request),
            **form.cleaned_data,
        )
        return redirect("desk_motion", pk=motion.pk)
    context = {
        "form": form,
        "title": _("Put a motion"),
        "button": _("Put this motion"),
        "hint": _("The words cannot be changed afterwards."),
    }
    return show(request, "council/deliberation/form.html", context, section="meetings")


@desk_page
def motion_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a motion: its words, who withdrew and why, its votes, and what may be done now."""
    at, person, motion = timezone.now(), person_of(request), motion_of(request, pk)
    events = list(motion.events.all())
    waits = motion.step.state == StepState.ACTIVE
    running = any(event.state == EventState.OPEN for event in events)
    member = is_member(person, motion.meeting.area_id, at)
    context = {
        "motion": motion,
        "meeting": motion.meeting,
        "recusals": [{"name": row.name, "why": _(row.reason)} for row in motion.recusals.all()],
        "events": [{"event": event, "result": latest_result(event)} for event in events],
        "quorum": quorum_words(motion.meeting, at),
        "may_open": waits
        and not running
        and may_vote_in(motion.meeting, at)
        and keeps_record(person, motion.meeting, at),
        "may_leave": waits
        and not running
        and member
        and str(person.key) not in recused_keys(motion),
        "open_form": OpenForm(),
        "leave_form": ReasonForm(),
    }
    return show(request, "council/deliberation/motion.html", context, section="meetings")


@desk_page
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw from the vote: "this concerns my family"."""
    motion = motion_of(request, pk)
    withdraw(
        motion=motion,
        reason=request.POST.get("reason", ""),
        by=person_of(request),
        at=timezone.now(),
        account=account_of(request),
    )
    messages.success(request, _("You have withdrawn from this vote; it is on record."))
    return redirect("desk_motion", pk=pk)


@desk_page
@require_POST
def open_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the vote."""
    form = OpenForm(request.POST)
    if not form.is_valid():
        return redirect("desk_motion", pk=pk)
    event = open_vote(
        motion=motion_of(request, pk),
        method=Method(form.cleaned_data["method"]),
        by=person_of(request),
        at=timezone.now(),
        account=account_of(request),
    )
    return redirect("desk_vote", pk=event.pk)
