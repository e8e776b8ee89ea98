"""What holds on every page behind the door: a password of one's own, and no forgotten session."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongshi.people.models import User
from gongshi.people.parameters import IDLE_MINUTES

_BEHIND_THE_DOOR = ("/desk/", "/admin/")
_SEEN, _WRITTEN_EVERY = "seen", 60  # seconds


#: Where the web server of this machine speaks from; a socket file has no address.
_WEB_SERVER = frozenset({"127.0.0.1", "::1", ""})


class VisitorsAddress:
    """Behind the web server every visitor would have its address: one alone could then use up
    everyone's objections, or lock out an account for all. The web server says who it is; the last
    address is its own word, whatever a visitor wrote before it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR", "") in _WEB_SERVER:
            said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
            request.META["REMOTE_ADDR"] = said or request.META.get("REMOTE_ADDR", "")
        return self.get_response(request)


class BehindTheDoor:
    """Public pages never look at the session, so that they stay cacheable."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._stop(request) if request.path.startswith(_BEHIND_THE_DOOR) else None
        return answer or self.get_response(request)

    def _stop(self, request: HttpRequest) -> HttpResponse | None:
        if not isinstance(request.user, User):
            return None
        now = int(time.time())
        seen = request.session.get(_SEEN, now)
        if now - seen > IDLE_MINUTES.value * 60:
            logout(request)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
        if _SEEN not in request.session or now - seen >= _WRITTEN_EVERY:
            request.session[_SEEN] = now
        open_to_all = {reverse("choose_password"), reverse("sign_out")}
        if request.user.must_choose_password and request.path not in open_to_all:
            return redirect("choose_password")
        return None
