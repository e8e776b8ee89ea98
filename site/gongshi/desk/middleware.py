"""What holds on every page behind the door: a password of one's own, and no forgotten session."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from gongshi.people.models import User
from gongshi.people.parameters import IDLE_MINUTES

_BEHIND_THE_DOOR = ("/desk/", "/admin/")
_SEEN, _SINCE, _WRITTEN_EVERY = "seen", "since", 60  # seconds

_DIGITS = 18  # of the longest number that a row can have


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


class NoText:
    """No text holds the sign NUL, and PostgreSQL breaks on it: who sends it is not understood.

    It hides in addresses, in questions, in forms and, as ``\\000``, in cookies. Nor has any row a
    number longer than the databases count: nothing is there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _must_be_text([request.path_info, *request.COOKIES.values(), *_words(request.GET)])
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: Mapping[str, object]
    ) -> None:
        _must_be_text(_words(request.POST))
        words = map(str, kwargs.values())
        if any(len(word) > _DIGITS and word.isdecimal() for word in words):
            raise Http404


def _words(sent: QueryDict) -> list[str]:
    return [str(word) for name, words in sent.lists() for word in (name, *words)]


def _must_be_text(words: Iterable[str]) -> None:
    if any("\0" in word for word in words):
        raise BadRequest("NUL")


class BehindTheDoor:
    """Public pages never look at the session, so that they stay cacheable. A file outside the door
    that asks who is there is told of nobody whose session is forgotten.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_BEHIND_THE_DOOR):
            return self._stop(request) or self.get_response(request)
        account = request.user
        request.user = SimpleLazyObject(  # type: ignore[assignment]  # as Django's own is
            lambda: AnonymousUser() if _is_shut_out(request, account) else account
        )
        return self.get_response(request)

    def _stop(self, request: HttpRequest) -> HttpResponse | None:
        if not isinstance(request.user, User):
            return None
        now = int(time.time())
        if _is_forgotten(request, now):
            logout(request)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
        if _SINCE not in request.session:
            request.session[_SINCE] = now
        if now - request.session.get(_SEEN, 0) >= _WRITTEN_EVERY:
            request.session[_SEEN] = now
        open_to_all = {reverse("choose_password"), reverse("sign_out")}
        if request.user.must_choose_password and request.path not in open_to_all:
            return redirect("choose_password")
        return None


def _is_forgotten(request: HttpRequest, now: int) -> bool:
    """Whether nobody touched anything for too long, or the session is a working day old.

    Each page writes the session anew, and its age with it: its beginning is kept beside.
    """
    idle = now - request.session.get(_SEEN, now)
    age = now - request.session.get(_SINCE, now)
    return bool(idle > IDLE_MINUTES.value * 60 or age > settings.SESSION_COOKIE_AGE)


def _is_shut_out(request: HttpRequest, account: object) -> bool:
    if not isinstance(account, User):
        return False
    return account.must_choose_password or _is_forgotten(request, int(time.time()))
