"""The tables of duties and exclusions, and each reason that refuses an appointment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.areas.rules import Level
from gongshi.offices import rules
from gongshi.offices.duties import (
    COUNCIL_OFFICES,
    DUTIES,
    EXCLUDED,
    EXCLUDED_KIN,
    LONE_OFFICES,
    SIDES,
    SINGLE_SEATS,
    VILLAGE_OFFICES,
    Duty,
    Office,
    Side,
    offices_with,
)
from gongshi.offices.rules import Granting, Held, may_appoint
from gongshi.offices.rules.accounts import may_close, may_hand_out, slip_side

AREA = "371326106201"
SOUND = Granting(
    office=Office.COUNCIL_MEMBER,
    area=AREA,
    level=Level.VILLAGE,
    path=None,
    appointee="p",
    near=frozenset({"p", "kin"}),
    requester="g1",
    confirmer="g2",
    granters=frozenset({"g1", "g2", "kin", "p"}),
    held=(),
    kin_held=(),
    seat_taken=False,
    legal_basis="决议1号",
)


def rule_of(**changed: object) -> str:
    verdict = may_appoint(replace(SOUND, **changed))  # type: ignore[arg-type]
    assert verdict.allowed == (verdict.rule == "")
    assert "%(" not in verdict.text()
    return verdict.rule


def test_a_sound_appointment_is_allowed() -> None:
    assert rule_of() == ""


@pytest.mark.parametrize(
    "pair", [("g1", "g1"), ("p", "g2"), ("g1", "kin"), ("g1", "x"), ("x", "g2")]
)
def test_i6_two_granters_of_here_neither_near(pair: tuple[str, str]) -> None:
    assert rule_of(requester=pair[0], confirmer=pair[1]) == "I6"


@pytest.mark.parametrize("lone", sorted(LONE_OFFICES))
def test_i6_a_lone_office_stands_alone(lone: Office) -> None:
    assert rule_of(held=(Held(lone, AREA, 1),)) == "I6"
    held = (Held(Office.TOWNSHIP_CLERK, AREA),)
    town = {"level": Level.TOWNSHIP, "path": 1}
    assert rule_of(office=lone, held=held, **town) == "I6"
    assert rule_of(office=lone, **town) == ""


def test_i15_a_supervisor_belongs_to_one_of_five_paths_and_to_one_only() -> None:
    town = {"level": Level.TOWNSHIP, "office": Office.SUPERVISOR}
    for path, rule in ((None, "I15"), (0, "I15"), (1, ""), (5, ""), (6, "I15")):
        assert rule_of(path=path, **town) == rule
    assert rule_of(path=1, held=(Held(Office.SUPERVISOR, AREA, 2),), **town) == "I6"


@pytest.mark.parametrize("pair", [tuple(sorted(pair)) for pair in EXCLUDED])
def test_ssd_excluded_pairs_either_way(pair: tuple[Office, Office]) -> None:
    for one, other in (pair, pair[::-1]):
        level = Level.VILLAGE if one in VILLAGE_OFFICES else Level.TOWNSHIP
        asked = {"office": one, "level": level, "held": (Held(other, AREA),)}
        assert rule_of(**asked) == "SSD"


def test_ssd_near_relatives_in_one_village() -> None:
    for pair in EXCLUDED_KIN:
        one, other = sorted(pair)
        level = Level.VILLAGE if one in VILLAGE_OFFICES else Level.TOWNSHIP
        asked = {"office": one, "level": level}
        assert rule_of(kin_held=(Held(other, AREA),), **asked) == "SSD"
        assert rule_of(kin_held=(Held(other, "371326106202"),), **asked) == ""


@pytest.mark.parametrize("office", list(Office))
@pytest.mark.parametrize("level", [Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE])
def test_i7_village_offices_are_held_in_villages(office: Office, level: Level) -> None:
    fits = (level is Level.VILLAGE) == (office in VILLAGE_OFFICES)
    assert rule_of(office=office, level=level, path=1) == ("" if fits else "I7")


@pytest.mark.parametrize("office", sorted(VILLAGE_OFFICES))
def test_i10_a_seat_with_one_holder(office: Office) -> None:
    assert rule_of(office=office, seat_taken=True) == ("I10" if office in SINGLE_SEATS else "")


@pytest.mark.parametrize("basis", ["", " ", "\n\t"])
def test_office_1_every_appointment_names_its_document(basis: str) -> None:
    assert rule_of(legal_basis=basis) == "OFFICE-1"


def test_the_council_has_no_duty_of_users_or_government() -> None:
    for office in COUNCIL_OFFICES:
        sides = {SIDES[duty] for duty in DUTIES[office] if duty in SIDES}
        assert sides == {Side.CARRIER, Side.RECORDING}


def test_no_office_carries_both_carrier_and_user() -> None:
    for office, duties in DUTIES.items():
        sides = {SIDES[duty] for duty in duties if duty in SIDES}
        assert not {Side.CARRIER, Side.USER} <= sides, office
        assert not ({Side.CARRIER, Side.GOVERNMENT} <= sides), office
    assert set(DUTIES) == set(Office)


def test_every_duty_is_somebodys() -> None:
    assert [duty for duty in Duty if not offices_with(duty)] == []


@given(st.sets(st.sampled_from(list(Office)), max_size=4), st.sampled_from(list(Office)))
def test_what_is_held_together_never_holds_an_excluded_pair(
    held: set[Office], asked: Office
) -> None:
    level = Level.VILLAGE if asked in VILLAGE_OFFICES else Level.TOWNSHIP
    rows = tuple(Held(office, AREA, 1) for office in held)
    if rule_of(office=asked, level=level, path=1, held=rows) == "":
        pairs = {frozenset({asked, other}) for other in held}
        assert not pairs & EXCLUDED
        others = held - {asked}
        assert not others or not ({asked, *others} & LONE_OFFICES)
    assert all(len(pair) == 2 for pair in EXCLUDED)


@pytest.mark.parametrize(
    ("granter", "to_self", "to_granter", "rule"),
    [
        (True, False, False, ""),
        (False, False, False, "I6"),
        (True, True, False, "ACCOUNT-5"),
        (True, False, True, "ACCOUNT-5"),
        (False, True, True, "I6"),
    ],
)
def test_account_5_granters_hand_no_slip_to_granters(
    *, granter: bool, to_self: bool, to_granter: bool, rule: str
) -> None:
    verdict = may_hand_out(granter=granter, to_self=to_self, to_granter=to_granter)
    assert verdict.rule == rule


@pytest.mark.parametrize(
    ("beyond", "other_side", "printing", "closing"),
    [
        ([], [], "", ""),
        (["县"], [], "ACCOUNT-6", "ACCOUNT-6"),
        ([], ["示范村"], "ACCOUNT-7", ""),
        (["县"], ["示范村"], "ACCOUNT-6", "ACCOUNT-6"),
    ],
)
def test_account_6_and_7_no_slip_from_below_or_for_the_other_side(
    beyond: list[str], other_side: list[str], printing: str, closing: str
) -> None:
    sound = {"granter": True, "to_self": False, "to_granter": False}
    assert may_hand_out(**sound, beyond=beyond, other_side=other_side).rule == printing
    assert may_close(**sound, beyond=beyond).rule == closing


@pytest.mark.parametrize(
    ("offices", "side"),
    [
        ([Office.COUNCIL_MEMBER], Side.CARRIER),
        ([Office.COUNCIL_CHAIR, Office.VILLAGERS_REPRESENTATIVE], Side.CARRIER),
        ([Office.COMMITTEE_MEMBER], Side.USER),
        ([Office.PARTY_BRANCH_MEMBER], Side.USER),
        ([Office.COUNCIL_MEMBER, Office.COMMITTEE_MEMBER], Side.USER),
        ([Office.CASHIER], Side.USER),
        ([Office.FIRST_SECRETARY], Side.USER),
        ([Office.ACCOUNTANT], Side.USER),
        ([Office.VILLAGE_CLERK], None),
        ([Office.SUPERVISORY_COMMITTEE_MEMBER], None),
        ([Office.TOWNSHIP_REVIEWER], None),
        ([], None),
    ],
)
def test_the_side_a_slip_opens(offices: list[Office], side: Side | None) -> None:
    assert slip_side(offices) == side


def test_the_rows_of_a_roll() -> None:
    assert [rules.is_of_age(age).rule for age in (None, 17, 18)] == ["", "ROLL-3", ""]
    marks = {
        (w, m): rules.is_marked_rightly(woman=w, marked=m).rule
        for w in (None, True, False)
        for m in (True, False)
    }
    assert {pair for pair, rule in marks.items() if rule == "ROLL-4"} == {
        (True, False),
        (False, True),
    }
    assert [rules.stands_once(row).rule for row in (0, 2)] == ["", "ROLL-5"]
    assert rules.sits_alone(Office.COMMITTEE_DIRECTOR, 2).rule == "I10"
    assert rules.sits_alone(Office.COMMITTEE_MEMBER, 2)
    assert rules.is_word_of("是", ("是", "否"))
    assert rules.is_word_of("", ("是", "否")).rule == "ROLL-6"
    assert rules.has_same_category("", "")
    assert rules.has_same_category("woman", "villager").rule == "ROLL-7"
    for uploader, confirmer in (("a", "a"), ("", "a"), ("a", "")):
        verdict = rules.confirmed_by_another(uploader=uploader, confirmer=confirmer)
        assert verdict.rule == "I6"
    assert rules.confirmed_by_another(uploader="a", confirmer="b")
