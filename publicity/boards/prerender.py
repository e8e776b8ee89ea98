"""Public pages are rendered once and served as bytes, until something public changes.

Only the open audience is rendered ahead. The key holds everything a page depends on: address,
reading mode, language, the day in Shanghai and the public revision of the area. Nothing private
can enter, because the page is rendered for a visitor without a session.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.desk.modes import reading_modes

A_DAY = 24 * 60 * 60
View = Callable[..., HttpResponse]


def prerendered(view: View) -> View:
    """Serve a public page from bytes rendered before; ``code`` or ``number`` name its area."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        key = _key(request)
        stored: tuple[bytes, str, str] | None = cache.get(key)
        if stored is None:
            rendered = view(_of_a_stranger(request), *args, **kwargs)
            if rendered.status_code != 200 or rendered.streaming:
                return rendered
            etag = f'"{hashlib.sha256(rendered.content).hexdigest()[:32]}"'
            stored = (rendered.content, rendered.headers["Content-Type"], etag)
            # There is no end of addresses with a question mark: nobody fills the cache with them.
            if not request.GET:
                cache.set(key, stored, A_DAY)
        return _serve(request, stored)

    return page


def _of_a_stranger(request: HttpRequest) -> HttpRequest:
    """Give the request without its account and the messages that wait for it: what is kept for
    everyone is rendered for nobody in particular.
    """
    stranger = copy(request)
    stranger.user = AnonymousUser()
    stranger._messages = []  # type: ignore[attr-defined]  # noqa: SLF001 -- Django's own place
    return stranger


def _key(request: HttpRequest) -> str:
    modes = reading_modes(request.COOKIES)
    today = local_date(timezone.now()).isoformat()
    revision = Area.objects.filter(parent=None).values_list("code", "revision")
    parts = (request.get_full_path(), modes.view, modes.contrast, get_language(), today, *revision)
    return "page:" + hashlib.sha256(repr(parts).encode()).hexdigest()


def _serve(request: HttpRequest, stored: tuple[bytes, str, str]) -> HttpResponse:
    content, kind, etag = stored
    response = HttpResponse(content, content_type=kind)
    response.headers["ETag"] = etag
    # Browsers ask again every time, so that a withdrawal is seen at once.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Cookie"
    return get_conditional_response(request, etag=etag, response=response) or response
