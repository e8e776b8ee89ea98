"""Meetings: the list, calling one, its page, signing in, the minutes, the sheets."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from council.deliberation.duties import conveners
from council.deliberation.forms import MeetingForm, MinutesForm
from council.deliberation.models import Meeting, Minutes
from council.deliberation.pages import draft, due_list, moment, quorum_words
from council.deliberation.printing import count_sheet, minutes_page, sign_in_sheet, vote_sheet
from council.deliberation.queries import (
    callable_bodies,
    deciding_body,
    keeps_record,
    meetings_of,
    minutes_reading,
    votable,
)
from council.deliberation.rules.meetings import has_come
from council.deliberation.services.meetings import (
    close_meeting,
    convene_meeting,
    record_attendance,
    save_minutes,
)
from council.deliberation.states import Body, MeetingState, Presence
from council.procedures.models import Step
from council.procedures.pages import changed_text
from council.procedures.queries import may_see
from council.procedures.states import StepKind
from gongshi.clock import local_date
from gongshi.desk.keeping import sent
from gongshi.desk.shell import desk_page, person_of, show
from gongshi.offices.duties import Office
from gongshi.offices.models import OFFICE_TITLES
from gongshi.printing.services import minutes_pdf, sheet_pdf
from gongshi.verdict import RuleBroken

SHEETS = {"sign-in": sign_in_sheet, "vote": vote_sheet, "count": count_sheet}


def meeting_of(request: HttpRequest, pk: int) -> Meeting:
    """Give a meeting this person may see, else 404."""
    return get_object_or_404(meetings_of(person_of(request), timezone.now()), pk=pk)


@desk_page
def listing(request: HttpRequest) -> HttpResponse:
    """List the meetings, the newest first."""
    at, person = timezone.now(), person_of(request)
    context = {
        "meetings": meetings_of(person, at)[:50],
        "may_call": bool(callable_bodies(person, at)),
    }
    return show(request, "council/deliberation/meetings.html", context, section="meetings")


@desk_page
def convene(request: HttpRequest) -> HttpResponse:
    """Call a meeting; the steps that wait for this body go on its agenda."""
    at, person = timezone.now(), person_of(request)
    initial = {"where": request.GET.get("where", "")}
    form = MeetingForm(callable_bodies(person, at), request.POST or None, initial=initial)
    if sent(request, form):
        area, body = form.chosen()
        meeting = convene_meeting(
            area=area,
            body=body,
            held_at=form.cleaned_data["held_at"],
            place=form.cleaned_data["place"],
            noticed_on=form.cleaned_data["noticed_on"],
            steps=votable(body, area),
            by=person,
            at=at,
            client_key=form.cleaned_data["client_key"],
        )
        messages.success(request, _("The meeting is called."))
        return redirect("desk_meeting", pk=meeting.pk)
    return show(
        request,
        "council/deliberation/form.html",
        {
            "form": form,
            "title": _("Call a meeting"),
            "button": _("Call the meeting"),
        },
        section="meetings",
    )


@desk_page
def step_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from a step that is voted on to its meeting, or to calling one."""
    at, person = timezone.now(), person_of(request)
    voted = Step.objects.filter(kind=StepKind.VOTE.value, case__in=may_see(person, at))
    step = get_object_or_404(voted, pk=pk)
    body = deciding_body(step)
    called = Meeting.objects.filter(agenda__step=step, body=body.value)
    called = called.exclude(state=MeetingState.CLOSED.value)
    mine = meetings_of(person, at).filter(pk__in=called)
    meeting = mine.order_by("held_at").last()
    if meeting is not None:
        return redirect("desk_meeting", pk=meeting.pk)
    context = {
        "case": step.case,
        "called": called.order_by("held_at").last(),
        "callers": "、".join(
            str(OFFICE_TITLES[office]) for office in Office if office in conveners(body)
        ),
        "where": f"{step.case.area_id}-{body}",
        "may_call": (step.case.area, body) in callable_bodies(person, at),
    }
    return show(request, "council/deliberation/step.html", context, section="meetings")


