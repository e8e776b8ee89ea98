"""The secret ballot at the desk: by plain forms, and in a browser on a phone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from council.deliberation.models import Participation, Vote, VoteEvent
from council.deliberation.services.motions import open_vote
from council.deliberation.states import Method
from council.procedures.models import Step
from gongshi.desk.templatetags.faces import in_fours
from gongshi.people.models import User
from tests.council.deliberation.room import COUNCIL, Room
from tests.council.deliberation.secret import cast, cast_all, key_file, opened
from tests.council.deliberation.test_conflicts import kin
from tests.council.deliberation.test_desk import Desk, held, key
from tests.faces.pages import FINGERS, small_targets, too_wide, violations
from tests.village import AT

SHOTS = os.environ.get("GONGSHI_SHOTS", "")
VIEWS = ("standard", "elder")


@pytest.fixture
def desks(room: Room) -> dict[str, Desk]:
    return {name: Desk(room, name) for name in (*COUNCIL, "文书", "镇审核")}


def vote(desk: Desk, event: VoteEvent, code: str, status: int = 200) -> str:
    page = desk.get("desk_vote", event.pk)
    return desk.post("desk_ballot", event.pk, option=code, client_key=key(page), status=status)


def test_the_council_votes_in_secret(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "secret")
    for name, code in zip(COUNCIL, "1111223", strict=True):
        receipt = vote(desks[name], event, code)
        row = Participation.objects.get(person=room[name])
        assert in_fours(row.receipt) in receipt
    page = desks["理事二"].get("desk_vote", event.pk)
    assert "应到7人，回避0人，有权表决7人，参加7人，赞成4票 → 需5人参加、4票赞成 → 通过" in page
    assert "这是无记名投票" in page
    assert {*COUNCIL} in [set(names.split("、")) for names in re.findall("理事.(?:、理事.)+", page)]
    assert "意见一致" not in page
    assert Step.objects.get(key="advise").state == "done"
    minutes = desks["理事二"].get("desk_minutes", event.motion.meeting.pk)
    assert "无记名投票：赞成4票，反对2票，弃权1票。" in minutes
    assert not re.search("(赞成|反对|弃权)：理事", minutes)


def test_three_ways_are_offered_with_a_sentence_each(room: Room, desks: dict[str, Desk]) -> None:
    page = desks["理事长"].get("desk_motion", room.motion().pk)
    assert page.count('type="radio"') == 3
    for words in ("一人登记", "写进会议记录", "只知道谁投了票"):
        assert words in page


def test_the_chair_sees_who_has_voted_and_never_how(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "secret")
    for name, code in zip(COUNCIL[1:4], "132", strict=True):
        vote(desks[name], event, code)
    chair, member = (desks[name].get("desk_vote", event.pk) for name in ("理事长", "理事五"))
    names = re.search("已投票：\\s*(理事.(?:、理事.)*)", chair).group(1)
    assert set(names.split("、")) == set(COUNCIL[1:4])
    assert "理事三" not in member
    assert "已投3人" in member
    assert "你已投票" in desks["理事二"].get("desk_vote", event.pk)
    assert 'name="option"' not in desks["理事二"].get("desk_vote", event.pk)


def test_a_second_ballot_is_refused_and_the_first_receipt_comes_back(
    room: Room, desks: dict[str, Desk]
) -> None:
    event, desk = held(room, desks, "secret"), desks["理事五"]
    answer = {"client_key": key(desk.get("desk_vote", event.pk))}
    first = desk.post("desk_ballot", event.pk, option="1", status=200, **answer)
    again = desk.post("desk_ballot", event.pk, option="2", status=200, **answer)
    plain = re.compile(r'value="[^"]+"')
    assert plain.sub("", first) == plain.sub("", again)
    other = {"client_key": "11111111-1111-4111-8111-111111111111"}
    assert "DOUBLE-VOTE" in desk.post("desk_ballot", event.pk, option="2", status=409, **other)
    assert Participation.objects.count() == 1


def test_nothing_chosen_and_nothing_addressed_lead_back(room: Room, desks: dict[str, Desk]) -> None:
    event, desk = held(room, desks, "secret"), desks["理事五"]
    desk.get("desk_ballot", event.pk, status=302)
    desk.post("desk_ballot", event.pk, option="yes", status=302)
    desks["镇审核"].post("desk_ballot", event.pk, option="1", status=404)
    assert not Participation.objects.exists()


def test_all_alike_is_said(room: Room, desks: dict[str, Desk]) -> None:
    event = opened(room)
    cast_all(room, event, ["yes"] * 7)
    assert "意见一致" in desks["理事二"].get("desk_vote", event.pk)


def test_too_few_are_told_no_numbers(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "secret")
    for name in COUNCIL[:2]:
        vote(desks[name], event, "2")
    desks["理事长"].post("desk_close_vote", event.pk)
    page = desks["理事二"].get("desk_vote", event.pk)
    assert "参加投票的不足5人：不开票，不作决定。" in page
    assert "赞成" not in page
    assert "不开票" in desks["理事二"].get("desk_minutes", event.motion.meeting.pk)


def test_a_lost_key_is_said_and_the_chair_annuls(room: Room, desks: dict[str, Desk]) -> None:
    event = held(room, desks, "secret")
    vote(desks["理事二"], event, "1")
    key_file(event).unlink()
    assert "密钥已丢失" in desks["理事三"].get("desk_vote", event.pk)
    assert "VOTE-KEY" in desks["理事长"].post("desk_close_vote", event.pk, status=409)
    desks["理事三"].post("desk_annul_vote", event.pk, status=403)
    assert "作废这次表决" in desks["理事长"].get("desk_vote", event.pk)
    desks["理事长"].post("desk_annul_vote", event.pk)
    assert "已作废" in desks["理事三"].get("desk_vote", event.pk)
    page = desks["理事长"].get("desk_motion", event.motion.pk)
    assert "已作废" in page
    assert "开始表决" in page


def test_a_late_conflict_annuls_and_says_so(room: Room, desks: dict[str, Desk]) -> None:
    room.benefits("村民甲")
    event = opened(room)
    cast_all(room, event, ["yes"] * 7)
    kin(room["理事二"], room["村民甲"])
    page = desks["文书"].get("desk_late_conflict", event.pk)
    assert "无记名" in page
    desks["文书"].post(
        "desk_late_conflict", event.pk, person=str(room["理事二"].key), reason="兄弟"
    )
    page = desks["理事二"].get("desk_vote", event.pk)
    assert "这次表决已作废" in page
    assert "赞成7票 → 需5人参加、4票赞成 → 通过" in page, "the first result stays to be read"


# In a browser


@contextmanager
def on_a_phone(
    browser: Browser, url: str, account: User, view: str = "standard", *, scripts: bool = True
) -> Iterator[Page]:
    """Open a phone, signed in, in the view its owner reads."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "gongshi.people.backends.PhoneOrName"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", java_script_enabled=scripts
    )
    cookies = {"sessionid": session.session_key, "view": view}
    context.add_cookies([{"name": k, "value": v, "url": url} for k, v in cookies.items()])
    try:
        yield context.new_page()
    finally:
        context.close()


