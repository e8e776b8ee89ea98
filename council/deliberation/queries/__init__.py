"""Reading councils, meetings and votes: who sits, who may vote, how it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from council.deliberation import parameters
from council.deliberation.duties import conveners, recorders
from council.deliberation.models import (
    Attendance,
    Meeting,
    Minutes,
    Motion,
    Recusal,
    Resolution,
    Vote,
    VoteEvent,
    VoteResult,
)
from council.deliberation.queries.ballots import count_ballots
from council.deliberation.rules.composition import Limits, Seat
from council.deliberation.rules.meetings import may_vote_here
from council.deliberation.rules.motions import RECUSING
from council.deliberation.rules.resolutions import body_fits
from council.deliberation.rules.thresholds import Count, RuleSet, council, of_body
from council.deliberation.states import Body, EventState, MeetingState, Method, Presence
from council.procedures.models import Step
from council.procedures.queries import digest, procedure_of
from council.procedures.states import StepKind, StepState
from gongshi.areas.models import Area
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, prefix
from gongshi.clock import local_date
from gongshi.matters.services import may
from gongshi.offices.duties import (
    COMMITTEE_OFFICES,
    COUNCIL_OFFICES,
    Duty,
    Office,
)
from gongshi.offices.models import Appointment, Category
from gongshi.offices.queries import appointments_of, held_over, holders
from gongshi.people.models import Person
from gongshi.people.queries import canonical, keys_of, near, roots_of, under_every_key
from gongshi.verdict import Verdict, require

#: Whose holders make up each body, where the system keeps its roll.
ROLLS = {
    Body.COUNCIL: COUNCIL_OFFICES,
    Body.REPRESENTATIVES: frozenset({Office.VILLAGERS_REPRESENTATIVE}),
    Body.ACTING_REPRESENTATIVES: frozenset({Office.VILLAGERS_REPRESENTATIVE}),
    Body.JOINT: COMMITTEE_OFFICES,
}


def limits() -> Limits:
    """Give what the settings say about the composition of a council."""
    return Limits(
        max_cadres=parameters.MAX_CADRES.value,
        relatives_apart=parameters.RELATIVES_APART.value,
        chair_no_cadre=parameters.CHAIR_NO_CADRE.value,
        least={
            Category.POOR_HOUSEHOLD.value: parameters.MIN_POOR.value,
            Category.VILLAGER.value: parameters.MIN_VILLAGER.value,
            Category.OLD_CADRE.value: parameters.MIN_OLD_CADRE.value,
            Category.VILLAGE_CADRE.value: parameters.MIN_VILLAGE_CADRE.value,
        },
    )


def rules_of(body: Body, method: Method | None = None) -> RuleSet:
    """Give the rule set in force for a body, with the county's settings filled in."""
    if body is Body.COUNCIL:
        rules = council(parameters.QUORUM.value, parameters.MAJORITY.value)
        least = parameters.SECRET_LEAST.value if method is Method.SECRET else 0
        return replace(rules, least=max(rules.least, least))
    return of_body(body, representatives_of_all=parameters.REPRESENTATIVES_OF_ALL.value)


def notice_days(body: Body) -> int:
    """Give how many days before the meeting its notice goes out."""
    if body is Body.COUNCIL:
        return parameters.NOTICE_COUNCIL.value
    if body in {Body.REPRESENTATIVES, Body.ACTING_REPRESENTATIVES}:
        return parameters.NOTICE_REPRESENTATIVES.value
    if body in {Body.ASSEMBLY, Body.ASSEMBLY_HOUSEHOLDS}:
        return parameters.NOTICE_ASSEMBLY.value
    return 0 if body is Body.JOINT else parameters.NOTICE_COLLECTIVE.value


def roll(body: Body, area: str, at: datetime) -> list[Appointment]:
    """Give a body's members at the instant, each human being once; none where no roll is kept."""
    rows = holders(ROLLS.get(body, frozenset()), area, at).order_by("pk")
    seen: set[str] = set()
    members = []
    for row in rows:
        keys = {str(key) for key in keys_of(row.person)}
        if not keys & seen:
            members.append(row)
        seen |= keys
    return members