@desk_page
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting: who is due and came, its agenda, its motions and resolutions."""
    at, meeting = timezone.now(), meeting_of(request, pk)
    body = Body(meeting.body)
    context = {
        "meeting": meeting,
        "is_council": body is Body.COUNCIL,
        "is_open": meeting.state != MeetingState.CLOSED,
        "has_come": has_come(local_date(meeting.held_at), local_date(at)),
        "people": due_list(meeting, at),
        "quorum": quorum_words(meeting, at),
        "votable": keeps_record(person_of(request), meeting, at) and votable(body, meeting.area),
        "agenda": meeting.agenda.select_related("step__case"),
        "motions": meeting.motions.select_related("step__case"),
        "resolutions": meeting.resolutions.all(),
        "reading": minutes_reading(meeting),
        "facts": [
            (_("Time"), moment(meeting.held_at)),
            (pgettext("meeting", "Place"), meeting.place),
            (_("Called by"), meeting.convener_name),
            (_("Notice given on"), meeting.noticed_on),
        ],
    }
    return show(request, "council/deliberation/meeting.html", context, section="meetings")


@desk_page
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter who came, everyone on one screen; or sign in alone."""
    at, person, meeting = timezone.now(), person_of(request), meeting_of(request, pk)
    people = due_list(meeting, at)
    if sent(request):
        alone = request.POST.get("alone")
        chosen = {str(person.key): Presence.PRESENT.value} if alone else request.POST
        record_attendance(
            meeting=meeting,
            presences={
                UUID(str(one["id"])): Presence(chosen[str(one["id"])])
                for one in people
                if chosen.get(str(one["id"])) in set(Presence)
            },
            by=person,
            at=at,
        )
        messages.success(request, _("Attendance is saved."))
        return redirect("desk_meeting", pk=meeting.pk)
    for one in people:  # what was ticked comes back where it was refused
        one["presence"] = request.POST.get(str(one["id"]), one["presence"])
    context = {"meeting": meeting, "people": people, "me": person.key}
    return show(request, "council/deliberation/attendance.html", context, section="meetings")


@desk_page
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Word the minutes; they begin as a draft of what happened."""
    at, person, meeting = timezone.now(), person_of(request), meeting_of(request, pk)
    saved = getattr(meeting, "minutes", None)
    text = saved.text if saved else draft(meeting, at)
    form = MinutesForm(request.POST or None, initial={"text": text})
    if sent(request, form):
        save_minutes(meeting=meeting, text=form.cleaned_data["text"], by=person, at=at)
        messages.success(request, _("The minutes are saved on the server."))
        return redirect("desk_minutes", pk=meeting.pk)
    context = {
        "meeting": meeting,
        "form": form,
        "saved": saved,
        "is_open": meeting.state != MeetingState.CLOSED,
    }
    return show(request, "council/deliberation/minutes.html", context, section="meetings")


@desk_page
def minutes_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the saved minutes as paper to be signed."""
    meeting = meeting_of(request, pk)
    saved = Minutes.objects.filter(meeting=meeting).first()
    if saved is None:
        raise Http404
    pdf = minutes_pdf(minutes_page(meeting, saved))
    return HttpResponse(pdf, content_type="application/pdf")


@desk_page
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the meeting over the minutes that were read."""
    meeting = meeting_of(request, pk)
    reading = request.POST.get("reading", "")
    try:
        close_meeting(meeting=meeting, by=person_of(request), at=timezone.now(), reading=reading)
    except RuleBroken as broken:
        messages.warning(request, changed_text(broken).text(_))
        return redirect("desk_minutes", pk=pk)
    return redirect("desk_meeting", pk=pk)


@desk_page
def sheet(request: HttpRequest, pk: int, which: str) -> HttpResponse:
    """Give a sheet to be signed by hand, as PDF."""
    meeting = meeting_of(request, pk)
    if which not in SHEETS:
        raise Http404
    pdf = sheet_pdf(SHEETS[which](meeting, timezone.now()))
    return HttpResponse(pdf, content_type="application/pdf")
