"""The catalogue of fund items and the sources of money."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from council.funds.models import FundSource
from council.funds.pages.catalogue import ItemForm, SourceForm, item_rows
from council.funds.queries.catalogue import catalogue_areas, items_seen
from council.funds.services.sources import record_item, record_source
from council.funds.views.plans import SECTION
from gongshi.areas.rules import covering
from gongshi.clock import local_date
from gongshi.desk.keeping import sent
from gongshi.desk.shell import desk_page, person_of, show
from gongshi.offices.queries import appointments_of

A_PAGE = 40


@desk_page
def page(request: HttpRequest) -> HttpResponse:
    """Show the items with what is used of each, and the sources."""
    at, person = timezone.now(), person_of(request)
    items = Paginator(items_seen(person, at), A_PAGE).get_page(request.GET.get("page"))
    places = {code for row in appointments_of(person, at) for code in covering(row.area_id)}
    sources = FundSource.objects.filter(area__in=places).select_related("area")
    context = {
        "rows": item_rows(items),
        "page": items,
        "sources": sources[:A_PAGE],
        "may_enter": catalogue_areas(person, at).exists(),
    }
    return show(request, "council/funds/catalogue.html", context, section=SECTION)


@desk_page
def new_item(request: HttpRequest) -> HttpResponse:
    """Enter or renew one item of the year's catalogue."""
    words = _("New fund item"), _("Enter the item"), _("The item stands in the catalogue.")
    return _entry(request, ItemForm, record_item, *words)


@desk_page
def new_source(request: HttpRequest) -> HttpResponse:
    """Enter a source of money with its document."""
    words = _("New source"), _("Enter the source"), _("The source is entered.")
    return _entry(request, SourceForm, record_source, *words)


def _entry(
    request: HttpRequest,
    form_class: type[ItemForm | SourceForm],
    service: Callable[..., object],
    title: str,
    button: str,
    done: str,
) -> HttpResponse:
    """Show one form of the catalogue, and hand what it holds to its service."""
    at, person = timezone.now(), person_of(request)
    areas = catalogue_areas(person, at)
    form = form_class(areas, request.POST or None, initial={"year": local_date(at).year})
    if sent(request, form):
        service(by=person, at=at, **form.cleaned_data)
        messages.success(request, done)
        return redirect("funds_catalogue")
    context = {"form": form, "title": title, "button": button, "closed": not areas}
    return show(request, "council/funds/entry.html", context, section=SECTION)
