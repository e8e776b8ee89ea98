"""Whom a step that is voted on waits for: its duty does not say it, its body does."""

from __future__ import annotations

from datetime import datetime

from council.deliberation.duties import CLERKS, conveners, recorders
from council.deliberation.models import Meeting
from council.deliberation.queries import deciding_body, latest_resolution
from council.deliberation.rules.meetings import holds_office
from council.deliberation.rules.resolutions import CERTIFIERS, is_left_to_recorder
from council.deliberation.services.results import stands
from council.deliberation.states import Body, MeetingState
from council.procedures.models import Step
from council.procedures.registries import Doers
from gongshi.clock import local_date
from gongshi.matters.services import may
from gongshi.offices.duties import COUNCIL_OFFICES, Duty, Office
from gongshi.offices.queries import held_over
from gongshi.people.models import Person
from gongshi.verdict import Verdict


def may_bring_on(step: Step, person: Person, at: datetime) -> Verdict:
    """Say whether a step that is voted on waits for this person now.

    The council's members vote. An assembly is called by its conveners; from the day it meets its
    recorder enters what it resolved, once: then it waits for those who certify.
    """
    body = deciding_body(step)
    if body is Body.COUNCIL:
        return may(person, Duty.DECIDE, step.case.matter, at)
    called = Meeting.objects.filter(agenda__step=step, body=body.value)
    meetings = called.exclude(state=MeetingState.CLOSED.value)
    days = [local_date(meeting.held_at) for meeting in meetings]
    offices = recorders(body) if days else conveners(body)
    held = holds_office(held=held_over(person, offices, step.case.area_id, at).exists())
    met = not days or min(days) <= local_date(at)
    return held and is_left_to_recorder(met=met, entered=_is_entered(step))


def _is_entered(step: Step) -> bool:
    """Say whether a resolution on this step waits for its certifiers, who may still sign it."""
    last = latest_resolution(step)
    if last is None or last.certifications.count() >= CERTIFIERS:
        return False
    return bool(stands(last))


#: Whoever may ever be asked to bring on what a body decides.
DECIDERS = Doers(COUNCIL_OFFICES | CLERKS | {Office.COMMITTEE_DIRECTOR}, may_bring_on)
