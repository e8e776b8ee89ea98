"""A whole evening of the council, as the driver lives it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from council.deliberation.queries import roll
from council.deliberation.services.ballots import cast_ballot
from council.deliberation.services.meetings import convene_meeting, record_attendance
from council.deliberation.services.motions import open_vote, put_motion, withdraw
from council.deliberation.services.voting import cast_vote, close_vote
from council.deliberation.states import Body, Method, Option, Presence
from council.procedures.models import Step
from gongshi.people.models import Person

if TYPE_CHECKING:
    from tests.separation.driver import Driver


def evening(driver: Driver, step: Step, chair: Person, at: datetime) -> None:
    """Call, sign in, put, open, cast and close; whoever may vote is compared with the oracle."""
    meeting = convene_meeting(
        area=step.case.area, body=Body.COUNCIL, held_at=at, place="村委会", steps=[step],
        by=chair, at=at, client_key=uuid4(),
    )  # fmt: skip
    here = {
        row.person.key: Presence.PRESENT if driver.chance.random() < 0.9 else Presence.ABSENT
        for row in roll(Body.COUNCIL, step.case.area_id, at)
    }
    record_attendance(meeting=meeting, presences=here, by=chair, at=at)
    motion = put_motion(
        meeting=meeting, step=step, text="同意。", by=chair, at=at, client_key=uuid4()
    )
    members = [row.person for row in roll(Body.COUNCIL, step.case.area_id, at)]
    if driver.chance.random() < 0.1:
        withdraw(motion=motion, reason="家里的事", by=driver.chance.choice(members), at=at)
    driver.mirror.sync()
    secret = step.pk % 3 == 0
    method = Method.SECRET if secret else Method.OWN_PHONE
    event = open_vote(motion=motion, method=method, by=chair, at=at)
    driver.entitled(event, motion, step.case.matter, members, at)
    for voter in event.roll.select_related("person"):
        if here[voter.person.key] is Presence.PRESENT:
            option = Option.YES if driver.chance.random() < 0.9 else Option.NO
            cast = cast_ballot if secret else cast_vote
            cast(event=event, option=option, by=voter.person, at=at, client_key=uuid4())
    event.refresh_from_db()
    if event.state == "open":
        close_vote(event=event, by=chair, at=at)
