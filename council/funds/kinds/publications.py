"""What funds hands over to the notice board: a plan, its result, an allocation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.funds.models import Allocation, DistributionPlan
from council.funds.queries.payments import current_list, left_to_pay
from council.funds.queries.plans import (
    ALLOCATION,
    PLAN,
    allocation_lines,
    as_line,
    current_version,
    lines_of,
)
from council.funds.queries.snapshots import allocation_snapshot, plan_snapshot
from council.funds.rules.lines import adds_up
from gongshi.publishing.registries import Publishable, publishables
from gongshi.publishing.schema import Snapshot
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


@publishables.register
class PublishablePlan(Publishable):
    """A plan before it is approved: villagers may object."""

    key = PLAN
    title = _("distribution plan")

    def may_publish(self, subject: str) -> Verdict:
        """I3: a version is there, and its lines add up."""
        version = current_version(DistributionPlan.objects.get(pk=int(subject)))
        if version is None:
            return denied("FUND-17", gettext_noop("There is no plan yet that could be shown."))
        return adds_up(version.total, [as_line(row) for row in lines_of(version)])

    def snapshot(self, subject: str) -> Snapshot:
        """Freeze the newest version."""
        return plan_snapshot(DistributionPlan.objects.get(pk=int(subject)))


@publishables.register
class PublishableResult(Publishable):
    """What was paid, and whether it arrived."""

    key = "funds.result"
    title = _("result of a distribution")

    def may_publish(self, subject: str) -> Verdict:
        """FUND-9: everything on the payment list is paid."""
        plan = DistributionPlan.objects.get(pk=int(subject))
        if plan.total is not None and (current_list(plan) is None or left_to_pay(plan)):
            return denied("FUND-9", gettext_noop("Not everything has been paid yet."))
        return ALLOWED

    def snapshot(self, subject: str) -> Snapshot:
        """Freeze the lines with what was paid and whether it arrived."""
        return plan_snapshot(DistributionPlan.objects.get(pk=int(subject)), result=True)


@publishables.register
class PublishableAllocation(Publishable):
    """An allocation from above, announced."""

    key = ALLOCATION
    title = _("allocation")

    def may_publish(self, subject: str) -> Verdict:
        """FUND-17: there is a table to show."""
        if allocation_lines(Allocation.objects.get(pk=int(subject))).exists():
            return ALLOWED
        return denied("FUND-17", gettext_noop("There is no table yet that could be shown."))

    def snapshot(self, subject: str) -> Snapshot:
        """Freeze the table."""
        return allocation_snapshot(Allocation.objects.get(pk=int(subject)))
