"""The host's own list: households. Read-only, by area."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from gongshi.admin.duties import Section
from gongshi.admin.guard import FactsView, GuardedViewSet
from gongshi.people.models import Household
from gongshi.people.names import name_of


def title_column(name: str, label: Any, accessor: Any, namespace: str) -> TitleColumn:
    """Make the first column of a list: it leads to the page of the row."""
    return TitleColumn(
        name, label=label, accessor=accessor, url_name=f"{namespace}:inspect", classname="title"
    )


def head_of(household: Household) -> str:
    """Give the name of the head of a household."""
    head = household.members.filter(is_head=True, ends_on=None).select_related("person").first()
    return name_of(head.person) if head else "—"


def members_of(household: Household) -> str:
    """Give the names of those who live together today."""
    rows = (
        household.members.filter(ends_on=None).select_related("person").order_by("-is_head", "pk")
    )
    return "、".join(name_of(row.person) for row in rows) or "—"


class HouseholdPage(FactsView):
    """A household with the people who live in it today."""

    def get_field_label(self, field_name: str, field: Any) -> str:
        """Name what is no field of the model."""
        if field_name == "people":
            return str(_("Who lives together"))
        return super().get_field_label(field_name, field)

    def get_people_display_value(self) -> str:
        """Give the names, the head first."""
        return members_of(self.object)


class HouseholdList(GuardedViewSet):
    """Who lives together, by village."""

    model = Household
    name = "households_admin"
    url_prefix = "households"
    icon = "home"
    sections = (Section.HOUSEHOLDS,)
    list_display = [
        title_column("number", _("Household number"), "number", "households_admin"),
        Column("head", label=_("Head of household"), accessor=head_of),
        Column("area", label=_("Village"), accessor="area"),
        Column("group", label=_("Villagers' group"), accessor="group"),
    ]
    search_fields = ["number", "group"]
    list_filter = ["group"]
    inspect_view_class = HouseholdPage
    inspect_view_fields = ["number", "area", "group", "people"]
