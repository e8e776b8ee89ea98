"""Notice days, and the sums and authority of an assembly's resolution."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from council.deliberation.rules.meetings import has_come, may_vote_here, notice_given
from council.deliberation.rules.resolutions import (
    Minute,
    body_fits,
    is_left_to_recorder,
    may_certify_resolution,
    may_resolve,
)
from council.deliberation.rules.thresholds import Count, of_body, outcome
from council.deliberation.states import Body

DAY = date(2026, 3, 10)
RULES = of_body(Body.REPRESENTATIVES)
GOOD = Minute(
    body=Body.REPRESENTATIVES,
    count=Count(31, 22, 12, 6, 3, women_due=10, women_present=7),
    recused=1,
    authorisation="村民会议授权〔2025〕3号",
    held_on=DAY,
    today=DAY,
    roll=31,
    women_roll=10,
)


def judge(minute: Minute) -> str:
    rules = of_body(minute.body)
    return may_resolve(minute, rules, outcome(rules, minute.count)).rule


@pytest.mark.parametrize(("days", "allowed"), [(4, False), (5, True), (6, True)])
def test_notice_days(days: int, allowed: bool) -> None:
    assert bool(notice_given(DAY, DAY + timedelta(days=days), 5)) == allowed


@pytest.mark.parametrize(("days", "rule"), [(-1, "MEETING-4"), (0, ""), (1, "")])
def test_a_meeting_is_held_from_its_day_on(days: int, rule: str) -> None:
    today = DAY + timedelta(days=days)
    assert has_come(DAY, today).rule == rule
    assert may_vote_here(closed=False, held_on=DAY, today=today).rule == rule
    assert may_vote_here(closed=True, held_on=DAY, today=today).rule == "MEETING-2"


def test_a_right_resolution_is_entered() -> None:
    assert judge(GOOD) == ""


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"yes": 13}, "RESOLUTION-SUM"),
        ({"yes": 11}, "RESOLUTION-SUM"),
        ({"no": -1, "yes": 19}, "RESOLUTION-SUM"),
        ({"women_present": 11}, "RESOLUTION-SUM"),
        ({"women_due": 31, "women_present": 21}, "RESOLUTION-SUM"),
        ({"due": 30}, "RESOLUTION-ROLL"),
        ({"women_due": 9}, "RESOLUTION-ROLL"),
        ({"present": 20, "yes": 10}, "NO-QUORUM"),
        ({"women_present": 6}, "NO-QUORUM"),
    ],
)
def test_a_wrong_count_is_refused(change: dict[str, int], rule: str) -> None:
    assert judge(replace(GOOD, count=replace(GOOD.count, **change))) == rule


def test_without_authority_or_before_the_day_it_is_refused() -> None:
    assert judge(replace(GOOD, authorisation=" ")) == "RESOLUTION-AUTH"
    assert judge(replace(GOOD, today=DAY - timedelta(days=1))) == "RESOLUTION-SUM"


@pytest.mark.parametrize(("due", "rule"), [(20, "RESOLUTION-ROLL"), (21, "")])
def test_representatives_of_the_collective_are_more_than_twenty(due: int, rule: str) -> None:
    count = Count(due, due, due)
    minute = replace(
        GOOD, body=Body.COLLECTIVE_REPRESENTATIVES, count=count, recused=0, roll=0, women_roll=0
    )
    assert judge(replace(minute, authorisation="")) == rule


def test_who_certifies() -> None:
    good = {"certifier": ["a"], "clerk": ["c"], "already": False, "of_body": True, "latest": True}
    assert may_certify_resolution(**good)
    for change in ({"clerk": ["a"]}, {"already": True}, {"of_body": False}, {"latest": False}):
        assert may_certify_resolution(**{**good, **change}).rule == "RESOLUTION-CERT"


@pytest.mark.parametrize(
    ("body", "wanted", "escalated", "allowed"),
    [
        (Body.REPRESENTATIVES, "representatives", False, True),
        (Body.REPRESENTATIVES, "council", False, False),
        (Body.REPRESENTATIVES, "council", True, True),
        (Body.ASSEMBLY, "council", True, False),
        (Body.COLLECTIVE_REPRESENTATIVES, "representatives", False, False),
    ],
)
def test_the_body_a_step_names_decides(
    body: Body, wanted: str, escalated: bool, allowed: bool
) -> None:
    assert bool(body_fits(body, wanted, escalated=escalated)) == allowed


@pytest.mark.parametrize(
    ("met", "entered", "rule"),
    [
        (True, False, ""),
        (False, False, "RESOLUTION-WAITS"),
        (True, True, "RESOLUTION-WAITS"),
        (False, True, "RESOLUTION-WAITS"),
    ],
)
def test_the_recorder_is_asked_from_the_day_of_the_meeting_on_and_once(
    met: bool, entered: bool, rule: str
) -> None:
    assert is_left_to_recorder(met=met, entered=entered).rule == rule
