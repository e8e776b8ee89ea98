"""The pages villagers read: county, township, village, lists, search, one notice."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from gongshi.areas.models import Area
from gongshi.areas.rules import Level
from gongshi.clock import local_date
from gongshi.money import yuan
from gongshi.search.queries import Hit
from gongshi.search.queries import search as find
from publicity.boards import queries
from publicity.boards.faces import notice_context
from publicity.boards.officers import kept_out, parts_of
from publicity.boards.prerender import prerendered
from publicity.notices.hotlines import hotlines_of
from publicity.notices.models import Notice
from publicity.notices.parameters import HOTLINES
from publicity.notices.queries import as_released, public_notices

PER_PAGE = 20


@require_safe
@prerendered
def home(request: HttpRequest) -> HttpResponse:
    """Show the county: what is on display, the townships, the search."""
    area = Area.objects.filter(level=Level.COUNTY).first()
    if area is None:
        raise Http404
    return _area(request, area)


@require_safe
@prerendered
def area_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a township or a village: what hangs on its board now, and who is in charge."""
    return _area(request, get_object_or_404(Area, code=code))


@require_safe
@prerendered
def officers_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show who decides, who uses and who watches in a village, from the table of appointments."""
    area = get_object_or_404(Area, code=code, level=Level.VILLAGE)
    at = timezone.now()
    context = {"area": area, "parts": parts_of(area, at), "kept_out": kept_out(area, at)}
    title = _("Who decides, who uses, who watches")
    return render(request, "publicity/boards/officers.html", context | _shell(area, title))


@require_safe
@prerendered
def notice_list(request: HttpRequest) -> HttpResponse:
    """List the notices of the county or of one area, the newest first; or what a search finds."""
    today = local_date(timezone.now())
    code = request.GET.get("area", "")
    area = Area.objects.filter(code=code).first() if code else None
    below = queries.below(area) if area else ""
    q = request.GET.get("q", "").strip()
    if q:
        return _found(request, q, area, below)
    page = Paginator(public_notices(below), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "area": area,
        "page": page,
        "rows": queries.rows(page.object_list, today),
        "query": f"&area={area.code}" if area else "",
    }
    return render(request, "publicity/boards/list.html", context | _shell(area, _("All notices")))


@require_safe
@prerendered
def notice_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show one notice: status, numbers, money, rows, what it rests on, how to object."""
    rows = public_notices().select_related("request__snapshot")
    notice = as_released(get_object_or_404(rows, number=number))
    context = notice_context(notice, timezone.now())
    template = (
        "publicity/boards/withdrawn.html" if context["gone"] else "publicity/boards/notice.html"
    )
    return render(request, template, context | _shell(notice.area, notice.title, notice))


def _area(request: HttpRequest, area: Area) -> HttpResponse:
    at = timezone.now()
    today = local_date(at)
    hanging = queries.on_display(area, today)
    count, objected, fen = queries.year_numbers(area, today.year)
    context = {
        "area": area,
        "numbers": [
            {"label": _("Put before the public this year"), "value": yuan(fen), "unit": _("yuan")},
            {"label": _("Notices this year"), "value": count, "unit": pgettext("unit", "notices")},
            {
                "label": _("Objections this year"),
                "value": objected,
                "unit": pgettext("unit", "objections"),
            },
        ],
        "rows": hanging,
        "newest": [row for row in queries.newest(area, today) if row not in hanging],
        "children": queries.children(area),
        "holders": queries.office_holders(area, at) if area.level == Level.VILLAGE else [],
    }
    return render(request, "publicity/boards/area.html", context | _shell(area, area.name))


def _found(request: HttpRequest, q: str, area: Area | None, below: str) -> HttpResponse:
    number = request.GET.get("page", "1")
    result = find(q[:100], areas=below or None, page=int(number) if number.isdecimal() else 1)
    keys = {hit.key: hit for hit in result.hits}
    pks = [int(key.removeprefix("notice:")) for key in keys if key.startswith("notice:")]
    notices = {f"notice:{n.pk}": n for n in public_notices().filter(pk__in=pks)}
    today = local_date(timezone.now())
    rows = [
        queries.row_of(notices[key], today) | {"hit": hit if _shows_why(hit) else None}
        for key, hit in keys.items()
        if key in notices
    ]
    context = {"area": area, "q": q, "rows": rows, "result": result}
    return render(request, "publicity/boards/found.html", context | _shell(area, _("Search")))


def _shows_why(hit: Hit) -> bool:
    """Tell whether the extract holds what was looked for; else the title says it already."""
    return any(part.marked for part in hit.extract)


def _shell(area: Area | None, title: str, notice: Notice | None = None) -> dict[str, object]:
    crumbs: list[tuple[str, str]] = []
    place = area
    while place is not None:
        crumbs.insert(0, (place.name, "/" if place.parent is None else f"/a/{place.code}/"))
        place = place.parent
    if not (area and title == area.name):
        crumbs.append((title, ""))
    elif crumbs:
        crumbs[-1] = (crumbs[-1][0], "")
    lines = notice.phone_numbers if notice else list(HOTLINES.value)
    return {
        "crumbs": crumbs if len(crumbs) > 1 else [],
        "place": " ".join(name for name, url in crumbs if url) or title,
        "share_title": title,
        "share_text": _("Public notices of %(place)s") % {"place": area.name if area else ""},
        "hotlines": hotlines_of(lines),
    }
