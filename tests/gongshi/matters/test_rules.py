"""Every guard on an act, judged on facts alone, and the table duty by duty."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.matters.rules import Facts, is_declared_once, may_act
from gongshi.offices.duties import (
    CLOSED_TO_BENEFICIARIES,
    CLOSED_TO_USERS_KIN,
    EXCLUSIVE_DUTIES,
    SIDES,
    Duty,
    Side,
)

CARRIER = [duty for duty, side in SIDES.items() if side is Side.CARRIER]
USER = [duty for duty, side in SIDES.items() if side is Side.USER]
GOVERNMENT = [duty for duty, side in SIDES.items() if side is Side.GOVERNMENT]


def facts(duty: Duty, **changed: object) -> Facts:
    plain = Facts(
        duty=duty,
        near=frozenset({"me", "kin"}),
        own=frozenset(),
        person=frozenset({"me"}),
        executing=frozenset({"cadre"}),
        users=frozenset({"cadre"}),
        inspecting=frozenset({"inspector"}),
        beneficiaries=frozenset({"poor"}),
        stage="planned",
        stages=frozenset({"planned"}),
        holds_office=True,
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def rule_of(duty: Duty, **changed: object) -> str:
    verdict = may_act(facts(duty, **changed))
    assert "%(" not in verdict.text()
    return verdict.rule


@pytest.mark.parametrize("duty", list(Duty))
def test_a_stranger_in_office_may_act_in_the_right_stage(duty: Duty) -> None:
    assert rule_of(duty) == ""
    assert rule_of(duty, active=False) == "I1"
    assert rule_of(duty, holds_office=False) == "I7"
    assert rule_of(duty, stage="paid") == "I12"
    assert rule_of(duty, stage="paid", stages=None) == ""
    assert rule_of(duty, stages=frozenset()) == "I12"


@pytest.mark.parametrize("carrier", CARRIER)
@pytest.mark.parametrize("user", USER)
def test_i2_carrier_and_user_never_meet_in_one_person(carrier: Duty, user: Duty) -> None:
    assert rule_of(carrier, own=frozenset({user})) == "I2"
    assert rule_of(user, own=frozenset({carrier})) == "I2"


@pytest.mark.parametrize("duty", list(Duty))
def test_i2_the_executing_body_carries_nothing(duty: Duty) -> None:
    expected = "I2" if duty in CARRIER else ""
    assert rule_of(duty, executing=frozenset({"me"})) == expected
    assert rule_of(duty, executing=frozenset({"kin"})) == ""


@pytest.mark.parametrize("duty", list(Duty))
@pytest.mark.parametrize("gains", ["me", "kin"])
def test_i3_who_gains_stays_out_unless_a_class_rule_decides(duty: Duty, gains: str) -> None:
    poor = frozenset({gains})
    expected = "I3" if duty in CLOSED_TO_BENEFICIARIES else ""
    assert rule_of(duty, beneficiaries=poor) == expected
    assert rule_of(duty, beneficiaries=poor, class_rule=True) == ""


@pytest.mark.parametrize("duty", list(Duty))
def test_i17_a_declared_interest_closes_the_same_doors(duty: Duty) -> None:
    closed = duty in CLOSED_TO_BENEFICIARIES | CLOSED_TO_USERS_KIN
    assert rule_of(duty, interest="合伙") == ("I17" if closed else "")


def test_i17_an_interest_is_declared_once() -> None:
    assert is_declared_once(already=False)
    assert is_declared_once(already=True).rule == "I17"


@pytest.mark.parametrize("duty", list(Duty))
def test_i4_no_near_relative_inspects_in_either_order(duty: Duty) -> None:
    closed = duty in CLOSED_TO_USERS_KIN
    assert rule_of(duty, users=frozenset({"kin"})) == ("I4" if closed else "")
    assert rule_of(duty, inspecting=frozenset({"kin"})) == ("I4" if duty in USER else "")


@pytest.mark.parametrize("pair", [tuple(sorted(pair)) for pair in EXCLUSIVE_DUTIES])
def test_i5_exclusive_pairs_either_way(pair: tuple[Duty, Duty]) -> None:
    for one, other in (pair, pair[::-1]):
        assert rule_of(one, own=frozenset({other})) == "I5"


@pytest.mark.parametrize("government", GOVERNMENT)
@pytest.mark.parametrize("village", [*CARRIER, *USER])
def test_i5_the_government_side_checks_and_does_not_do(government: Duty, village: Duty) -> None:
    assert rule_of(government, own=frozenset({village})) == "I5"
    assert rule_of(village, own=frozenset({government})) == "I5"


@pytest.mark.parametrize("other", [duty for duty in Duty if duty is not Duty.SUPERVISE])
def test_i5_a_supervisor_does_nothing_else(other: Duty) -> None:
    assert rule_of(Duty.SUPERVISE, own=frozenset({other})) == "I5"
    assert rule_of(other, own=frozenset({Duty.SUPERVISE})) == "I5"


@pytest.mark.parametrize("duty", list(Duty))
def test_the_same_duty_may_be_done_again(duty: Duty) -> None:
    assert rule_of(duty, own=frozenset({duty})) == ""


@given(st.lists(st.sampled_from(list(Duty)), max_size=12))
def test_no_sequence_of_allowed_acts_joins_what_is_separate(wanted: list[Duty]) -> None:
    own: set[Duty] = set()
    for duty in wanted:
        if may_act(facts(duty, own=frozenset(own))):
            own.add(duty)
    sides = {SIDES.get(duty) for duty in own}
    assert not {Side.CARRIER, Side.USER} <= sides
    assert not (Side.GOVERNMENT in sides and sides & {Side.CARRIER, Side.USER})
    assert Side.SUPERVISION not in sides or own == {Duty.SUPERVISE}
    assert not any(pair <= own for pair in EXCLUSIVE_DUTIES)
