"""What the plugin adds: a kind of case, a formula, a check of notices, tasks, a clock job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.funds.registries import FundFormula, Input, Proposal, fund_formulas
from council.funds.rules.lines import Line
from council.procedures.models import Case
from council.procedures.queries import waiting_for
from council.procedures.registries import CaseKind, case_kinds
from council.procedures.services import may_take
from council.procedures.states import CaseState, Procedure, act_step, vote_step
from gongshi.desk.registries import Task, TaskSource, task_sources
from gongshi.money import shares
from gongshi.people.models import Person
from gongshi.plugins.jobs import ClockJob, clock_jobs
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop
from publicity.notices.models import Notice
from publicity.notices.registries import NoticeCheck, notice_checks

RELIEF = "drought.relief"


@case_kinds.register
class Relief(CaseKind):
    """The committee sees the fields, the council advises, the committee hands out water."""

    key = RELIEF
    title = _("drought relief")

    def procedure(self, subject: str) -> Procedure:
        return Procedure(
            RELIEF,
            1,
            (
                act_step("see", gettext_noop("See the fields"), "verify"),
                vote_step(
                    "advise",
                    gettext_noop("Advice on drought relief"),
                    body="council",
                    duty="decide",
                    stage="decided",
                ),
                act_step("water", gettext_noop("Hand out water"), "execute", stage="executing"),
            ),
        )


@fund_formulas.register
class ByDryFields(FundFormula):
    """Something for everyone, the rest by dry fields in mu."""

    key = "drought.dry_fields"
    title = gettext_noop("a base for everyone, the rest by dry fields")
    inputs = (Input("base", gettext_noop("base for each (yuan)"), "money"),)
    counts = "shares"

    def propose(
        self,
        total: int,
        lines: Sequence[Line],
        inputs: Mapping[str, Any],
        remainder: str = "largest",
    ) -> Proposal:
        base = int(inputs.get("base", 0))
        rest = shares(total - base * len(lines), [line.quantity for line in lines], remainder)
        filled = (replace(line, amount=base + more) for line, more in zip(lines, rest, strict=True))
        return Proposal(tuple(filled), str(remainder))


@notice_checks.register
class NamesTheStation(NoticeCheck):
    """A notice on drought says which weather station measured it."""

    key = "drought.station"
    title = _("weather station")

    def before_publish(self, notice: Notice) -> Verdict:
        text = f"{notice.title} {notice.content}"
        if "旱" in text and "气象" not in text:
            reason = gettext_noop("Say which weather station measured the drought.")
            return denied("DROUGHT-1", reason)
        return ALLOWED


@task_sources.register
class DryFields(TaskSource):
    """Fields that wait to be seen, with the plugin's own page as the place to go."""

    key = "drought.fields"
    title = _("drought relief")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        return [
            Task(
                title=gettext("Look at the wells"),
                about=step.case.title,
                url=reverse("drought_area", args=[step.case.area_id]),
            )
            for step in waiting_for(person, at)
            if step.case.kind == RELIEF and step.key == "see" and may_take(step, person, at)
        ]


@clock_jobs.register
class DroughtsEnd(ClockJob):
    """Relief that nobody has seen to for thirty days is marked: seen once, it stays marked."""

    key = "drought.stale"
    order = 70

    def run(self, at: datetime) -> int:
        stale = Case.objects.filter(
            kind=RELIEF, state=CaseState.OPEN, opened_at__lt=at - timedelta(days=30)
        ).exclude(title__endswith="（逾期）")
        for case in stale:
            case.title += "（逾期）"
            case.save(update_fields=["title"])
        return len(stale)
