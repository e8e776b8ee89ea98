"""Panels of the dashboard: a heading, how many, and one line a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from laces.components import Component


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: where its title leads, and what stands beside it."""

    title: str
    view_name: str = ""
    pk: Any = None
    note: str = ""
    late: str = ""
    address: str = ""

    @property
    def url(self) -> str:
        if self.address:
            return self.address
        return reverse(self.view_name, args=[] if self.pk is None else [self.pk])


class Panel(Component):
    """A list of things that wait; an empty one says so."""

    template_name = "gongshi_admin/panel.html"

    def __init__(self, name: str, title: Any, order: int, items: list[Item]) -> None:
        self.name, self.title, self.order, self.items = name, title, order, items

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ARG002 -- laces' own
        return {
            "name": self.name,
            "title": self.title,
            "items": self.items[:20],
            "count": len(self.items),
        }
