"""What the host itself puts on the desk: what waits for a second granter."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, prefix
from gongshi.desk.registries import Task, TaskSource, task_sources
from gongshi.offices.duties import Office
from gongshi.offices.models import OFFICE_TITLES, Proposal
from gongshi.offices.queries import appointments_of
from gongshi.people.models import Person
from gongshi.people.names import names_of
from gongshi.people.queries import keys_of


@task_sources.register
class SecondGranter(TaskSource):
    """Requests of another granter that this one may confirm or decline."""

    key = "desk.second_granter"
    title = _("requests of another granter")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        held = appointments_of(person, at).filter(office=Office.GRANTER.value)
        scope = [prefix(row.area_id, Level(row.area.level)) for row in held]
        if not scope:
            return []
        rows = Proposal.objects.filter(starting("area__code", scope), state=Proposal.State.OPEN)
        waiting = list(rows.exclude(asked_by__in=keys_of(person)).select_related("area"))
        names = names_of({one.person_id for one in waiting})
        return [
            Task(
                title=one.get_kind_display(),
                about=" · ".join(
                    str(word)
                    for word in (
                        one.area.name,
                        names.get(one.person_id, ""),
                        OFFICE_TITLES[Office(one.office)] if one.office else "",
                    )
                    if word
                ),
                url=reverse("admin_proposal", args=[one.pk]),
            )
            for one in waiting
        ]
