"""PUB-1 to PUB-3, each at its boundary, without a database."""

from __future__ import annotations

import pytest

from gongshi.publishing.rules import may_conclude, may_request, may_take_up


@pytest.mark.parametrize(("on_its_way", "rule"), [(False, ""), (True, "PUB-1")])
def test_pub_1_once_at_a_time(on_its_way: bool, rule: str) -> None:
    assert may_request(on_its_way=on_its_way).rule == rule


@pytest.mark.parametrize(("interrupted", "rule"), [(False, ""), (True, "PUB-2")])
def test_pub_2_what_was_interrupted_is_not_concluded(interrupted: bool, rule: str) -> None:
    assert may_conclude(interrupted=interrupted).rule == rule


@pytest.mark.parametrize(
    ("interrupted", "concluded", "announcement", "rule"),
    [
        (False, False, False, ""),
        (False, False, True, ""),
        (False, True, False, "PUB-3"),
        (False, True, True, ""),
        (True, False, False, "PUB-3"),
        (True, False, True, "PUB-3"),
    ],
)
def test_pub_3_no_notice_of_what_is_over(
    interrupted: bool, concluded: bool, announcement: bool, rule: str
) -> None:
    verdict = may_take_up(interrupted=interrupted, concluded=concluded, announcement=announcement)
    assert verdict.rule == rule
