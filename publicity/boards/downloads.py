"""What can be taken away from a notice: its table, its poster with masked names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongshi.clock import local_date
from gongshi.printing.services import Size, poster_pdf
from gongshi.publishing.schema import Audience
from gongshi.verdict import RuleBroken
from publicity.notices.models import Notice
from publicity.notices.papers import kept
from publicity.notices.printing import poster_page
from publicity.notices.queries import as_released, public_notices, snapshot
from publicity.notices.refusing import not_printed
from publicity.notices.states import GONE
from publicity.notices.tables import as_csv, as_xlsx

FORMS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}

SIZES: dict[str, Size] = {"a3": "A3", "a4": "A4"}


@require_safe
def table(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Give the notice's table as the open internet may see it."""
    if form not in FORMS:
        raise Http404
    notice = _standing(number)
    if notice is None:
        return _gone(request, number)
    at = timezone.now()
    shown = snapshot(as_released(notice), Audience.OPEN, local_date(at))
    if shown is None or not shown.tables:
        raise Http404
    kind, write = FORMS[form]
    return _file(write(notice, shown, at), kind, f"{number}.{form}")


@require_safe
def poster(request: HttpRequest, number: str, size: str) -> HttpResponse:
    """Give the poster with masked names; the village prints the full one from the desk."""
    if size not in SIZES:
        raise Http404
    notice = _standing(number)
    if notice is None:
        return _gone(request, number)
    page = poster_page(notice, Audience.OPEN, timezone.now())
    try:
        content = kept(request, notice, size, page, lambda: poster_pdf(page, SIZES[size]))
    except RuleBroken as refusal:
        return not_printed(request, refusal.verdict, f"/gs/{number}/")
    return _file(content, "application/pdf", f"{number}-{size}.pdf", inline=True)


def _standing(number: str) -> Notice | None:
    """Give the notice of this number, or None when it was withdrawn: then nothing of it is left."""
    notice: Notice = get_object_or_404(public_notices(), number=number)
    return None if notice.phase in GONE else notice


def _gone(request: HttpRequest, number: str) -> HttpResponse:
    response = render(request, "410.html", {"back": f"/gs/{number}/"}, status=410)
    response.headers["Cache-Control"] = "no-store"
    return response


def _file(content: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    place = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
