"""Who acts, in which office: shown on the dashboard."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from gongshi.admin.queries import entrant_of
from gongshi.offices.duties import Office
from gongshi.offices.models import OFFICE_TITLES
from gongshi.offices.queries import appointments_of
from gongshi.people.names import name_of

register = template.Library()


@register.simple_tag(takes_context=True)
def acting(context: dict[str, Any]) -> str:
    """Give the name and the offices of whoever is signed in; nothing without an office."""
    person = entrant_of(context["request"].user).person
    if person is None:
        return ""
    rows = appointments_of(person, timezone.now()).order_by("area", "office")
    held = "、".join(f"{row.area.name} {OFFICE_TITLES[Office(row.office)]}" for row in rows)
    return f"{name_of(person)} · {held}" if held else ""
