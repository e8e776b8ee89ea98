"""Who could do a thing now: the first entitled person, for demonstrations and tests."""

from __future__ import annotations

from datetime import datetime

from gongshi.areas.rules import covering
from gongshi.matters.models import Matter
from gongshi.matters.services import may
from gongshi.offices.duties import Duty, offices_with
from gongshi.offices.models import Appointment
from gongshi.offices.queries import valid
from gongshi.people.models import Person


def entitled(duty: Duty, matter: Matter, at: datetime) -> list[Person]:
    """Give everyone who may exercise the duty on the matter now, in the order of appointment."""
    rows = Appointment.objects.filter(
        valid(at),
        office__in=[office.value for office in offices_with(duty)],
        area__in=covering(matter.area_id),
    ).select_related("person")
    people = list(dict.fromkeys(row.person for row in rows.order_by("-area", "pk")))
    return [person for person in people if may(person, duty, matter, at)]
