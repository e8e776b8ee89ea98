"""The menu by job: at most seven entries, each shown to the offices that work there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from gongshi.admin.duties import Section
from gongshi.admin.queries import entrant_of
from gongshi.offices.duties import Duty

#: Title, icon and place of each section.
ENTRIES: dict[Section, tuple[Any, str, int]] = {
    Section.NOTICES: (_("Public notices"), "doc-full", 100),
    Section.FUNDS: (_("Funds"), "pick", 200),
    Section.HOUSEHOLDS: (_("Households"), "home", 300),
    Section.PROJECTS: (_("Projects"), "wagtail", 400),
    Section.COUNCIL: (_("Council and offices"), "group", 500),
    Section.OBJECTIONS: (_("Objections and requests"), "comment", 600),
    Section.SETTINGS: (_("Settings"), "cog", 700),
}


def hook_of(section: Section) -> str:
    """Give the name of the hook by which a feature adds a page to a section."""
    return f"register_{section.value}_menu_item"


class SectionEntry(SubmenuMenuItem):
    """One of the seven entries; it stands there only when something stands below it."""

    def __init__(self, section: Section) -> None:
        title, icon, order = ENTRIES[section]
        self.section = section
        super().__init__(
            title,
            Menu(register_hook_name=hook_of(section)),
            name=section.value,
            icon_name=icon,
            order=order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return self.section in entrant_of(request.user).sections and super().is_shown(request)


class PageEntry(MenuItem):
    """A page below a section; with ``duty``, only for those who hold it somewhere."""

    def __init__(
        self,
        title: Any,
        url_name: str,
        *,
        icon: str = "list-ul",
        order: int = 100,
        duty: Duty | None = None,
    ) -> None:
        self.duty = duty
        super().__init__(
            title,
            reverse_lazy(url_name),
            name=url_name.replace(":", "-").replace("_", "-"),
            icon_name=icon,
            order=order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return self.duty is None or self.duty in entrant_of(request.user).duties
