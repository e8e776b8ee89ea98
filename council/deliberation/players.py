"""The council's and the representatives' part in the demonstration: they meet and vote."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from council.deliberation.models import Meeting
from council.deliberation.queries import roll
from council.deliberation.rules.thresholds import Count
from council.deliberation.services.hands import certify_hands, enter_hands
from council.deliberation.services.meetings import (
    close_meeting,
    convene_meeting,
    record_attendance,
)
from council.deliberation.services.motions import open_vote, put_motion
from council.deliberation.services.resolutions import certify_resolution, record_resolution
from council.deliberation.services.terms import open_term, take_over
from council.deliberation.states import Body, Method, Option, Presence
from council.procedures.models import Step
from council.procedures.players import waiting_steps
from council.procedures.queries import procedure_of
from council.procedures.states import StepKind
from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.desk.registries import Player, Script, players
from gongshi.offices.duties import COUNCIL_OFFICES, Office
from gongshi.offices.queries import holders
from gongshi.people.models import Person

NOTICE = timedelta(days=6)


@players.register
class CouncilsServe(Player):
    """Opens the term that the council of each village serves."""

    key = "deliberation.terms"
    order = 5

    def prepare(self, script: Script) -> None:
        at = script.began
        for village in script.villages:
            granter = _holder(Office.GRANTER, script.county, at)
            begins = date(local_date(at).year, 1, 1)
            term = open_term(
                area=village,
                number=1,
                starts_on=begins,
                ends_on=begins.replace(year=begins.year + 5),
                by=granter,
                at=at,
            )
            document = f"{village.name}村民代表会议决议（演示）1号"
            take_over(term=term, document=document, by=granter, at=at)


@players.register
class BodiesMeet(Player):
    """Calls a meeting for each step that wants a vote, and holds it when its day has come."""

    key = "deliberation.meetings"
    order = 40

    def play(self, script: Script, at: datetime) -> int:
        done = 0
        for step in waiting_steps(script, StepKind.VOTE):
            body = Body(procedure_of(step.case).step(step.key).body)
            if body is Body.COUNCIL:
                done += self._council(script, step, at)
            else:
                done += self._assembly(step, body, at)
        return done

    def _council(self, script: Script, step: Step, at: datetime) -> int:
        area = step.case.area
        chair = _holder(Office.COUNCIL_CHAIR, area, at)
        meeting = _meeting(step, Body.COUNCIL, chair, at)
        recorder = _members(area, at)[1]
        record_attendance(
            meeting=meeting, presences=_everyone(Body.COUNCIL, area, at), by=chair, at=at
        )
        motion = put_motion(
            meeting=meeting,
            step=step,
            text=f"同意《{step.case.title}》，报村民代表会议决定。",
            by=chair,
            at=at,
            client_key=uuid4(),
        )
        event = open_vote(motion=motion, method=Method.SHOW_OF_HANDS, by=chair, at=at)
        voters = [voter.person_id for voter in event.roll.all()]
        hands = dict.fromkeys(voters, Option.YES) | (
            {voters[-1]: Option.NO} if len(voters) > 4 else {}
        )
        digest = enter_hands(
            event=event, hands=hands, by=recorder, account=script.accounts[recorder], at=at
        )
        certify_hands(event=event, digest=digest, by=chair, at=at)
        close_meeting(meeting=meeting, by=recorder, at=at)
        return 1

    def _assembly(self, step: Step, body: Body, at: datetime) -> int:
        area = step.case.area
        meeting = Meeting.objects.filter(agenda__step=step).first()
        director = _holder(Office.COMMITTEE_DIRECTOR, area, at)
        if meeting is None:
            _meeting(step, body, director, at, held_at=at + NOTICE)
            return 1
        if local_date(meeting.held_at) > local_date(at):
            return 0
        record_attendance(
            meeting=meeting,
            presences=_everyone(body, area, at),
            by=_holder(Office.VILLAGE_CLERK, area, at),
            at=at,
        )
        resolution = record_resolution(
            meeting=meeting,
            step=step,
            text=f"通过《{step.case.title}》。",
            count=Count(due=21, present=21, yes=19, no=1, abstain=1, women_due=7, women_present=7),
            authorisation="村民会议授权决议（演示）",
            by=_holder(Office.VILLAGE_CLERK, area, at),
            at=at,
            client_key=uuid4(),
        )
        for witness in _holders(Office.VILLAGERS_REPRESENTATIVE, area, at)[:2]:
            certify_resolution(resolution=resolution, by=witness, at=at)
        close_meeting(meeting=meeting, by=_holder(Office.VILLAGE_CLERK, area, at), at=at)
        return 1


def _meeting(
    step: Step, body: Body, convener: Person, at: datetime, held_at: datetime | None = None
) -> Meeting:
    return convene_meeting(
        area=step.case.area,
        body=body,
        held_at=held_at or at,
        place="村委会会议室",
        noticed_on=local_date(at) - timedelta(days=7) if held_at is None else local_date(at),
        steps=[step],
        by=convener,
        at=at,
        client_key=uuid4(),
    )


def _everyone(body: Body, area: Area, at: datetime) -> dict[UUID, Presence]:
    return {row.person.key: Presence.PRESENT for row in roll(body, area.code, at)}


def _members(area: Area, at: datetime) -> list[Person]:
    return [row.person for row in holders(COUNCIL_OFFICES, area.code, at).order_by("pk")]


def _holders(office: Office, area: Area, at: datetime) -> list[Person]:
    return [row.person for row in holders([office], area.code, at).order_by("pk")]


def _holder(office: Office, area: Area, at: datetime) -> Person:
    return _holders(office, area, at)[0]
