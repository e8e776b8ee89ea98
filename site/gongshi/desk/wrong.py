"""The pages shown when something is wrong: what happened, the way on, whom to call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from gongshi.desk.modes import reading_modes
from gongshi.desk.registries import helplines

#: Addresses of those who work here; anybody else is only led to the notices.
_INSIDE = ("/desk/", "/admin/")


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer an address or a form that cannot be read."""
    return _page(request, 400)


def not_open(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- likewise
    """Answer somebody who may not see the page."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- likewise
    """Answer an address that leads nowhere."""
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer where the site itself failed."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    """Render without session, account and database: any of them may be what failed."""
    context = {
        "modes": reading_modes(request.COOKIES, request.get_full_path()),
        "inside": request.path.startswith(_INSIDE),
        "hotlines": [line for kind in helplines.all() for line in kind().lines()],
    }
    return HttpResponse(get_template(f"{status}.html").render(context), status=status)
