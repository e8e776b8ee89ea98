"""The rules of a ballot box, each at its boundary."""

from __future__ import annotations

from uuid import UUID

import pytest

from council.deliberation.rules import ballots
from gongshi.verdict import Verdict

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("verdict", "rule"),
    [
        (ballots.has_its_key(kept=True), ""),
        (ballots.has_its_key(kept=False), "VOTE-KEY"),
        (ballots.is_whole(ballots=0, took_part=0), ""),
        (ballots.is_whole(ballots=5, took_part=5), ""),
        (ballots.is_whole(ballots=4, took_part=5), "VOTE-BOX"),
        (ballots.is_whole(ballots=6, took_part=5), "VOTE-BOX"),
        (ballots.may_annul(chair=True, kept=False), ""),
        (ballots.may_annul(chair=True, kept=True), "VOTE-KEY"),
        (ballots.may_annul(chair=False, kept=False), "I7"),
    ],
)
def test_each_rule_at_its_boundary(verdict: Verdict, rule: str) -> None:
    assert verdict.rule == rule


@pytest.mark.parametrize(("cast", "opened"), [(0, False), (2, False), (3, True), (7, True)])
def test_fewer_than_the_least_stay_in_the_box(cast: int, opened: bool) -> None:
    assert ballots.may_be_opened(cast=cast, least=3) is opened


@pytest.mark.parametrize(
    ("values", "unanimous"),
    [((5, 0, 0), True), ((0, 3, 0), True), ((4, 1, 0), False), ((4, 0, 1), False)],
)
def test_all_alike_and_everybody_knows(values: tuple[int, int, int], unanimous: bool) -> None:
    assert ballots.is_unanimous(*values) is unanimous


def test_a_receipt_is_of_one_person_in_one_vote_by_one_form() -> None:
    salt = ballots.salt_of(ONE)
    codes = {
        ballots.receipt_of(salt, event=1, person=ONE, number=1),
        ballots.receipt_of(salt, event=1, person=OTHER, number=1),
        ballots.receipt_of(salt, event=2, person=ONE, number=1),
        ballots.receipt_of(salt, event=1, person=ONE, number=2),
        ballots.receipt_of(ballots.salt_of(OTHER), event=1, person=ONE, number=1),
    }
    assert len(codes) == 5
    assert {len(code) for code in (salt, *codes)} == {16}
    assert salt not in ballots.tap_of(ONE)
