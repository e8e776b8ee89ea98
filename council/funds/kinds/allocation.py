"""The short procedure of an allocation from above: entered, approved by another, announced."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.funds.models import Allocation, AllocationLine
from council.funds.queries.plans import ALLOCATION
from council.funds.queries.snapshots import allocation_snapshot
from council.funds.rules.plans import is_made, is_second_person
from council.procedures.models import Step, StepAct
from council.procedures.registries import CaseKind, case_kinds
from council.procedures.states import Procedure, act_step, publication_step
from gongshi.people.models import Person
from gongshi.people.queries import canonical
from gongshi.publishing.schema import Snapshot
from gongshi.verdict import ALLOWED, Verdict, gettext_noop


@case_kinds.register
class AllocationCase(CaseKind):
    """An allocation: county or township decides and says so afterwards."""

    key = ALLOCATION
    title = _("allocation")

    def procedure(self, subject: str) -> Procedure:  # noqa: ARG002 -- the same for all
        """Give the three steps."""
        return Procedure(
            self.key,
            1,
            (
                act_step("record", gettext_noop("Table entered"), "record"),
                act_step(
                    "approval",
                    gettext_noop("Approval"),
                    "approve",
                    stage="approved",
                    may_return=("record",),
                    may_refuse=True,
                ),
                publication_step(
                    "announcement",
                    gettext_noop("Allocation announced"),
                    publish=self.key,
                    nature="after",
                    days=0,
                ),
            ),
        )

    def page(self, step: Step) -> str:
        """The table is entered on the allocation's own page; the rest is the plain form."""
        if step.key != "record":
            return ""
        return reverse("funds_allocation", args=[int(step.case.subject)])

    def may_do(self, step: Step, person: Person) -> Verdict:
        """FUND-18: who entered the table does not approve it."""
        if step.key != "approval":
            return ALLOWED
        done = StepAct.objects.filter(step__case=step.case, step__key="record", result="done")
        entered = {canonical(row.act.person) for row in done}
        return is_second_person(same=canonical(person) in entered)

    def may_finish(self, step: Step) -> Verdict:
        """A table that is empty is not done."""
        if step.key != "record":
            return ALLOWED
        rows = AllocationLine.objects.filter(act__step_act__step=step)
        return is_made(made=rows.exists())

    def summary(self, subject: str) -> Snapshot:
        """Give what everyone who works on the case sees."""
        return allocation_snapshot(Allocation.objects.get(pk=int(subject)))
