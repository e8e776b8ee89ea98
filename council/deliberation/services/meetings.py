"""Calling a meeting, signing in, keeping and closing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from council.deliberation.duties import conveners, recorders
from council.deliberation.models import AgendaItem, Attendance, Meeting, Minutes, VoteEvent
from council.deliberation.queries import fits, minutes_reading, notice_days, roll
from council.deliberation.rules.meetings import (
    belongs_here,
    has_come,
    is_a_likely_day,
    may_attend,
    may_close_meeting,
    notice_given,
    sends_nobody_away,
)
from council.deliberation.services.standing import enter, in_office
from council.deliberation.states import Body, EventState, MeetingState, Presence
from council.procedures.models import Step
from council.procedures.queries import digest
from council.procedures.rules import is_as_read
from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.offices.duties import Office
from gongshi.people.models import Person
from gongshi.people.names import name_of
from gongshi.people.queries import keys_of
from gongshi.verdict import first_refusal, require


@transaction.atomic
def convene_meeting(
    *,
    area: Area,
    body: Body,
    held_at: datetime,
    place: str,
    noticed_on: date | None = None,
    steps: Sequence[Step] = (),
    by: Person,
    at: datetime,
    client_key: UUID,
) -> Meeting:
    """Call a meeting (or enter that it was called) with the steps it is to deal with.

    ``noticed_on`` is the day the notice went out; empty: today, or the day of a past meeting.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    done = Meeting.objects.filter(client_key=client_key).first()
    if done is not None:
        return done
    office = in_office(by, conveners(body), area.code, at)
    noticed_on = _noticed_on(body, noticed_on, local_date(held_at), local_date(at))
    last = Meeting.objects.filter(area=area, body=body.value).aggregate(n=Max("number"))["n"]
    meeting = Meeting.objects.create(
        area=area,
        body=body.value,
        number=(last or 0) + 1,
        held_at=held_at,
        place=place,
        noticed_on=noticed_on,
        convener=by,
        convener_name=name_of(by),
        client_key=client_key,
    )
    for step in steps:
        add_to_agenda(meeting=meeting, step=step)
    facts = {"body": body.value, "number": meeting.number, "noticed_on": noticed_on.isoformat()}
    enter("meeting.called", office, by=by, at=at, body=facts, area=area.code)
    return meeting


def _noticed_on(body: Body, given: date | None, held_on: date, today: date) -> date:
    """Give the day the notice went out; a meeting is called in time, for a day that can be."""
    noticed_on = min(given or held_on, today)
    in_time = notice_given(noticed_on, held_on, notice_days(body))
    require(first_refusal(is_a_likely_day(held_on, today), in_time))
    return noticed_on


def add_to_agenda(*, meeting: Meeting, step: Step) -> AgendaItem:
    """Put a step on the agenda; the body it waits for must be the one that meets."""
    require(belongs_here(same_village=step.case.area_id == meeting.area_id))
    require(fits(step, Body(meeting.body)))
    item, _new = AgendaItem.objects.get_or_create(
        meeting=meeting, step=step, defaults={"position": meeting.agenda.count() + 1}
    )
    return item


@transaction.atomic
def record_attendance(
    *, meeting: Meeting, presences: Mapping[UUID, Presence], by: Person, at: datetime
) -> list[Attendance]:
    """Enter who came. A member may sign in alone; the recorder enters everyone.

    Raises I7, MEETING-2, MEETING-4 or MEETING-5.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    body = Body(meeting.body)
    alone = set(presences) <= set(keys_of(by)) and Presence.PRESENT in presences.values()
    due = {row.person.key: row for row in roll(body, meeting.area_id, at)}
    offices = recorders(body)
    if alone:
        offices |= {Office(due[key].office) for key in presences if key in due}
    office = in_office(by, offices, meeting.area_id, at)
    require(has_come(local_date(meeting.held_at), local_date(at)))
    require(may_attend(meeting.state == MeetingState.CLOSED, len(set(presences) - set(due))))
    voting = VoteEvent.objects.filter(motion__meeting=meeting, state=EventState.OPEN.value)
    away = [key for key, presence in presences.items() if presence is not Presence.PRESENT]
    sent = meeting.attendance.filter(person__in=away, presence=Presence.PRESENT.value).count()
    require(sends_nobody_away(sent=sent, voting=voting.exists()))
    rows = [
        Attendance.objects.update_or_create(
            meeting=meeting,
            person=due[key].person,
            defaults={"presence": presence.value, "name": name_of(due[key].person)},
        )[0]
        for key, presence in presences.items()
    ]
    meeting.state = MeetingState.OPEN.value
    meeting.save(update_fields=["state"])
    facts = {str(key): presence.value for key, presence in presences.items()}
    enter("meeting.attendance", office, by=by, at=at, body=facts, area=meeting.area_id)
    return rows


@transaction.atomic
def save_minutes(*, meeting: Meeting, text: str, by: Person, at: datetime) -> Minutes:
    """Save the wording of the minutes until the meeting is closed."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    office = in_office(by, recorders(Body(meeting.body)), meeting.area_id, at)
    require(may_attend(meeting.state == MeetingState.CLOSED, 0))
    minutes, _new = Minutes.objects.update_or_create(
        meeting=meeting, defaults={"text": text, "saved_at": at, "saved_by": by}
    )
    facts = {"meeting": meeting.pk, "digest": digest(text)}
    enter("minutes.saved", office, by=by, at=at, body=facts, area=meeting.area_id)
    return minutes


@transaction.atomic
def close_meeting(
    *, meeting: Meeting, by: Person, at: datetime, reading: str | None = None
) -> Meeting:
    """Close a meeting; what its minutes say then stays.

    ``reading`` is the digest of the minutes that whoever closes had read (PROC-9).
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    office = in_office(by, recorders(Body(meeting.body)), meeting.area_id, at)
    require(may_attend(meeting.state == MeetingState.CLOSED, 0))
    voting = VoteEvent.objects.filter(motion__meeting=meeting, state=EventState.OPEN.value)
    require(may_close_meeting(voting=voting.exists()))
    require(is_as_read(reading, minutes_reading(meeting)))
    meeting.state = MeetingState.CLOSED.value
    meeting.save(update_fields=["state"])
    enter(
        "meeting.closed", office, by=by, at=at, body={"meeting": meeting.pk}, area=meeting.area_id
    )
    return meeting