def judged(page: Page, name: str, view: str) -> None:
    """Judge the page as it stands, and photograph it where a folder is named."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{view}.png", full_page=True)
    assert not too_wide(page), name
    assert small_targets(page, FINGERS[view]) == [], name
    assert violations(page) == [], name


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS)
def test_on_a_phone(
    transactional_db: None, kind: None, browser: Browser, live_server: LiveServer, view: str
) -> None:
    room = Room()
    motion = room.motion()
    with on_a_phone(browser, live_server.url, room.account("理事长"), view) as page:
        page.goto(live_server.url + reverse("desk_motion", args=[motion.pk]))
        judged(page, "1-open", view)
        page.get_by_label("无记名投票").check()
        page.get_by_role("button", name="开始表决").click()
        expect(page.locator("form.secret summary")).to_have_count(3)
        event = VoteEvent.objects.get()
        for name, option in zip(COUNCIL[2:], ["yes", "no", "abstain", "yes"], strict=False):
            cast(room, event, name, option)
        page.reload()
        judged(page, "2-ballot", view)
        page.locator("summary", has_text="反对").click()
        confirm = page.get_by_role("button", name="确认投票：反对")
        expect(confirm).to_be_visible()
        expect(page.get_by_role("button", name="确认投票：赞成")).to_be_hidden()
        judged(page, "3-confirm", view)
        confirm.click()
        expect(page.locator("h1")).to_have_text("你已投票")
        judged(page, "4-receipt", view)
        assert "反对" not in page.content()
        page.get_by_role("link", name="回到表决").click()
        expect(page.locator("form.secret")).to_have_count(0)
        judged(page, "5-chair", view)
        page.get_by_role("button", name="结束表决").click()
        expect(page.locator(".sum")).to_be_visible()
        judged(page, "6-result", view)
        again = open_vote(motion=motion, method=Method.SECRET, by=room["理事长"], at=AT)
        cast(room, again, "理事二")
        key_file(again).unlink()
        page.goto(live_server.url + reverse("desk_vote", args=[again.pk]))
        judged(page, "7-lost", view)
        page.get_by_role("button", name="作废这次表决").click()
        expect(page.locator("main")).to_contain_text("须重新表决")
        judged(page, "8-annulled", view)


@pytest.mark.parametrize("method", ["secret", "own_phone"])
@pytest.mark.parametrize("mark", ["", "x", None])
def test_a_vote_that_no_page_of_ours_sent_is_not_understood(
    room: Room, desks: dict[str, Desk], method: str, mark: str | None
) -> None:
    event = held(room, desks, method)
    view = "desk_ballot" if method == "secret" else "desk_own_vote"
    given = {"option": "1" if method == "secret" else "yes", "confirmed": "1"}
    sent = given if mark is None else {**given, "client_key": mark}
    page = desks["理事二"].post(view, event.pk, **sent, status=400)
    assert "看不懂" in page
    assert not Participation.objects.exists()
    assert not Vote.objects.exists()


@pytest.mark.browser
def test_on_a_phone_without_scripts(
    transactional_db: None, kind: None, browser: Browser, live_server: LiveServer
) -> None:
    room = Room()
    event = opened(room)
    account = room.account("理事二")
    with on_a_phone(browser, live_server.url, account, scripts=False) as page:
        page.goto(live_server.url + reverse("desk_vote", args=[event.pk]))
        page.locator("summary", has_text="弃权").click()
        page.get_by_role("button", name="确认投票：弃权").click()
        expect(page.locator("h1")).to_have_text("你已投票")
    assert Participation.objects.get().name == "理事二"
