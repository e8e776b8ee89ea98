"""A meeting's forms give back what was typed where a rule refuses it; nothing was changed."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from council.deliberation.models import Attendance, Hand, Meeting, Resolution
from council.deliberation.services.meetings import close_meeting
from council.deliberation.states import Method
from tests.council.deliberation.conftest import state
from tests.council.deliberation.room import COUNCIL, Room
from tests.council.deliberation.test_desk import Desk
from tests.council.deliberation.test_resolutions import adopting, called

__all__ = ["adopting"]


def test_a_refused_resolution_comes_back_with_the_rule_at_its_field(adopting: Room) -> None:
    desk, meeting = Desk(adopting, "文书"), called(adopting, days=10)
    typed = {
        "step": adopting.step.pk,
        "text": "同意，\r\n但先修三组的渠。",
        "authorisation": "村民会议授权〔2025〕3号",
        "recusals": "某某 受益户",
        "due": 9,
        "present": 7,
        "women_due": 3,
        "women_present": 2,
        "yes": 4,
        "no": 1,
        "abstain": 0,
        "client_key": uuid4(),
    }
    before = state()
    page = desk.post("desk_resolution_new", meeting.pk, status=409, **typed)
    for text in ("同意，", "但先修三组的渠。", "村民会议授权〔2025〕3号", "某某 受益户"):
        assert text in page
    assert 'name="present" value="7"' in page.replace("  ", " ") or 'value="7"' in page
    assert "RESOLUTION-SUM" in page.split('name="present"')[0].split('name="due"')[1]
    assert str(typed["client_key"]) in page
    assert state() == before
    assert not Resolution.objects.exists()


def test_a_refused_call_of_a_meeting_comes_back(adopting: Room) -> None:
    desk = Desk(adopting, "主任")
    typed = {
        "where": f"{adopting.village.area.code}-representatives",
        "held_at": "2026-03-04T19:30",
        "place": "党群服务中心二楼",
        "noticed_on": "2026-03-03",
        "client_key": uuid4(),
    }
    before = state()
    page = desk.post("desk_meeting_new", status=409, **typed)
    assert "党群服务中心二楼" in page
    assert "MEETING-1" in page.split('name="noticed_on"')[0].split('name="place"')[1]
    assert "2026-03-04T19:30" in page
    assert state() == before


def test_ticks_of_attendance_and_hands_come_back(room: Room) -> None:
    desk = Desk(room, "理事长")
    event = room.event(COUNCIL[:5], Method.SHOW_OF_HANDS)
    hands = {f"vote-{room[name].key}": "reject" for name in COUNCIL}
    page = desk.post("desk_hands", event.pk, status=409, **hands)
    assert "VOTE-NOT-PRESENT" in page
    assert page.count('value="reject" checked') == 7
    assert not Hand.objects.exists()
    meeting = Meeting.objects.get()
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    came = {str(room[name].key): "excused" for name in COUNCIL}
    before = list(Attendance.objects.values_list("presence", flat=True))
    page = desk.post("desk_attendance", meeting.pk, status=409, **came)
    assert "MEETING-2" in page
    assert page.count('value="excused" checked') == 7
    assert list(Attendance.objects.values_list("presence", flat=True)) == before


def test_minutes_refused_after_the_meeting_closed_are_given_back(room: Room) -> None:
    meeting = room.meeting()
    close_meeting(meeting=meeting, by=room["理事长"], at=room.at)
    page = Desk(room, "理事长").post(
        "desk_minutes", meeting.pk, status=409, text="一整晚写的纪要。\r\n第二行"
    )
    assert "一整晚写的纪要。" in page
    assert "MEETING-2" in page


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/desk/meetings/vote/{pk}/", "/desk/meetings/vote/{pk}/"),
        ("http://elsewhere.example/desk/meetings/vote/{pk}/", "/desk/"),
        ("http://testserver//elsewhere.example/", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_the_way_back_from_a_refusal_is_a_page(room: Room, came_from: str, back: str) -> None:
    event = room.event(COUNCIL[:6])
    browser = Client()
    browser.force_login(room.account("理事七"), backend="gongshi.people.backends.PhoneOrName")
    page = browser.post(
        f"/desk/meetings/vote/{event.pk}/own/",  # nothing can be read at this address
        {"option": "yes", "confirmed": "1", "client_key": str(uuid4())},
        headers={"referer": came_from.format(pk=event.pk)},
    )
    assert page.status_code == 409
    way = re.search(r'class="button quiet" href="([^"]+)"', page.content.decode())
    assert way is not None
    assert way[1] == back.format(pk=event.pk)
    assert browser.get(way[1]).status_code == 200
