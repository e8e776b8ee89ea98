"""Objections keep a period from being concluded, and tell those who decided what came of them."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongshi.desk.registries import Task, TaskSource, task_sources
from gongshi.people.models import Person
from gongshi.verdict import Verdict
from publicity.notices.models import Notice
from publicity.notices.registries import NoticeCheck, notice_checks
from publicity.objections.pages import unanswered
from publicity.objections.queries import counts, outcome
from publicity.objections.rules import all_answered


@notice_checks.register
class ObjectionsAnswered(NoticeCheck):
    """OBJ-5: no period ends while an objection is open."""

    key = "objections.answered"

    def before_conclude(self, notice: Notice) -> Verdict:
        _total, still_open = counts(notice)
        return all_answered(still_open)

    def counts(self, notice: Notice) -> tuple[int, int]:
        return counts(notice)

    def outcome(self, notice: Notice) -> dict[str, object]:
        return outcome(notice)


@task_sources.register
class ObjectionsWait(TaskSource):
    """Objections that wait for an answer."""

    key = "objections.waiting"
    title = gettext_lazy("objections")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        return [
            Task(
                title=gettext("Answer an objection"),
                about=f"{one.notice.area.name} · {one.notice.title}",
                url=reverse("desk_objection", args=[one.pk]),
                due_on=one.due_on,
            )
            for one in unanswered(person, at)
        ]
