"""Choosing a place among those that somebody's offices reach."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from gongshi.admin.duties import Section
from gongshi.admin.queries import below, entrant_of
from gongshi.areas.models import Area
from gongshi.areas.rules import Level


@dataclass(frozen=True, slots=True)
class Places:
    """The places one reaches, by code, and the one that is looked at."""

    all: list[Area]
    chosen: Area

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Give code and name, set in by level so that a village stands below its township."""
        steps = {Level.TOWNSHIP.value: 1, Level.VILLAGE.value: 2}
        return [(one.code, "\u3000" * steps.get(one.level, 0) + one.name) for one in self.all]


def places_of(request: HttpRequest, section: Section, *levels: Level, asked: str = "") -> Places:
    """Give the places of a section; without ``?area=`` the highest. Http404 for any other."""
    codes = entrant_of(request.user).areas.get(section, frozenset())
    rows = Area.objects.filter(below("code", codes)).order_by("code")
    if levels:
        rows = rows.filter(level__in=[level.value for level in levels])
    places = list(rows)
    code = asked or request.GET.get("area", "")
    chosen = next((one for one in places if one.code == code or not code), None)
    if chosen is None:
        raise Http404
    return Places(places, chosen)
