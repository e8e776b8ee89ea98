"""Offices that begin or end today open and close what their holders may see."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongshi.clock import local_date
from gongshi.offices import grants
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from gongshi.plugins.jobs import ClockJob, clock_jobs


@clock_jobs.register
class OfficesTurn(ClockJob):
    """Derive the object permissions of everyone whose appointment begins or ends today."""

    key = "offices.turn"
    title = _("offices that begin or end today")
    order = 20

    def run(self, at: datetime) -> int:
        today = local_date(at)
        turning = Appointment.objects.filter(Q(starts_on=today) | Q(ends_on=today))
        people = Person.objects.filter(pk__in=turning.values("person"))
        for person in people:
            grants.derive(person, at)
        return len(people)
