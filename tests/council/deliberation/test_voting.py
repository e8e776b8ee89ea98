"""Votes on one's own phone: entitled once, only while open, counted when closed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from council.deliberation.models import Vote, VoteResult
from council.deliberation.services.meetings import close_meeting, record_attendance
from council.deliberation.services.motions import open_vote, put_motion, withdraw
from council.deliberation.services.voting import cast_vote, close_vote
from council.deliberation.states import EventState, Method, Option, Presence
from council.procedures.models import Case
from gongshi.matters.models import Act
from tests.council.deliberation.room import COUNCIL, Room
from tests.village import AT

LATER = AT + timedelta(hours=1)


def result(room: Room, event) -> VoteResult:
    return close_vote(event=event, by=room["理事长"], at=LATER)


def test_seven_vote_and_the_step_is_done(room: Room) -> None:
    event = room.event()
    for name, option in zip(COUNCIL, ["yes"] * 4 + ["no"] * 2 + ["abstain"], strict=True):
        room.vote(event, name, option)
    event.refresh_from_db()
    found = event.results.get()
    assert event.state == EventState.CLOSED
    assert (found.due, found.recused, found.entitled, found.cast) == (7, 0, 7, 7)
    assert (found.yes, found.no, found.abstain) == (4, 2, 1)
    assert (found.quorum, found.needed, found.quorate, found.adopted) == (5, 4, True, True)
    assert Act.objects.filter(duty="decide").count() == 7
    advise = room.case.steps.get(key="advise")
    assert (advise.state, advise.outcome["yes"], advise.outcome["needed"]) == ("done", 4, 4)
    assert (room.step.key, Case.objects.get().matter.stage) == ("adopt", "decided")


def test_three_of_seven_do_not_pass_and_the_case_stays(room: Room) -> None:
    event = room.event()
    for name, option in zip(COUNCIL[:6], ["yes"] * 3 + ["no"] * 3, strict=True):
        room.vote(event, name, option)
    found = result(room, event)
    assert (found.quorate, found.adopted) == (True, False)
    assert room.step.key == "advise"
    again = open_vote(motion=event.motion, method=Method.OWN_PHONE, by=room["理事长"], at=LATER)
    assert again.number == 2


@pytest.mark.parametrize(("votes", "quorate"), [(4, False), (5, True)])
def test_the_quorum_is_counted_when_the_vote_closes(room: Room, votes: int, quorate: bool) -> None:
    event = room.event()
    for name in COUNCIL[:votes]:
        room.vote(event, name)
    found = result(room, event)
    assert (found.quorum, found.quorate, found.adopted) == (5, quorate, quorate)
    assert room.step.key == ("adopt" if quorate else "advise")


@pytest.mark.parametrize("present", [4, 5])
def test_a_vote_opens_only_with_a_quorum_in_the_room(room: Room, refused, present: int) -> None:
    motion = room.motion(COUNCIL[:present])
    open_it = lambda: open_vote(  # noqa: E731
        motion=motion, method=Method.OWN_PHONE, by=room["理事长"], at=AT
    )
    if present < 5:
        assert refused(open_it) == "NO-QUORUM"
    else:
        assert open_it().state == EventState.OPEN


def test_who_is_not_entitled_is_refused(room: Room, refused) -> None:
    room.benefits("理事三")
    event = room.event()
    assert [voter.name for voter in event.roll.all()].count("理事三") == 0
    assert event.motion.recusals.get().rule == "I3"
    for name in ("理事三", "主任", "文书"):
        assert refused(lambda name=name: room.vote(event, name)) == "VOTE-NOT-ENTITLED"


def test_who_is_not_here_does_not_vote(room: Room, refused) -> None:
    event = room.event(COUNCIL[:6])
    assert refused(lambda: room.vote(event, "理事七")) == "VOTE-NOT-PRESENT"


def test_nobody_votes_twice(room: Room, refused) -> None:
    event, key = room.event(), uuid4()
    first = room.vote(event, "理事二", "yes", key)
    assert room.vote(event, "理事二", "yes", key) == first
    assert refused(lambda: room.vote(event, "理事二", "no", key)) == "DOUBLE-VOTE"
    assert refused(lambda: room.vote(event, "理事二", "no")) == "DOUBLE-VOTE"
    assert refused(lambda: room.vote(event, "理事二", "yes")) == "DOUBLE-VOTE"
    assert refused(lambda: room.vote(event, "理事三", "yes", key)) == "DOUBLE-VOTE"
    assert Vote.objects.count() == 1


def test_after_closing_nothing_is_added(room: Room, refused) -> None:
    event, key = room.event(), uuid4()
    first = room.vote(event, "理事二", "no", key)
    found = result(room, event)
    assert refused(lambda: room.vote(event, "理事三")) == "MOTION-CLOSED"
    assert room.vote(event, "理事二", "no", key) == first
    assert result(room, event) == found
    assert VoteResult.objects.count() == 1


def test_only_the_chair_closes_before_all_who_are_here_have_voted(room: Room, refused) -> None:
    event = room.event(COUNCIL[:6])
    for name in COUNCIL[:5]:
        room.vote(event, name)
    early = lambda name: close_vote(event=event, by=room[name], at=LATER)  # noqa: E731
    assert refused(lambda: early("理事二")) == "VOTE-CLOSE"
    assert refused(lambda: early("主任")) == "I7"
    room.vote(event, "理事六")
    assert early("理事二").adopted


def test_another_account_cannot_vote_for_a_member(room: Room, refused) -> None:
    event = room.event()
    assert (
        refused(
            lambda: cast_vote(
                event=event,
                option=Option.YES,
                by=room["理事二"],
                at=LATER,
                client_key=uuid4(),
                account=room.account("理事三"),
            )
        )
        == "I1"
    )


def test_one_vote_at_a_time_on_the_step_that_waits(room: Room, refused) -> None:
    event = room.event()
    again = lambda: open_vote(  # noqa: E731
        motion=event.motion, method=Method.OWN_PHONE, by=room["理事长"], at=AT
    )
    assert refused(again) == "MOTION-OPEN"
    for name in COUNCIL:
        room.vote(event, name)
    assert refused(again) == "PROC-2"


def test_no_vote_opens_in_a_meeting_that_is_closed(room: Room, refused) -> None:
    motion = room.motion()
    close_meeting(meeting=motion.meeting, by=room["理事二"], at=AT)
    open_it = {"motion": motion, "by": room["理事长"], "at": AT}
    for method in Method:
        assert refused(lambda method=method: open_vote(method=method, **open_it)) == "MEETING-2"
    client = Client()
    client.force_login(room.account("理事长"), backend="gongshi.people.backends.PhoneOrName")
    page = client.get(f"/desk/meetings/motion/{motion.pk}/").content.decode()
    assert f"/desk/meetings/motion/{motion.pk}/open/" not in page


def test_a_council_of_four_cannot_vote(room: Room, refused) -> None:
    from gongshi.offices.models import Appointment
    from gongshi.offices.services import end_appointment

    motion = room.motion()
    for name in ("理事五", "理事六", "理事七"):
        row = Appointment.objects.get(person=room[name])
        end_appointment(appointment=row, reason="辞职", by=room.village.granters[0], at=AT)
    later = AT + timedelta(minutes=1)
    assert (
        refused(
            lambda: open_vote(motion=motion, method=Method.OWN_PHONE, by=room["理事长"], at=later)
        )
        == "I8"
    )


def test_a_declared_interest_leaves_the_vote_before_it_opens(room: Room, refused) -> None:
    motion = room.motion()
    leave = lambda name: withdraw(motion=motion, reason="合伙人", by=room[name], at=AT)  # noqa: E731
    leave("理事五")
    assert refused(lambda: leave("理事五")) == "I17"
    assert refused(lambda: leave("主任")) == "VOTE-NOT-ENTITLED"
    event = open_vote(motion=motion, method=Method.OWN_PHONE, by=room["理事长"], at=AT)
    assert event.roll.count() == 6
    assert refused(lambda: room.vote(event, "理事五")) == "VOTE-NOT-ENTITLED"
    assert refused(lambda: leave("理事六")) == "I17"


def test_a_general_rule_is_voted_by_all(room: Room) -> None:
    motion = room.motion(class_rule=True)
    room.benefits("理事三", "理事四")  # whom the rule turns out to reach
    event = open_vote(motion=motion, method=Method.OWN_PHONE, by=room["理事长"], at=AT)
    assert event.roll.count() == 7
    room.vote(event, "理事三")


def test_a_list_of_names_is_no_general_rule(room: Room, refused) -> None:
    room.benefits("理事三")
    meeting = room.meeting()
    put = lambda class_rule: put_motion(  # noqa: E731
        meeting=meeting,
        step=room.step,
        text="同意本方案。",
        class_rule=class_rule,
        by=room["理事长"],
        at=AT,
        client_key=uuid4(),
    )
    assert refused(lambda: put(True)) == "MOTION-2"
    assert [row.rule for row in put(False).recusals.all()] == ["I3"]


@pytest.mark.parametrize(
    ("gone", "entitled", "quorum", "needed"),
    [(1, 6, 4, 4), (2, 5, 4, 3), (3, 4, 3, 3), (4, 3, 3, 2)],
)
def test_recusal_leaves_the_denominator(
    room: Room, gone: int, entitled: int, quorum: int, needed: int
) -> None:
    room.benefits(*COUNCIL[-gone:])
    event = room.event()
    for name in COUNCIL[:entitled]:
        room.vote(event, name, "yes" if COUNCIL.index(name) < needed else "no")
    found = event.results.get()
    assert (found.due, found.recused, found.entitled) == (7, gone, entitled)
    assert (found.quorum, found.needed, found.adopted) == (quorum, needed, True)


def test_a_motion_needs_words_and_the_councils_own_step(room: Room, refused) -> None:
    meeting = room.meeting()
    put = lambda text, by: put_motion(  # noqa: E731
        meeting=meeting, step=room.step, text=text, by=room[by], at=AT, client_key=uuid4()
    )
    assert refused(lambda: put("  ", "理事长")) == "MOTION-1"
    assert refused(lambda: put("同意", "主任")) == "I7"
    key = uuid4()
    once = [
        put_motion(
            meeting=meeting, step=room.step, text="同意", by=room["理事长"], at=AT, client_key=key
        )
        for _ in range(2)
    ]
    assert once[0] == once[1]


def test_a_vote_costs_the_same_however_many_came(room: Room) -> None:
    event, costs = room.event(present=COUNCIL[:5]), []
    for name in COUNCIL[1:3]:
        room.account(name)
        with CaptureQueriesContext(connection) as asked:
            room.vote(event, name)
        costs.append(len(asked))
        came = {room[one].key: Presence.PRESENT for one in COUNCIL}
        record_attendance(meeting=event.motion.meeting, presences=came, by=room["理事长"], at=AT)
    assert costs[0] == costs[1]