def seat_of(person: Person, *, category: str, chair: bool, area: str, at: datetime) -> Seat:
    """Give what composition asks about one member."""
    keys = keys_of(person)
    cadre = holders(COMMITTEE_OFFICES, area, at).filter(person__in=keys).exists()
    close = frozenset(near(keys, local_date(at))) - {str(key) for key in keys}
    return Seat(str(canonical(person).key), category, close, cadre, chair)


def seats(area: str, at: datetime) -> list[Seat]:
    """Give the serving council as seats."""
    return [
        seat_of(
            row.person,
            category=row.category,
            chair=row.office == Office.COUNCIL_CHAIR,
            area=area,
            at=at,
        )
        for row in roll(Body.COUNCIL, area, at)
    ]


def is_member(person: Person, area: str, at: datetime, *, chair: bool = False) -> bool:
    """Say whether a person sits on the council now (or chairs it)."""
    offices = {Office.COUNCIL_CHAIR} if chair else COUNCIL_OFFICES
    return holders(offices, area, at).filter(person__in=keys_of(person)).exists()


def conflicts(motion: Motion, at: datetime) -> list[tuple[Person, Verdict]]:
    """Give the members whom I2, I3, I4, I5 or a declared interest takes out of this vote."""
    matter = motion.step.case.matter
    found = []
    for row in roll(Body.COUNCIL, matter.area_id, at):
        verdict = may(row.person, Duty.DECIDE, matter, at, class_rule=motion.class_rule)
        if not verdict and verdict.rule not in RECUSING:
            require(verdict)
        if not verdict:
            found.append((row.person, verdict))
    return found


def recused_keys(motion: Motion, *, late: bool | None = None) -> set[str]:
    """Give the keys of everyone recused on a motion."""
    rows = Recusal.objects.filter(motion=motion)
    if late is not None:
        rows = rows.filter(late=late)
    return _every_key(rows)


def present_keys(meeting: Meeting) -> set[str]:
    """Give the keys of everyone signed in at a meeting."""
    rows = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT.value)
    return _every_key(rows)


def _every_key(rows: QuerySet[Recusal] | QuerySet[Attendance]) -> set[str]:
    """Give every key of the people in these rows, in as many queries for one as for fifty."""
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


def hands_digest(event: VoteEvent) -> str:
    """Give the digest of the list of hands as it stands."""
    rows = event.hands.order_by("person").values_list("person", "option")
    return digest([[str(person), option] for person, option in rows])


def tally(event: VoteEvent) -> Count:
    """Count the votes that stand; those of members with a late conflict are left out."""
    out = recused_keys(event.motion, late=True)
    entitled = sum(str(row.person_id) not in out for row in event.roll.all())
    if event.box:
        return count_ballots(event, entitled, out)
    votes = Vote.objects.filter(event=event, voided=None)
    count = Counter(row.option for row in votes if str(row.person_id) not in out)
    return Count(
        due=entitled,
        present=sum(count.values()),
        yes=count["yes"],
        no=count["no"],
        abstain=count["abstain"],
    )


def latest_result(event: VoteEvent) -> VoteResult | None:
    """Give the result that stands: the last recount."""
    return VoteResult.objects.filter(event=event).order_by("number").last()


def latest_resolution(step: Step) -> Resolution | None:
    """Give the resolution that stands for a step: the last one entered."""
    return Resolution.objects.filter(step=step).order_by("pk").last()


def is_escalated(step: Step) -> bool:
    """Say whether too few members were left to vote on this step."""
    last = VoteEvent.objects.filter(motion__step=step).order_by("pk").last()
    return last is not None and last.state == EventState.ESCALATED


def deciding_body(step: Step) -> Body:
    """Give the body that decides a step: the representatives where the council is too few (I9)."""
    body = Body(procedure_of(step.case).step(step.key).body)
    return Body.REPRESENTATIVES if body is Body.COUNCIL and is_escalated(step) else body


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


def votable(body: Body, area: Area) -> list[Step]:
    """Give the steps that wait for a vote of this body in the village."""
    steps = Step.objects.filter(
        case__area=area, state=StepState.ACTIVE.value, kind=StepKind.VOTE.value
    ).select_related("case")
    return [step for step in steps if fits(step, body)]


def fits(step: Step, body: Body) -> Verdict:
    """Say whether a body decides a step: the one it names, or the representatives instead."""
    wanted = procedure_of(step.case).step(step.key).body
    return body_fits(body, wanted, escalated=is_escalated(step))


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
