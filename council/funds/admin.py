"""Funds in the admin: the catalogue, allocations and plans, read by area."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from council.funds.models import Allocation, DistributionPlan, FundItem
from gongshi.admin.duties import Section
from gongshi.admin.guard import GuardedViewSet
from gongshi.admin.lists import title_column
from gongshi.money import yuan


def sum_of(row: Any) -> str:
    """Give a sum in yuan; nothing where no money is shared."""
    fen = row.ceiling if isinstance(row, FundItem) else row.total
    return "—" if fen is None else yuan(fen)


YEAR = Column("year", label=_("Year"), accessor="year", sort_key="year")
SUM = Column("sum", label=_("Sum (yuan)"), accessor=sum_of, classname="gs-money")


class FundsList(GuardedViewSet):
    """What every list of funds in the admin shares."""

    sections = (Section.FUNDS,)
    list_filter: list[str] = ["year"]


class FundItemList(FundsList):
    """The yearly catalogue of fund items."""

    model = FundItem
    name = "fund_items_admin"
    url_prefix = "funds/items"
    icon = "list-ul"
    list_display = [
        title_column("name", _("Item"), "name", "fund_items_admin"),
        Column("number", label=_("Number"), accessor="number"),
        Column("department", label=_("Department"), accessor="department"),
        YEAR,
        SUM,
    ]
    search_fields = ["name", "number", "department"]
    inspect_view_fields = ["name", "number", "department", "year", "purpose", "area"]


class AllocationList(FundsList):
    """Money given by the county or a township."""

    model = Allocation
    name = "allocations_admin"
    url_prefix = "funds/allocations"
    icon = "download"
    list_display = [
        title_column("title", _("Title"), "title", "allocations_admin"),
        Column("area", label=_("Given by"), accessor="area"),
        YEAR,
    ]
    search_fields = ["title"]
    inspect_view_fields = ["title", "area", "year", "source", "item", "principle"]


class PlanList(FundsList):
    """How villages share what they have."""

    model = DistributionPlan
    name = "plans_admin"
    url_prefix = "funds/plans"
    icon = "pick"
    list_display = [
        title_column("title", _("Title"), "title", "plans_admin"),
        Column("area", label=_("Village"), accessor="area"),
        SUM,
    ]
    search_fields = ["title"]
    inspect_view_fields = ["title", "area", "earmark"]
