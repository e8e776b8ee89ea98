"""Every threshold at its boundary: the council's table, and each assembly's law."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.deliberation.rules.motions import can_decide
from council.deliberation.rules.thresholds import (
    Count,
    Share,
    council,
    from_json,
    of_body,
    outcome,
    to_json,
)
from council.deliberation.states import Body

COUNCIL = {7: (5, 4), 6: (4, 4), 5: (4, 3), 4: (3, 3), 3: (3, 2)}


def combinations() -> list[tuple[int, int, int, int, int]]:
    found = []
    for entitled in range(8):
        for yes, no, abstain in itertools.product(range(entitled + 1), repeat=3):
            if (absent := entitled - yes - no - abstain) >= 0:
                found.append((entitled, yes, no, abstain, absent))
    return found


def test_every_combination_of_a_council_vote_equals_the_table() -> None:
    cases = combinations()
    assert len(cases) == 330
    for entitled, yes, no, abstain, _absent in cases:
        assert can_decide(entitled) == (entitled >= 3)
        if entitled < 3:
            continue
        quorum, needed = COUNCIL[entitled]
        cast = yes + no + abstain
        found = outcome(council(), Count(entitled, cast, yes, no, abstain))
        assert (found.quorum, found.needed) == (quorum, needed)
        assert found.quorate == (cast >= quorum)
        assert found.adopted == (cast >= quorum and yes >= needed)


@given(st.integers(0, 500))
def test_shares_are_exact(number: int) -> None:
    two_thirds, half = Share(2, 3).of(number), Share(1, 2, more=True).of(number)
    assert 3 * two_thirds >= 2 * number > 3 * (two_thirds - 1)
    assert 2 * half > number >= 2 * (half - 1)
    assert Share(8, 12).of(number) == two_thirds
    assert Share(6, 12, more=True).of(number) == half


@pytest.mark.parametrize(
    ("present", "women", "yes", "quorate", "adopted", "needed"),
    [
        (21, 7, 11, True, True, 11),
        (21, 7, 10, True, False, 11),
        (22, 7, 11, True, False, 12),
        (22, 7, 12, True, True, 12),
        (20, 7, 20, False, False, 11),
        (21, 6, 21, False, False, 11),
    ],
)
def test_31_representatives_ten_of_them_women(
    present: int, women: int, yes: int, quorate: bool, adopted: bool, needed: int
) -> None:
    count = Count(31, present, yes, present - yes, 0, women_due=10, women_present=women)
    found = outcome(of_body(Body.REPRESENTATIVES), count)
    assert (found.quorum, found.women_quorum) == (21, 7)
    assert (found.quorate, found.adopted, found.needed) == (quorate, adopted, needed)


@pytest.mark.parametrize(
    ("present", "yes", "adopted"), [(21, 21, True), (31, 20, False), (31, 21, True)]
)
def test_representatives_of_the_collective_need_two_thirds_of_all(
    present: int, yes: int, adopted: bool
) -> None:
    for body in (Body.COLLECTIVE_REPRESENTATIVES, Body.COLLECTIVE_MEMBERS):
        found = outcome(of_body(body), Count(31, present, yes, present - yes))
        assert (found.quorum, found.needed, found.adopted) == (21, 21, adopted)


def test_acting_representatives_keep_both_laws() -> None:
    rules = of_body(Body.ACTING_REPRESENTATIVES)
    women = {"women_due": 10, "women_present": 7}
    assert outcome(rules, Count(31, 25, 21, 4, **women)).adopted
    assert not outcome(rules, Count(31, 25, 20, 5, **women)).adopted
    assert not outcome(rules, Count(31, 25, 25, 0, women_due=10, women_present=6)).quorate


@pytest.mark.parametrize(
    ("body", "due", "present", "yes", "quorate", "adopted"),
    [
        (Body.ASSEMBLY, 800, 401, 201, True, True),
        (Body.ASSEMBLY, 800, 400, 400, False, False),
        (Body.ASSEMBLY, 800, 401, 200, True, False),
        (Body.ASSEMBLY, 800, 402, 201, True, False),
        (Body.ASSEMBLY_HOUSEHOLDS, 300, 200, 101, True, True),
        (Body.ASSEMBLY_HOUSEHOLDS, 300, 199, 199, False, False),
        (Body.ASSEMBLY_HOUSEHOLDS, 301, 200, 200, False, False),
        (Body.JOINT, 7, 4, 4, True, True),
        (Body.JOINT, 7, 7, 3, True, False),
        (Body.JOINT, 8, 4, 4, False, False),
    ],
)
def test_other_bodies(
    body: Body, due: int, present: int, yes: int, quorate: bool, adopted: bool
) -> None:
    found = outcome(of_body(body), Count(due, present, yes, present - yes))
    assert (found.quorate, found.adopted) == (quorate, adopted)


def test_a_charter_may_ask_for_a_majority_of_all_representatives() -> None:
    rules = of_body(Body.REPRESENTATIVES, representatives_of_all=True)
    found = outcome(rules, Count(31, 21, 15, 6, women_due=10, women_present=7))
    assert (found.needed, found.adopted) == (16, False)


def test_a_rule_set_survives_being_frozen() -> None:
    for rules in (council(9, 7), *(of_body(body) for body in Body if body is not Body.COUNCIL)):
        assert from_json(to_json(rules)) == rules
