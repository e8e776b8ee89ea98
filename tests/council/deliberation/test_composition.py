"""Who may sit on a council together, at every boundary."""

from __future__ import annotations

from dataclasses import replace

import pytest

from council.deliberation.rules.composition import Limits, Seat, may_nominate, may_serve, may_sit

CATEGORIES = [
    "old_cadre",
    "old_cadre",
    "poor_household",
    "villager",
    "villager",
    "villager",
    "villager",
]


def seats(number: int, cadres: int = 0) -> list[Seat]:
    padded = (CATEGORIES + ["villager"] * 3)[:number]
    made = [Seat(str(n), category, chair=n == 0) for n, category in enumerate(padded)]
    return [replace(seat, cadre=1 <= n <= cadres) for n, seat in enumerate(made)]


@pytest.mark.parametrize(("number", "allowed"), [(4, False), (5, True), (7, True), (8, False)])
def test_five_to_seven_members(number: int, allowed: bool) -> None:
    verdict = may_sit(seats(number), Limits())
    assert (bool(verdict), verdict.rule) == (allowed, "" if allowed else "I8")


def test_nobody_sits_twice() -> None:
    twice = [*seats(5), seats(5)[4]]
    assert may_sit(twice, Limits()).rule == "I8"


@pytest.mark.parametrize("category", ["poor_household", "villager"])
def test_poor_households_and_villagers_are_represented(category: str) -> None:
    without = [
        replace(seat, category="old_cadre") if seat.category == category else seat
        for seat in seats(7)
    ]
    assert may_sit(without, Limits()).rule == "I8"


@pytest.mark.parametrize(("cadres", "allowed"), [(2, True), (3, False)])
def test_at_most_two_cadres(cadres: int, allowed: bool) -> None:
    assert bool(may_sit(seats(7, cadres), Limits())) == allowed
    assert bool(may_sit(seats(7, cadres), Limits(max_cadres=3)))


def test_the_chair_is_no_cadre() -> None:
    one = [replace(seat, cadre=seat.chair) for seat in seats(7)]
    assert not may_sit(one, Limits())
    assert may_sit(one, Limits(chair_no_cadre=False))


def test_one_chair() -> None:
    assert not may_sit([replace(seat, chair=True) for seat in seats(5)], Limits())


def test_relatives_do_not_sit_together() -> None:
    kin = seats(5)
    kin[1] = replace(kin[1], near=frozenset({"3", "99"}))
    assert not may_sit(kin, Limits())
    assert may_sit(kin, Limits(relatives_apart=False))
    kin[1] = replace(kin[1], near=frozenset({"1", "99"}))
    assert may_sit(kin, Limits())


def test_a_county_may_ask_for_more_of_a_category() -> None:
    assert not may_sit(seats(7), Limits(least={"old_cadre": 3}))
    assert may_sit(seats(7), Limits(least={"old_cadre": 2}))


@pytest.mark.parametrize(
    ("signers", "committee", "secretary", "allowed"),
    [
        (("a", "b"), True, True, True),
        (("a", "a"), True, True, False),
        (("a", "b"), False, True, False),
        (("a", "b"), True, False, False),
    ],
)
def test_two_signers_nominate(
    signers: tuple[str, str], committee: bool, secretary: bool, allowed: bool
) -> None:
    assert bool(may_nominate(signers, committee=committee, secretary=secretary)) == allowed


def test_one_council_with_its_resolution() -> None:
    assert may_serve(False, "决议")
    assert may_serve(True, "决议").rule == "TERM-2"
    assert may_serve(False, " ").rule == "TERM-2"
