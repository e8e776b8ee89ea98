"""The plugin's own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from council.procedures.models import Case
from gongshi.areas.models import Area
from gongshi_drought.kinds import RELIEF


@require_safe
def area_page(request: HttpRequest, area: str) -> HttpResponse:
    """Show a village's drought relief."""
    place = get_object_or_404(Area, code=area)
    cases = Case.objects.filter(kind=RELIEF, area=place).order_by("-pk")
    return render(request, "gongshi_drought/area.html", {"area": place, "cases": cases})
