"""What the admin looks like: the menu by job, a dashboard of our own, the host's lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import register_permission_policy

from gongshi.admin.duties import Section
from gongshi.admin.import_forms import SECTIONS as IMPORTING
from gongshi.admin.menu import ENTRIES, PageEntry, SectionEntry, hook_of
from gongshi.admin.policies import MediaPolicy, ReadOnlyPolicy
from gongshi.offices.duties import Duty
from gongshi.people.models import Household
from gongshi.plugins.mounting import patterns

# Before any viewset is made: Wagtail refuses a policy that comes after its first use.
register_permission_policy(get_image_model(), MediaPolicy(get_image_model()))
register_permission_policy(get_document_model(), MediaPolicy(get_document_model()))
register_permission_policy(Household, ReadOnlyPolicy(Household, sections=[Section.HOUSEHOLDS]))

FIRST, LAST = -100, 1000


@hooks.register("register_admin_viewset")
def own_lists() -> list[Any]:
    """Mount the host's lists."""
    from gongshi.admin.lists import HouseholdList  # after its policy

    return [HouseholdList()]


@hooks.register("register_admin_urls")
def own_urls() -> list[URLPattern | URLResolver]:
    """Mount the host's pages, and what plugins declare for the admin."""
    return [path("", include("gongshi.admin.urls")), *patterns("admin")]


def _entry(section: Section) -> Callable[[], MenuItem]:
    return lambda: SectionEntry(section)


for _section in ENTRIES:
    hooks.register("register_admin_menu_item", _entry(_section))

hooks.register(
    hook_of(Section.HOUSEHOLDS),
    lambda: PageEntry(_("Households"), "households_admin:index", icon="home"),
)
for _section in IMPORTING:
    hooks.register(
        hook_of(_section),
        lambda: PageEntry(_("Import tables"), "admin_imports", icon="table", order=90),
    )
hooks.register(
    hook_of(Section.COUNCIL),
    lambda: PageEntry(_("Appointments"), "admin_appointments", icon="group"),
)
hooks.register(
    hook_of(Section.COUNCIL),
    lambda: PageEntry(
        _("Waits for another granter"), "admin_waiting", icon="time", order=105, duty=Duty.GRANT
    ),
)
hooks.register(
    hook_of(Section.COUNCIL),
    lambda: PageEntry(_("Accounts"), "admin_accounts", icon="key", order=110),
)
hooks.register(
    hook_of(Section.COUNCIL),
    lambda: PageEntry(
        _("Records of persons"), "admin_persons", icon="user", order=115, duty=Duty.GRANT
    ),
)
hooks.register(
    hook_of(Section.SETTINGS),
    lambda: PageEntry(_("Features"), "admin_features", icon="switch", order=15),
)
hooks.register(
    hook_of(Section.SETTINGS), lambda: PageEntry(_("Areas"), "admin_areas", icon="site", order=10)
)
hooks.register(
    hook_of(Section.SETTINGS),
    lambda: PageEntry(_("Plugins"), "admin_plugins", icon="cogs", order=20),
)
hooks.register(
    hook_of(Section.SETTINGS),
    lambda: PageEntry(_("Rules in force"), "admin_rules", icon="list-ul", order=30),
)


@hooks.register("construct_main_menu", order=LAST)
def only_by_job(request: HttpRequest, items: list[MenuItem]) -> None:  # noqa: ARG001 -- Wagtail's hook
    """Leave nothing but our seven entries, whatever else registers one."""
    items[:] = [item for item in items if isinstance(item, SectionEntry)]


@hooks.register("construct_search", order=LAST)
def no_search_areas(request: HttpRequest, areas: list[Any]) -> None:  # noqa: ARG001 -- likewise
    """Every list has its own search; there is none over everything."""
    areas.clear()


@hooks.register("construct_homepage_panels", order=FIRST)
def no_panels_of_wagtail(request: HttpRequest, panels: list[Any]) -> None:  # noqa: ARG001 -- likewise
    """Clear the dashboard; those who come later put our panels there."""
    panels.clear()


@hooks.register("construct_homepage_summary_items", order=LAST)
def no_summary(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001 -- likewise
    """Counters of pages, pictures and documents say nothing to anyone here."""
    items.clear()


@hooks.register("insert_global_admin_css")
def own_css() -> SafeString:
    """Add the few rules our own pages need."""
    return format_html('<link rel="stylesheet" href="{}">', static("gongshi_admin/admin.css"))
