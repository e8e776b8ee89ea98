"""A village with a case that waits for the council's advice, and a meeting everyone came to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from council.deliberation.models import Meeting, Motion, VoteEvent
from council.deliberation.queries import roll
from council.deliberation.services.meetings import convene_meeting, record_attendance
from council.deliberation.services.motions import open_vote, put_motion
from council.deliberation.services.voting import cast_vote
from council.deliberation.states import Body, Method, Option, Presence
from council.procedures.models import Case, Step
from council.procedures.registries import CaseKind
from council.procedures.services import open_case
from council.procedures.states import Procedure, act_step, vote_step
from gongshi.matters.services import add_beneficiaries
from gongshi.people.models import Organisation, Person, User
from gongshi.record.services import append
from gongshi.verdict import RuleBroken
from tests.village import AT, Village, staffed_village

COUNCIL = ["理事长", "理事二", "理事三", "理事四", "理事五", "理事六", "理事七"]


class Plan(CaseKind):
    """Advice of the council, then the representatives, then the committee carries it out."""

    key = "test.plan"

    def procedure(self, subject: str) -> Procedure:
        return Procedure(
            "test.plan",
            1,
            (
                vote_step("advise", "Advise", body="council", duty="decide", stage="decided"),
                vote_step("adopt", "Adopt", body="representatives", duty="record"),
                act_step("run", "Run", "execute", stage="executing"),
            ),
        )


class Room:
    """The village, its case and its meeting; ``later()`` moves the clock on."""

    def __init__(self, *, executor: Organisation | None = None) -> None:
        self.village: Village = staffed_village()
        self.at: datetime = AT
        self.case: Case = open_case(
            kind=Plan.key,
            subject="1",
            title="分配方案",
            area=self.village.area,
            at=AT,
            executor=executor,
        )

    def __getitem__(self, name: str) -> Person:
        return self.village[name]

    @property
    def step(self) -> Step:
        return self.case.steps.get(state="active")

    def account(self, name: str) -> User:
        return User.objects.get_or_create(username=name, person=self[name])[0]

    def benefits(self, *homes: str) -> None:
        """Let the households of these people gain from the case."""
        households = [self.village.household(str(n), name) for n, name in enumerate(homes)]
        rows = add_beneficiaries(matter=self.case.matter, version=1, households=households)
        with transaction.atomic():
            append(kind="test", at=AT, actor="clock", body={}, rows=rows)

    def meeting(self, present: Sequence[str] = COUNCIL) -> Meeting:
        meeting = convene_meeting(
            area=self.village.area,
            body=Body.COUNCIL,
            held_at=AT,
            place="村委会",
            steps=[self.step],
            by=self["理事长"],
            at=AT,
            client_key=uuid4(),
        )
        came = {self[name].key for name in present}
        presences = {
            row.person.key: Presence.PRESENT if row.person.key in came else Presence.ABSENT
            for row in roll(Body.COUNCIL, self.village.area.code, AT)
        }
        record_attendance(meeting=meeting, presences=presences, by=self["理事长"], at=AT)
        return meeting

    def motion(self, present: Sequence[str] = COUNCIL, *, class_rule: bool = False) -> Motion:
        return put_motion(
            meeting=self.meeting(present),
            step=self.step,
            text="同意本方案。",
            class_rule=class_rule,
            by=self["理事长"],
            at=AT,
            client_key=uuid4(),
        )

    def event(
        self, present: Sequence[str] = COUNCIL, method: Method = Method.OWN_PHONE
    ) -> VoteEvent:
        return open_vote(motion=self.motion(present), method=method, by=self["理事长"], at=AT)

    def vote(self, event: VoteEvent, name: str, option: str = "yes", key: UUID | None = None):
        return cast_vote(
            event=event,
            option=Option(option),
            by=self[name],
            at=AT + timedelta(minutes=5),
            client_key=key or uuid4(),
            account=self.account(name),
        )


def refusal(act) -> str:
    """Run what must be refused; give the rule."""
    try:
        act()
    except RuleBroken as broken:
        return broken.verdict.rule
    raise AssertionError("It was not refused.")
