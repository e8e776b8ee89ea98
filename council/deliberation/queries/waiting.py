"""What may wait for a person: open votes, and resolutions to be certified."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q

from council.deliberation.duties import ASSEMBLY_WITNESSES
from council.deliberation.models import Resolution, VoteEvent
from council.deliberation.queries import meetings_of
from council.deliberation.rules.resolutions import CERTIFIERS
from council.deliberation.states import EventState
from council.procedures.states import CaseState, StepState
from gongshi.offices.duties import Office
from gongshi.offices.queries import appointments_of
from gongshi.people.models import Person

_OPEN = Q(step__state=StepState.ACTIVE.value, step__case__state=CaseState.OPEN.value)


def waiting_hands(person: Person, at: datetime) -> list[VoteEvent]:
    """Give the open votes in the meetings this person sees."""
    events = VoteEvent.objects.filter(
        state=EventState.OPEN.value,
        motion__meeting__in=meetings_of(person, at),
        motion__step__case__state=CaseState.OPEN.value,
    )
    return list(events.select_related("motion__step__case__area", "motion__meeting"))


def waiting_resolutions(person: Person, at: datetime) -> list[Resolution]:
    """Give the resolutions that still wait for certifiers in the villages of this person."""
    areas = [
        row.area_id
        for row in appointments_of(person, at)
        if Office(row.office) in ASSEMBLY_WITNESSES
    ]
    rows = Resolution.objects.filter(_OPEN, meeting__area__in=areas)
    few = rows.annotate(signed=Count("certifications")).filter(signed__lt=CERTIFIERS)
    return list(few.select_related("step__case__area", "step__case__matter", "meeting", "act"))
