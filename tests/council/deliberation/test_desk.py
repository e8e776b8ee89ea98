"""The desk pages: a meeting from the call to the result, by plain forms alone."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from council.deliberation.models import Meeting, Motion, Resolution, Vote, VoteEvent
from council.deliberation.printing import count_sheet, vote_sheet
from council.deliberation.services.motions import open_vote
from council.deliberation.states import Method
from council.procedures.models import Step
from council.procedures.services import finish
from tests.council.deliberation.room import COUNCIL, Room
from tests.council.deliberation.test_resolutions import adopting, called  # noqa: F401 -- a fixture
from tests.council.reading import reading
from tests.village import AT

LIMIT = 60 * 1024


class Desk:
    """Someone signed in at the desk."""

    def __init__(self, room: Room, name: str) -> None:
        self.client = Client()
        self.client.force_login(room.account(name), backend="gongshi.people.backends.PhoneOrName")

    def get(self, name: str, *args: object, status: int = 200) -> str:
        answer = self.client.get(reverse(name, args=args))
        assert answer.status_code == status, answer.content.decode()[:3000]
        assert status != 200 or "no-store" in answer["Cache-Control"]
        assert len(answer.content) < LIMIT
        return answer.content.decode()

    def post(self, name: str, *args: object, status: int = 302, **data: object) -> str:
        answer = self.client.post(reverse(name, args=args), data)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer.content.decode()


def key(page: str) -> str:
    return re.search(r'name="client_key"[^>]*value="([^"]+)"', page).group(1)


@pytest.fixture
def desks(room: Room) -> dict[str, Desk]:
    return {name: Desk(room, name) for name in (*COUNCIL, "文书", "主任", "镇审核")}


def held(room: Room, desks: dict[str, Desk], method: str) -> VoteEvent:
    chair = desks["理事长"]
    chair.post(
        "desk_meeting_new",
        where=f"{room.village.area.code}-council",
        held_at="2026-03-02T19:30",
        place="村委会",
        client_key=key(chair.get("desk_meeting_new")),
    )
    meeting = Meeting.objects.get()
    came = {str(room[name].key): "present" for name in COUNCIL}
    chair.post("desk_attendance", meeting.pk, **came)
    chair.post(
        "desk_motion_new",
        meeting.pk,
        step=room.step.pk,
        text="同意本方案。",
        client_key=key(chair.get("desk_motion_new", meeting.pk)),
    )
    motion = Motion.objects.get()
    assert "同意本方案" in chair.get("desk_motion", motion.pk)
    chair.post("desk_open_vote", motion.pk, method=method)
    return VoteEvent.objects.get()


def test_a_show_of_hands_takes_one_screen(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "show_of_hands")
    page = desks["理事二"].get("desk_vote", event.pk)
    assert page.count("<fieldset") == 7
    hands = {f"vote-{room[name].key}": "approve" for name in COUNCIL[:5]}
    hands |= {f"vote-{room[name].key}": "reject" for name in COUNCIL[5:]}
    desks["理事二"].post("desk_hands", event.pk, **hands)
    page = desks["理事三"].get("desk_vote", event.pk)
    digest = re.search(r'name="digest" value="(\w+)"', page).group(1)
    assert 'name="digest"' not in desks["理事二"].get("desk_vote", event.pk)
    assert "VOTE-CERTIFY" in desks["理事二"].post(
        "desk_certify", event.pk, digest=digest, status=409
    )
    desks["理事三"].post("desk_certify", event.pk, digest=digest)
    page = desks["理事二"].get("desk_vote", event.pk)
    assert "应到7人，回避0人，有权表决7人，参加7人，赞成5票 → 需5人参加、4票赞成 → 通过" in page
    assert Step.objects.get(key="advise").state == "done"


def test_everyone_votes_on_their_own_phone(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "own_phone")
    for name in COUNCIL:
        desk = desks[name]
        assert 'value="abstain"' in desk.get("desk_vote", event.pk)
        page = desk.post("desk_own_vote", event.pk, option="yes", status=200)
        answer = {"option": "yes", "confirmed": "1", "client_key": key(page)}
        desk.post("desk_own_vote", event.pk, **answer)
        desk.post("desk_own_vote", event.pk, **answer)
    assert Vote.objects.count() == 7
    assert "参加7人" in desks["理事长"].get("desk_vote", event.pk)


def test_the_double_vote_is_refused_in_words(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "own_phone")
    desk = desks["理事五"]
    for option, status in (("yes", 302), ("no", 409)):
        page = desk.post("desk_own_vote", event.pk, option=option, status=200)
        answer = desk.post(
            "desk_own_vote",
            event.pk,
            option=option,
            confirmed="1",
            client_key=key(page),
            status=status,
        )
    assert "DOUBLE-VOTE" in answer
    assert "不能再改" in answer
    assert Vote.objects.get().option == "yes"


def test_strangers_see_no_meeting(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "own_phone")
    meeting, motion = event.motion.meeting, event.motion
    places = [
        ("desk_meeting", meeting.pk),
        ("desk_attendance", meeting.pk),
        ("desk_minutes", meeting.pk),
        ("desk_motion_new", meeting.pk),
        ("desk_motion", motion.pk),
        ("desk_vote", event.pk),
    ]
    for name, pk in places:
        desks["镇审核"].get(name, pk, status=404)
        assert Client().get(reverse(name, args=[pk])).status_code == 302
        desks["文书"].get(name, pk)
    for name in ("desk_hands", "desk_certify", "desk_close_vote", "desk_own_vote"):
        desks["主任"].post(name, event.pk, option="yes", status=404)
    desks["文书"].post("desk_close_vote", event.pk, status=403)


def test_from_the_task_to_the_meeting(room: Room, desks: dict[str, Desk]) -> None:
    page = desks["理事二"].get("desk_vote_step", room.step.pk)
    assert reverse("desk_meeting_new") in page
    held(room, desks, "own_phone")
    desks["理事二"].get("desk_vote_step", room.step.pk, status=302)
    assert "投票，或签认名单" in desks["理事二"].get("desk")


def test_the_minutes_tell_what_happened(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "own_phone")
    meeting = event.motion.meeting
    desks["理事长"].post("desk_meeting_close", meeting.pk, status=409)
    desks["理事长"].post("desk_close_vote", event.pk)
    page = desks["理事二"].get("desk_minutes", meeting.pk)
    assert "同意本方案" in page
    assert "理事七" in page
    desks["理事二"].post("desk_minutes", meeting.pk, text="会议记录")
    read = reading(desks["理事长"].get("desk_meeting", meeting.pk))
    desks["理事二"].post("desk_minutes", meeting.pk, text="另一份记录")
    desks["理事长"].post("desk_meeting_close", meeting.pk, reading=read)
    assert Meeting.objects.get().state == "open"
    page = desks["理事长"].get("desk_minutes", meeting.pk)
    assert "另一份记录" in page
    assert "已经有改动" in page
    desks["理事二"].post("desk_minutes", meeting.pk, text="会议记录")
    read = reading(desks["理事长"].get("desk_meeting", meeting.pk))
    desks["理事长"].post("desk_meeting_close", meeting.pk, reading=read)
    assert Meeting.objects.get().state == "closed"
    assert "会议记录" in desks["理事二"].get("desk_minutes", meeting.pk)


def test_the_sheets_are_printed(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "own_phone")
    for which in ("sign-in", "vote", "count"):
        answer = desks["文书"].client.get(
            reverse("desk_sheet", args=[event.motion.meeting.pk, which])
        )
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_a_resolution_is_entered_and_certified(adopting: Room) -> None:  # noqa: F811
    room = adopting
    meeting = called(room)
    clerk = Desk(room, "文书")
    page = clerk.get("desk_resolution_new", meeting.pk)
    facts = {
        "step": room.step.pk,
        "text": "同意。",
        "authorisation": "村民会议授权〔2025〕3号",
        "due": 9,
        "present": 6,
        "women_due": 3,
        "women_present": 2,
        "yes": 4,
        "no": 1,
        "abstain": 0,
        "recusals": "某某 受益户",
        "client_key": key(page),
    }
    wrong = facts | {"authorisation": ""}
    assert "RESOLUTION-AUTH" in clerk.post("desk_resolution_new", meeting.pk, status=409, **wrong)
    clerk.post("desk_resolution_new", meeting.pk, **facts)
    resolution = Resolution.objects.get()
    assert "RESOLUTION-CERT" in clerk.post("desk_resolution", resolution.pk, status=409)
    for name in ("代表0", "监委甲"):
        desk = Desk(room, name)
        assert "应到9人，实到6人" in desk.get("desk_resolution", resolution.pk)
        assert "签认一份决议" in desk.get("desk")
        desk.post("desk_resolution", resolution.pk)
    assert Step.objects.get(key="adopt").state == "done"


def test_beside_a_secret_vote_stands_no_name_on_paper(room: Room) -> None:
    motion = room.motion()
    assert COUNCIL[0] in str(vote_sheet(motion.meeting, AT).rows)
    open_vote(motion=motion, method=Method.SECRET, by=room["理事长"], at=AT)
    for sheet in (vote_sheet(motion.meeting, AT), count_sheet(motion.meeting, AT)):
        assert not any(name in str(sheet.rows) for name in COUNCIL)
        assert ["赞成", "", ""] in [list(row) for row in sheet.rows]
        assert not sheet.blank_rows
    page = Desk(room, "理事长").get("desk_meeting", motion.meeting.pk)
    assert reverse("desk_sheet", args=[motion.meeting.pk, "count"]) in page


def test_no_line_breaks_within_an_office(room: Room) -> None:
    assert '<span class="whole">理事长</span>' in Desk(room, "理事长").get("desk_meetings")


def test_a_step_that_nobody_votes_on_has_no_page_of_a_vote(
    room: Room, desks: dict[str, Desk]
) -> None:
    finish(step=room.step, at=room.at, outcome={})
    finish(step=room.step, at=room.at, outcome={})
    assert room.step.kind == "act"
    desks["理事二"].get("desk_vote_step", room.step.pk, status=404)
