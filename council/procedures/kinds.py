"""What procedures add: the steps that wait on the desk, and cases moved on by the clock."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from council.procedures.models import Case
from council.procedures.queries import held_up, overdue_for, procedure_of, waiting_for
from council.procedures.registries import case_kinds
from council.procedures.services import may_settle_here, may_take, tick
from council.procedures.states import CaseState
from gongshi.desk.registries import Task, TaskSource, task_sources
from gongshi.matters.registries import act_titles
from gongshi.people.models import Person
from gongshi.plugins.jobs import ClockJob, clock_jobs
from gongshi.plugins.registry import owner_of
from gongshi.plugins.uses import Use, uses

act_titles["case.settled"] = gettext_lazy("settled a reason for holding it up")


@task_sources.register
class WaitingSteps(TaskSource):
    """Steps that wait for an office this person holds, unless a separation keeps them out."""

    key = "procedures.steps"
    title = gettext_lazy("steps of cases")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        return [
            Task(
                title=_(procedure_of(step.case).step(step.key).title),
                about=f"{step.case.area.name} · {step.case.title}",
                url=reverse("desk_step", args=[step.pk]),
                due_on=step.due_on,
            )
            for step in waiting_for(person, at)
            if may_take(step, person, at)
        ]


@task_sources.register
class OverdueSteps(TaskSource):
    """One line for those who watch over a place: how many steps there are past their day."""

    key = "procedures.overdue"
    title = gettext_lazy("overdue steps")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        late = overdue_for(person, at)
        first = late.first()
        if first is None:
            return []
        count = late.count()
        words = ngettext("%(n)s step is overdue", "%(n)s steps are overdue", count)
        about = f"{first.case.area.name} · {first.case.title}"
        return [Task(words % {"n": count}, about, reverse("desk_overdue"), first.due_on)]


@task_sources.register
class HeldUpCases(TaskSource):
    """Cases that are held up, for those who say when a reason is settled."""

    key = "procedures.held_up"
    title = gettext_lazy("cases held up")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        return [
            Task(
                title=_("Held up: look into the reason"),
                about=f"{row.case.area.name} · {row.case.title}",
                url=reverse("desk_case", args=[row.case_id]),
            )
            for row in held_up(person, at)
            if may_settle_here(row.case, person, at)
        ]


@clock_jobs.register
class CasesMoveOn(ClockJob):
    """Cases whose publication was concluded move on."""

    key = "procedures.advance"
    order = 60

    def run(self, at: datetime) -> int:
        return tick(at=at)


@uses.register
class OpenCases(Use):
    """Cases that are not finished keep the plugin of their kind switched on."""

    key = "procedures.cases"
    title = gettext_lazy("cases")

    def under_way(self, label: str, area: str) -> int:
        states = [CaseState.OPEN, CaseState.SUSPENDED]
        kinds = Case.objects.filter(area=area, state__in=states).values_list("kind", flat=True)
        return sum(owner_of(case_kinds.get(kind)) == label for kind in kinds)
