"""Reading meetings: who came, who sees them, who keeps their record, who may call one."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from council.deliberation.duties import conveners, recorders
from council.deliberation.models import (
    Attendance,
    Meeting,
    Minutes,
)
from council.deliberation.queries.bodies import ROLLS, roll
from council.deliberation.rules.meetings import may_vote_here
from council.deliberation.states import Body, MeetingState, Presence
from council.procedures.queries import digest
from gongshi.areas.models import Area
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, prefix
from gongshi.clock import local_date
from gongshi.offices.duties import (
    Office,
)
from gongshi.offices.queries import appointments_of, held_over
from gongshi.people.models import Person
from gongshi.people.queries import roots_of, under_every_key
from gongshi.verdict import Verdict


def present_keys(meeting: Meeting) -> set[str]:
    """Give the keys of everyone signed in at a meeting."""
    rows = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT.value)
    return {str(key) for key in under_every_key(rows.values_list("person", flat=True))}


def presence(meeting: Meeting, at: datetime) -> tuple[int, int]:
    """Give 应到 and 实到: how many are due, how many came.

    Due are all members on the day of the meeting, whether anything is entered of them or not.
    """
    entered = dict(Attendance.objects.filter(meeting=meeting).values_list("person", "presence"))
    body, area = Body(meeting.body), meeting.area_id
    members = roll(body, area, min(at, meeting.held_at)) or roll(body, area, at)
    due = roots_of({*entered, *(row.person_id for row in members)})
    return len(set(due.values())), sum(one == Presence.PRESENT for one in entered.values())


def may_vote_in(meeting: Meeting, at: datetime) -> Verdict:
    """Say whether a meeting has begun and is not closed (MEETING-2, MEETING-4)."""
    return may_vote_here(
        closed=meeting.state == MeetingState.CLOSED,
        held_on=local_date(meeting.held_at),
        today=local_date(at),
    )


def minutes_reading(meeting: Meeting) -> str:
    """Give the digest of the minutes as they are saved, '' where none are."""
    saved = Minutes.objects.filter(meeting=meeting).first()
    return digest(saved.text) if saved else ""


def meetings_of(person: Person, at: datetime) -> QuerySet[Meeting]:
    """Give the meetings of the bodies this person sits in, or keeps the record of."""
    wanted = Q(pk__in=[])
    for row in appointments_of(person, at):
        office = Office(row.office)
        for body, offices in ROLLS.items():
            if office in offices:
                wanted |= Q(area=row.area_id, body=body.value)
        if office in {Office.VILLAGE_CLERK, Office.SUPERVISORY_COMMITTEE_MEMBER}:
            wanted |= Q(area=row.area_id)
        if office in {Office.COMMITTEE_DIRECTOR, Office.VILLAGERS_REPRESENTATIVE}:
            wanted |= Q(area=row.area_id) & ~Q(body=Body.COUNCIL.value)
        if office is Office.TOWNSHIP_CLERK:
            wanted |= starting("area__code", [row.area_id[:9]])
    return Meeting.objects.filter(wanted).select_related("area").distinct()


def keeps_record(person: Person, meeting: Meeting, at: datetime) -> bool:
    """Say whether a person keeps the record of a meeting: puts motions, enters resolutions."""
    return held_over(person, recorders(Body(meeting.body)), meeting.area_id, at).exists()


def callable_bodies(person: Person, at: datetime) -> list[tuple[Area, Body]]:
    """Give the villages and bodies for which a person may call a meeting."""
    found: dict[tuple[str, Body], Area] = {}
    for row in appointments_of(person, at):
        level = Level(row.area.level)
        if level is Level.COUNTY:  # a village's meetings are called in it, or in its township (I7)
            continue
        below = Area.objects.filter(
            starting("code", [prefix(row.area_id, level)]), level=Level.VILLAGE.value
        )
        for body in Body:
            if Office(row.office) in conveners(body):
                found |= {(area.code, body): area for area in below}
    return [(area, body) for (_code, body), area in sorted(found.items(), key=lambda one: one[0])]
