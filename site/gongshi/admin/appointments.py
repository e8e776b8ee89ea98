"""Appointments in the admin: who holds what, ending one, asking for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongshi.admin.appointment_forms import AppointForm, EndForm, offices
from gongshi.admin.consequences import barred_from
from gongshi.admin.duties import Section
from gongshi.admin.guard import admin_page
from gongshi.admin.places import places_of
from gongshi.admin.queries import below, entrant_of, person_of
from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.offices.asking import ask_appointment, judge_seat, whom
from gongshi.offices.duties import Duty, Office
from gongshi.offices.models import OFFICE_TITLES, Appointment, Category
from gongshi.offices.queries import valid
from gongshi.offices.services import end_appointment
from gongshi.people.models import Person
from gongshi.people.names import name_of, names_of
from gongshi.verdict import RuleBroken, Verdict, denied, first_refusal, gettext_noop

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment in words."""

    row: Appointment
    name: str
    office: str
    until: date | None
    over: bool


@admin_page(Section.COUNCIL)
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show who holds which office, by place and by office, now or before."""
    places, at = places_of(request, Section.COUNCIL), timezone.now()
    office, past = request.GET.get("office", ""), request.GET.get("when") == "past"
    rows = Appointment.objects.filter(area__in=[one.code for one in places.all])
    if request.GET.get("area"):
        rows = rows.filter(area=places.chosen)
    if office in set(Office):
        rows = rows.filter(office=office)
    rows = rows.exclude(valid(at)) if past else rows.filter(valid(at))
    rows = rows.select_related("area", "ending").order_by("area", "office", "-starts_on", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Appointments"),
        "places": places,
        "everywhere": not request.GET.get("area"),
        "offices": offices(),
        "office": office,
        "past": past,
        "page": page,
        "lines": _lines(list(page.object_list), at),
        "granter": Duty.GRANT in entrant_of(request.user).duties,
    }
    return render(request, "gongshi_admin/appointments.html", context)


@admin_page(Section.COUNCIL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one appointment with who asked and confirmed; a granter ends it here."""
    codes = entrant_of(request.user).areas.get(Section.COUNCIL, frozenset())
    rows = Appointment.objects.filter(below("area__code", codes))
    row = get_object_or_404(rows.select_related("area", "ending"), pk=pk)
    at = timezone.now()
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end_appointment(appointment=row, by=person_of(request), at=at, **form.cleaned_data)
        messages.success(request, _("The office has ended."))
        return redirect("admin_appointment", pk=pk)
    [line] = _lines([row], at)
    ending = getattr(row, "ending", None)
    context = {
        "title": f"{line.name} · {line.office}",
        "line": line,
        "row": row,
        "ending": ending,
        "people": {
            word: name_of(person)
            for word, person in (
                ("requester", row.requester),
                ("confirmer", row.confirmer),
                ("by", ending.by if ending else None),
            )
            if person is not None
        },
        "form": form,
        "may_end": not line.over and _grants(request, row.area_id),
    }
    return render(request, "gongshi_admin/appointment.html", context)


@admin_page(Section.COUNCIL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """Ask for one appointment: fill in, look at what it means, hand it to another granter."""
    grants = entrant_of(request.user).duties.get(Duty.GRANT)
    if not grants:
        raise RuleBroken(denied("I6", gettext_noop("Only granters appoint somebody.")))
    at = timezone.now()
    first = {"starts_on": local_date(at), "area": request.GET.get("area")}
    places = Area.objects.filter(below("code", grants)).order_by("code")
    form = AppointForm(places, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        area, by = form.cleaned_data["area"], person_of(request)
        if "sure" in request.POST:
            ask_appointment(named=form.named, seat=form.seat, area=area, by=by, at=at)
            messages.success(request, _("Asked. Another granter confirms it."))
            return redirect("admin_waiting")
        person, verdict = _judged(form, area, by, at)
        if verdict and "change" not in request.POST:
            return _before_asking(request, form, area, person, at)
        if not verdict:
            form.add_error(None, f"{verdict.text(_)}({verdict.rule})")
    context = {"title": _("Appoint somebody"), "form": form}
    return render(request, "gongshi_admin/appoint.html", context)


def _judged(
    form: AppointForm, area: Area, by: Person, at: datetime
) -> tuple[Person | None, Verdict]:
    person, found = whom(form.named, area)
    seat = judge_seat(person=person, seat=form.seat, area=area, by=by, at=at)
    return person, first_refusal(found, seat)


def _before_asking(
    request: HttpRequest, form: AppointForm, area: Area, person: Person | None, at: datetime
) -> HttpResponse:
    context = {
        "title": _("Appoint somebody: look before you ask"),
        "form": form,
        "area": area,
        "office": OFFICE_TITLES[form.seat.office],
        "category": dict(Category.choices).get(form.seat.category, ""),
        "known": person is not None,
        "barred": barred_from(person, form.seat.office, area, at) if person else [],
    }
    return render(request, "gongshi_admin/appoint_look.html", context)


def _grants(request: HttpRequest, area: str) -> bool:
    codes = entrant_of(request.user).duties.get(Duty.GRANT, frozenset())
    return Area.objects.filter(below("code", codes), pk=area).exists() if codes else False


def _lines(rows: Sequence[Appointment], at: datetime) -> list[Line]:
    names = names_of({row.person_id for row in rows})
    return [_line(row, names.get(row.person_id, ""), at) for row in rows]


def _line(row: Appointment, name: str, at: datetime) -> Line:
    ending = getattr(row, "ending", None)
    until = local_date(ending.ended_at) if ending else row.ends_on
    title = str(OFFICE_TITLES[Office(row.office)])
    stands_for = Category(row.category).label if row.category else ""
    today = local_date(at)
    over = (ending is not None and ending.ended_at <= at) or (until is not None and until <= today)
    return Line(
        row=row,
        name=name or _("person %(key)s") % {"key": str(row.person_id)[:8]},
        office=f"{title}({stands_for})" if stands_for else title,
        until=until,
        over=over,
    )
