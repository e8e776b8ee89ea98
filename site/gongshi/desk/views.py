"""Pages that belong to no feature: what waits for me, the mode switch, the expired page."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongshi.clock import days_left, local_date
from gongshi.desk.keeping import written
from gongshi.desk.modes import SWITCHES
from gongshi.desk.queries import last_slip, tasks_of
from gongshi.desk.registries import Task
from gongshi.desk.shell import account_of, desk_page, person_of, show

YEAR = 365 * 24 * 60 * 60


@desk_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who is signed in, by deadline."""
    at = timezone.now()
    tasks = [_row(task, local_date(at)) for task in tasks_of(person_of(request), at)]
    context = {"tasks": tasks, "slip": last_slip(account_of(request))}
    return show(request, "desk/home.html", context)


def _row(task: Task, today: date) -> dict[str, object]:
    row = {"title": task.title, "about": task.about, "url": task.url, "day": task.due_on}
    if task.due_on is None:
        return row | {"left": _("no deadline"), "late": False}
    left = days_left(today, task.due_on)
    if task.due_on < today:
        late = (today - task.due_on).days
        return row | {
            "left": ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late},
            "late": True,
        }
    words = (
        _("today")
        if not left
        else ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    )
    return row | {"left": words, "late": False}


@never_cache
@require_safe
def switch_view(request: HttpRequest) -> HttpResponse:
    """Set one reading mode for a year and go back to the page of this site it was asked from."""
    back = request.GET.get("next", "/")
    inside = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if inside else "/")
    switch = SWITCHES.get(request.GET.get("mode", ""))
    if switch:
        name, value = switch
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@never_cache
def page_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form whose token is stale: say what to do and show what was written."""
    texts = written(request) if _from_here(request) else []
    return render(request, "403_csrf.html", {"written": texts}, status=403)


def _from_here(request: HttpRequest) -> bool:
    """Tell whether the form was ours: a stranger's page must not put words on ours."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()
