"""What every page of the desk shares: who acts, in which office, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from gongshi.admin.queries import entrant_of
from gongshi.desk.keeping import gives_back, keep, refusal_of, was_sent, written
from gongshi.desk.queries import offices_of, tasks_of
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.verdict import RuleBroken, Verdict

#: Rules that speak of order and state, not of the person: "conflict" rather than "forbidden".
FORBIDDEN_RULES = ("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I11", "I17", "SSD")

View = Callable[..., HttpResponse]


def desk_page(view: View) -> View:
    """Open a page to signed-in people alone, never cached; a refusal becomes a page in words."""

    @never_cache
    @login_required
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person_of(request)
        try:
            return view(request, *args, **kwargs)
        except RuleBroken as broken:
            return _once_more(view, request, broken, *args, **kwargs)

    return page


def _once_more(
    view: View, request: HttpRequest, broken: RuleBroken, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Show the page that was sent with all that was typed and the refusal, else the refusal."""
    if was_sent(request):
        keep(request, broken.verdict)
        with suppress(RuleBroken, Http404):
            answer = view(request, *args, **kwargs)
            if gives_back(answer, request, broken.verdict):
                answer.status_code = status_of(broken.verdict)
                return answer
    return refused(request, broken)


def person_of(request: HttpRequest) -> Person:
    """Give the person behind the account; an account without one may do nothing here (I11)."""
    person = account_of(request).person
    if person is None:
        raise PermissionDenied
    return person


def account_of(request: HttpRequest) -> User:
    """Give the account that is signed in."""
    assert isinstance(request.user, User)  # noqa: S101 -- desk_page lets nobody else in
    return request.user


def tap_of(request: HttpRequest) -> UUID:
    """Give the key by which one tap is known again; a page of this house always sends one."""
    try:
        return UUID(request.POST.get("client_key", ""))
    except ValueError as error:
        raise BadRequest("client_key") from error


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    section: str = "tasks",
    status: int = 200,
) -> HttpResponse:
    """Render a page of the desk with the bar that says who acts, in which office."""
    person, at = person_of(request), timezone.now()
    bar = {
        "section": section,
        "tasks_waiting": len(tasks_of(person, at)),
        "acting": offices_of(person, at),
        "desk_user": name_of(person),
        "may_enter_admin": entrant_of(request.user).may_enter,
        "refusal": refusal_of(request),
    }
    return render(request, template, {**bar, **(context or {})}, status=status)


def refused(request: HttpRequest, broken: RuleBroken, back: str = "") -> HttpResponse:
    """Show a refusal: the rule, the reason in plain words, and a way back."""
    context = {
        "verdict": broken.verdict,
        "refusal": None,
        "back": back or _came_from(request) or reverse("desk"),
        "written": written(request),
    }
    return show(request, "desk/refused.html", context, status=status_of(broken.verdict))


def _came_from(request: HttpRequest) -> str:
    """Give the page of this site the reader came from: what was sent may be no page at all."""
    came = urlsplit(request.headers.get("Referer", ""))
    place = came._replace(scheme="", netloc="", fragment="").geturl()
    inside = came.netloc == request.get_host() and place.startswith("/")
    again = request.method != "POST" and place == request.get_full_path()  # refused once more
    safe = url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if inside and safe and not again else ""


def status_of(verdict: Verdict) -> int:
    """Give the status of an answer that refuses: forbidden to this person, or not at this time."""
    return 403 if verdict.rule in FORBIDDEN_RULES else 409
