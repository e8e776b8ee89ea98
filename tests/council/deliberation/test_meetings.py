"""Signing in, keeping the minutes, closing the meeting."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from council.deliberation.models import Attendance, Meeting, Minutes
from council.deliberation.pages import quorum_words
from council.deliberation.queries import meetings_of, presence
from council.deliberation.services.meetings import (
    close_meeting,
    convene_meeting,
    record_attendance,
    save_minutes,
)
from council.deliberation.services.voting import close_vote
from council.deliberation.states import Body, Presence
from tests.council.deliberation.room import COUNCIL, Room
from tests.village import AT


def test_seven_due_five_came(room: Room) -> None:
    meeting = room.meeting(COUNCIL[:5])
    assert presence(meeting, AT) == (7, 5)
    assert {row.name for row in Attendance.objects.all()} == set(COUNCIL)


def test_a_member_signs_in_alone_but_not_for_others(room: Room, refused) -> None:
    meeting = room.meeting([])
    sign = lambda name, by: record_attendance(  # noqa: E731
        meeting=meeting, presences={room[name].key: Presence.PRESENT}, by=room[by], at=AT
    )
    sign("理事五", "理事五")
    assert presence(meeting, AT) == (7, 1)
    assert refused(lambda: sign("主任", "主任")) == "I7"
    assert refused(lambda: sign("理事五", "主任")) == "I7"
    assert refused(lambda: sign("主任", "理事二")) == "MEETING-2"


def test_all_are_due_though_only_three_have_signed_in(room: Room) -> None:
    meeting = convene_meeting(
        area=room.village.area,
        body=Body.COUNCIL,
        held_at=AT,
        place="村委会",
        by=room["理事长"],
        at=AT,
        client_key=uuid4(),
    )
    for name in COUNCIL[:3]:
        came = {room[name].key: Presence.PRESENT}
        record_attendance(meeting=meeting, presences=came, by=room[name], at=AT)
    assert presence(meeting, AT) == (7, 3)
    told = quorum_words(meeting, AT)
    assert (told["due"], told["quorum"], told["enough"]) == (7, 5, False)


def test_the_same_form_twice_calls_one_meeting(room: Room) -> None:
    key = uuid4()
    call = lambda: convene_meeting(  # noqa: E731
        area=room.village.area,
        body=Body.COUNCIL,
        held_at=AT,
        place="村委会",
        by=room["理事长"],
        at=AT,
        client_key=key,
    )
    assert call() == call()
    assert Meeting.objects.count() == 1


def test_a_closed_meeting_stays_as_it_was(room: Room, refused) -> None:
    event = room.event()
    meeting = event.motion.meeting
    close = lambda: close_meeting(meeting=meeting, by=room["理事长"], at=AT)  # noqa: E731
    write = lambda: save_minutes(meeting=meeting, text="记录", by=room["理事二"], at=AT)  # noqa: E731
    assert refused(close) == "MEETING-3"
    close_vote(event=event, by=room["理事长"], at=AT)
    write()
    close()
    assert refused(close) == "MEETING-2"
    assert refused(write) == "MEETING-2"
    assert (
        refused(
            lambda: record_attendance(
                meeting=meeting,
                presences={room["理事二"].key: Presence.ABSENT},
                by=room["理事长"],
                at=AT,
            )
        )
        == "MEETING-2"
    )
    assert Minutes.objects.get().text == "记录"


def test_nobody_signs_in_before_the_day_of_the_meeting(room: Room, refused) -> None:
    meeting = convene_meeting(
        area=room.village.area,
        body=Body.COUNCIL,
        held_at=AT + timedelta(days=1),
        place="村委会",
        steps=[room.step],
        by=room["理事长"],
        at=AT,
        client_key=uuid4(),
    )
    came = {room[name].key: Presence.PRESENT for name in COUNCIL}
    facts = {"meeting": meeting, "presences": came, "by": room["理事长"]}
    late = (AT + timedelta(days=1)).replace(hour=0, minute=0)
    assert refused(lambda: record_attendance(at=AT, **facts)) == "MEETING-4"
    assert (
        refused(lambda: record_attendance(at=late - timedelta(minutes=1), **facts)) == "MEETING-4"
    )
    assert len(record_attendance(at=late, **facts)) == 7


def test_who_sees_the_meeting(room: Room) -> None:
    meeting = room.meeting()
    for name in ("理事三", "文书", "镇文书", "监委甲"):
        assert list(meetings_of(room[name], AT)) == [meeting]
    for name in ("主任", "审批", "镇审核"):
        assert not meetings_of(room[name], AT)


def test_nobody_signs_in_before_the_day_that_everyone_was_told(room: Room, refused) -> None:
    """A chair calls for next week, comes tonight with friends, and the vote is over."""
    called = convene_meeting(
        area=room.village.area,
        body=Body.COUNCIL,
        held_at=AT + timedelta(days=7),
        place="村委会",
        steps=[room.step],
        by=room["理事长"],
        at=AT,
        client_key=uuid4(),
    )

    def come(at):
        friends = {room[name].key: Presence.PRESENT for name in COUNCIL[:5]}
        return record_attendance(meeting=called, presences=friends, by=room["理事长"], at=at)

    assert refused(lambda: come(AT)) == "MEETING-4"
    assert refused(lambda: come(AT + timedelta(days=6))) == "MEETING-4"
    assert len(come(AT + timedelta(days=7, hours=-8))) == 5


@pytest.mark.parametrize("year", [1, 1999, 2028, 9999])
def test_a_day_that_cannot_be_meant_calls_no_meeting(room: Room, refused, year: int) -> None:
    call = lambda: convene_meeting(  # noqa: E731
        area=room.village.area,
        body=Body.COUNCIL,
        held_at=AT.replace(year=year),
        place="村委会",
        by=room["理事长"],
        at=AT,
        client_key=uuid4(),
    )
    assert refused(call) == "MEETING-1"


def test_nobody_is_sent_away_from_an_open_vote(room: Room, refused) -> None:
    """Entered as away, two could not vote any more, and anybody could close without them."""
    event = room.event()
    enter = lambda names, presence: record_attendance(  # noqa: E731
        meeting=event.motion.meeting,
        presences={room[name].key: presence for name in names},
        by=room["理事二"],
        at=AT,
    )
    assert refused(lambda: enter(COUNCIL[4:6], Presence.ABSENT)) == "MEETING-5"
    assert enter(COUNCIL[4:6], Presence.PRESENT)
    assert room.vote(event, "理事五", "no")
    close_vote(event=event, by=room["理事长"], at=AT)
    assert enter(COUNCIL[4:6], Presence.ABSENT)
