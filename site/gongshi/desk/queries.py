"""What waits for a person, the most urgent first."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gongshi.areas.rules import Level, prefix
from gongshi.clock import local_date
from gongshi.desk.registries import Task, task_sources
from gongshi.offices.duties import Office
from gongshi.offices.models import OFFICE_TITLES
from gongshi.offices.queries import appointments_of
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.plugins.enabling import is_active_below
from gongshi.plugins.registry import owner_of


def tasks_of(person: Person, at: datetime) -> list[Task]:
    """Give everything that waits for this person, by deadline; without one comes last."""
    rows = appointments_of(person, at)
    places = {prefix(row.area_id, Level(row.area.level)) for row in rows}
    sources = [
        kind
        for kind in task_sources.all()
        if any(is_active_below(owner_of(kind), place) for place in places)
    ]
    found = [task for source in sources for task in source().tasks(person, at)]
    return sorted(found, key=lambda task: (task.due_on or date.max, task.title))


def offices_of(person: Person, at: datetime) -> SafeString:
    """Give the offices a person holds now, with their places; no line breaks within a title."""
    rows = appointments_of(person, at).order_by("area", "office")
    titles = ((row.area.name, OFFICE_TITLES[Office(row.office)]) for row in rows)
    return format_html_join("、", '{} <span class="whole">{}</span>', titles)


def last_slip(account: User) -> dict[str, object] | None:
    """Give when and by whom the account's last slip was printed: its holder is told."""
    if account.slip_at is None:
        return None
    who = name_of(account.slip_by) if account.slip_by else ""
    return {"day": local_date(account.slip_at), "who": who}
