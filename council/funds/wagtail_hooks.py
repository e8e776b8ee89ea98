"""What funds add to the admin: three read-only lists."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from council.funds.models import Allocation, DistributionPlan, FundItem
from gongshi.admin.duties import Section
from gongshi.admin.menu import PageEntry, hook_of
from gongshi.admin.policies import ReadOnlyPolicy

for _model in (FundItem, Allocation, DistributionPlan):
    register_permission_policy(_model, ReadOnlyPolicy(_model, sections=[Section.FUNDS]))


@hooks.register("register_admin_viewset")
def funds_in_the_admin() -> list[Any]:
    """Mount the lists."""
    from council.funds.admin import AllocationList, FundItemList, PlanList  # after their policies

    return [FundItemList(), AllocationList(), PlanList()]


hooks.register(
    hook_of(Section.FUNDS),
    lambda: PageEntry(_("Fund items"), "fund_items_admin:index", icon="list-ul", order=10),
)
hooks.register(
    hook_of(Section.FUNDS),
    lambda: PageEntry(_("Allocations"), "allocations_admin:index", icon="download", order=20),
)
hooks.register(
    hook_of(Section.FUNDS),
    lambda: PageEntry(_("Distribution plans"), "plans_admin:index", icon="pick", order=30),
)
