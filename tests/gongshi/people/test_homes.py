"""Households and kinship: one home a person, one head a home, one edge a pair."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from gongshi.people.models import Household, HouseholdMember, Kinship, Person
from gongshi.people.queries import near, relation_between
from gongshi.people.rules import INVERSE, age_on, inverse
from gongshi.people.services import households
from gongshi.people.services.households import Home, Joining
from gongshi.record.models import Entry
from gongshi.verdict import ALLOWED, RuleBroken, denied
from tests.village import Village, bare_village, person

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def village() -> Village:
    return bare_village()


@pytest.fixture
def signs(village: Village, at: datetime) -> dict[str, object]:
    return {"by": village.granters[0], "allowed": ALLOWED, "at": at}


def refused(rule: str, act: object) -> None:
    def everything() -> list[object]:
        rows = [
            list(m.objects.order_by("pk").values()) for m in (Household, HouseholdMember, Kinship)
        ]
        return [*rows, Entry.objects.count()]

    before = everything()
    with pytest.raises(RuleBroken) as broken:
        act()  # type: ignore[operator]
    assert broken.value.verdict.rule == rule
    assert everything() == before


def test_a_household_has_one_head_and_its_own_number(village: Village, signs: dict) -> None:
    head, wife, other = person(), person(), person()

    def record(number: str, *members: Joining) -> Household:
        home = Home(number, "一组", members)
        return households.record_household(area=village.area, home=home, starts_on=DAY, **signs)

    refused("HOME-1", lambda: record("1", Joining(wife, relation="配偶")))
    refused("HOME-1", lambda: record("1", Joining(head, is_head=True), Joining(wife, is_head=True)))
    made = record("1", Joining(head, is_head=True), Joining(wife, relation="配偶"))
    assert near([wife.key], DAY) == {str(wife.key), str(head.key)}
    refused("HOME-3", lambda: record("1", Joining(other, is_head=True)))
    refused("HOME-2", lambda: record("2", Joining(wife, is_head=True)))
    refused("HOME-2", lambda: record("2", Joining(other, is_head=True), Joining(other)))
    denial = signs | {"allowed": denied("I7", "no")}
    refused(
        "I7",
        lambda: households.add_member(
            household=made, person=other, relation="其他", starts_on=DAY, **denial
        ),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdMember.objects.create(household=made, person=other, is_head=True, starts_on=DAY)


def test_who_leaves_may_join_another(village: Village, signs: dict) -> None:
    home, second = village.household("1", "甲"), village.household("2", "乙")
    child = person()
    join = {"person": child, "relation": "之子", "starts_on": DAY, **signs}
    member = households.add_member(household=home, **join)
    refused("HOME-2", lambda: households.add_member(household=second, **join))
    end = {"member": member, "reason": "分户", **signs}
    refused("HOME-4", lambda: households.end_membership(ends_on=DAY, **end))
    refused(
        "PERSON-4",
        lambda: households.end_membership(ends_on=DAY + timedelta(1), **(end | {"reason": ""})),
    )
    households.end_membership(ends_on=DAY + timedelta(1), **end)
    refused("HOME-4", lambda: households.end_membership(ends_on=DAY + timedelta(2), **end))
    assert str(village["甲"].key) not in near([child.key], DAY + timedelta(1))
    later = join | {"starts_on": DAY + timedelta(1)}
    assert households.add_member(household=second, **later).household == second


def test_a_head_leaves_after_another_is_named(village: Village, signs: dict) -> None:
    home = village.household("1", "甲")
    son = person()
    households.add_member(household=home, person=son, relation="之子", starts_on=DAY, **signs)
    head = home.members.get(is_head=True)
    leave = {"member": head, "ends_on": DAY + timedelta(1), "reason": "去世", **signs}
    refused("HOME-1", lambda: households.end_membership(**leave))
    households.set_head(household=home, person=son, **signs)
    assert households.end_membership(**leave).ends_on == DAY + timedelta(1)
    assert home.members.get(is_head=True, ends_on=None).person == son


def test_kinship_is_one_edge_told_from_both_ends(signs: dict) -> None:
    father, child = sorted((person(), person()), key=lambda each: each.key)

    def tell(one: Person, other: Person, relation: str) -> Kinship:
        return households.record_kinship(one=one, other=other, relation=relation, **signs)

    edge = tell(child, father, "parent")
    assert (edge.one, edge.other, edge.relation) == (father, child, "child")
    assert tell(father, child, "child") == edge
    assert (relation_between(father, child), relation_between(child, father)) == ("child", "parent")
    refused("KIN-2", lambda: tell(father, child, "sibling"))
    refused("KIN-1", lambda: tell(father, father, "sibling"))
    refused("KIN-1", lambda: tell(child, father, "岳父"))
    stranger = person()
    assert relation_between(stranger, father) == ""
    assert str(father.key) in near([child.key], DAY)


@given(st.sampled_from(sorted(INVERSE)))
def test_the_inverse_of_the_inverse_is_the_word_itself(word: str) -> None:
    assert inverse(inverse(word)) == word


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 100))
def test_an_age_is_reached_on_the_birthday(born: date, years: int) -> None:
    day = date(born.year + years, born.month, min(born.day, 28))
    reached = (born.month, born.day) <= (day.month, day.day)
    assert age_on(born, day) == years - (not reached)
