"""What the desk adds to the admin: the first panel of its dashboard, what is to be done today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from gongshi.admin.panels import Item, Panel
from gongshi.admin.queries import entrant_of
from gongshi.clock import local_date
from gongshi.desk.queries import tasks_of


@hooks.register("construct_homepage_panels", order=10)
def to_be_done_today(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits for this person, by deadline, as on the desk."""
    person = entrant_of(request.user).person
    if person is None:
        return
    at = timezone.now()
    items = [
        Item(
            task.title,
            note=f"{task.about} · {task.due_on}" if task.due_on else task.about,
            late=_("late") if task.due_on and task.due_on < local_date(at) else "",
            address=task.url,
        )
        for task in tasks_of(person, at)
    ]
    panels.append(Panel("today", gettext_lazy("What to do today"), 10, items))
