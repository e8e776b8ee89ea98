"""The rules of motions, votes and meetings at their boundaries."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from council.deliberation.rules import meetings, motions, resolutions, voting
from council.deliberation.states import Body, EventState, Method
from gongshi.verdict import Verdict

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("verdict", "rule"),
    [
        (motions.may_put(Body.COUNCIL, "同意。"), ""),
        (motions.may_put(Body.COUNCIL, " \n"), "MOTION-1"),
        (motions.may_put(Body.REPRESENTATIVES, "同意。"), "MOTION-1"),
        (motions.is_about("a", "a"), ""),
        (motions.is_about("a", "b"), "VOTE-ABOUT"),
        (motions.is_about("", "b"), "VOTE-ABOUT"),
        (motions.before_opening(voting=False), ""),
        (motions.before_opening(voting=True), "I17"),
        (motions.is_shown(proven=True, by_self=False), ""),
        (motions.is_shown(proven=False, by_self=True), ""),
        (motions.is_shown(proven=False, by_self=False), "I17"),
        (meetings.may_close_meeting(voting=False), ""),
        (meetings.may_close_meeting(voting=True), "MEETING-3"),
        (meetings.belongs_here(same_village=True), ""),
        (meetings.belongs_here(same_village=False), "I7"),
        (meetings.holds_office(held=True), ""),
        (meetings.holds_office(held=False), "I7"),
        (resolutions.is_written(Body.JOINT, "同意。"), ""),
        (resolutions.is_written(Body.JOINT, " "), "RESOLUTION-1"),
        (resolutions.is_written(Body.COUNCIL, "同意。"), "RESOLUTION-BODY"),
        (voting.same_tap(same=True), ""),
        (voting.same_tap(same=False), "DOUBLE-VOTE"),
        (voting.has_hands(entered=True), ""),
        (voting.has_hands(entered=False), "VOTE-CERTIFY"),
        (voting.may_enter_hands(EventState.OPEN, Method.SHOW_OF_HANDS), ""),
        (voting.may_enter_hands(EventState.OPEN, Method.OWN_PHONE), "VOTE-METHOD"),
        (voting.may_enter_hands(EventState.CLOSED, Method.OWN_PHONE), "MOTION-CLOSED"),
        (voting.may_close(member=True, chair=False, waiting=0), ""),
        (voting.may_close(member=True, chair=False, waiting=1), "VOTE-CLOSE"),
        (voting.may_close(member=True, chair=True, waiting=1), ""),
        (voting.may_close(member=False, chair=False, waiting=0), "I7"),
    ],
)
def test_each_rule_at_its_boundary(verdict: Verdict, rule: str) -> None:
    assert verdict.rule == rule


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({}, ""),
        ({"member": False}, "VOTE-NOT-ENTITLED"),
        ({"voting": True}, "I17"),
        ({"already": True}, "I17"),
        ({"reason": " "}, "I17"),
    ],
)
def test_a_member_withdraws_once_before_the_opening_and_says_why(change, rule: str) -> None:
    facts = {"member": True, "voting": False, "already": False, "reason": "亲戚", **change}
    assert motions.may_withdraw(**facts).rule == rule


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({}, ""),
        ({"recorder": ["a"]}, "VOTE-CERTIFY"),
        ({"member": False}, "VOTE-CERTIFY"),
        ({"same_list": False}, "VOTE-CHANGED"),
        ({"already": True}, "VOTE-CERTIFY"),
    ],
)
def test_another_member_certifies_the_list_that_was_read_once(change, rule: str) -> None:
    facts = {"certifier": ["a"], "recorder": ["b"], "member": True, "same_list": True, **change}
    assert voting.may_certify(**facts).rule == rule
    assert voting.may_certify(**{**facts, "recused": True}).rule == "VOTE-CERTIFY"


@pytest.mark.parametrize(
    ("since", "rule"),
    [
        (NOON - timedelta(days=1), ""),
        (NOON, ""),
        (NOON + timedelta(seconds=59), ""),
        (NOON + timedelta(minutes=1), "RESOLUTION-EARLY"),
    ],
)
def test_a_meeting_decides_on_what_existed_to_the_minute(since: datetime, rule: str) -> None:
    assert resolutions.is_not_early(NOON, since).rule == rule
