"""What objections add to the admin: their list, and what is still open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from gongshi.admin.duties import Section
from gongshi.admin.menu import PageEntry, hook_of
from gongshi.admin.panels import Item, Panel
from gongshi.admin.policies import ReadOnlyPolicy
from gongshi.admin.queries import below, entrant_of
from gongshi.clock import local_date
from publicity.objections.models import Objection

PATH = "notice__area__code"

register_permission_policy(
    Objection, ReadOnlyPolicy(Objection, sections=[Section.OBJECTIONS], path=PATH)
)


@hooks.register("register_admin_viewset")
def objections_in_the_admin() -> Any:
    """Mount the list."""
    from publicity.objections.admin import ObjectionList  # after its policy

    return ObjectionList()


hooks.register(
    hook_of(Section.OBJECTIONS),
    lambda: PageEntry(gettext_lazy("Objections"), "objections_admin:index", icon="comment"),
)


@hooks.register("construct_homepage_panels", order=40)
def still_open(request: HttpRequest, panels: list[Any]) -> None:
    """Show the objections that nobody has answered yet, the most urgent first."""
    entrant = entrant_of(request.user)
    if Section.OBJECTIONS not in entrant.sections:
        return
    mine = below(PATH, entrant.areas.get(Section.OBJECTIONS, frozenset()))
    rows = Objection.objects.filter(mine, reply=None).select_related("notice__area")
    panels.append(Panel("objections", gettext_lazy("Objected to"), 40, _items(rows)))


def _items(rows: Any) -> list[Item]:
    today = local_date(timezone.now())
    return [
        Item(
            one.notice.title,
            "objections_admin:inspect",
            one.pk,
            _("%(place)s, answer due %(day)s") % {"place": one.notice.area, "day": one.due_on},
            _("late") if one.due_on < today else "",
        )
        for one in rows.order_by("due_on", "pk")
    ]
