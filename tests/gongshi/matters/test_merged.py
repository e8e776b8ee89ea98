"""A relative who was known under two keys stays a relative: joining keys opens no door (I3, I4)."""

from __future__ import annotations

import pytest
from django.db import transaction

from gongshi.matters.models import Beneficiary
from gongshi.matters.services import add_beneficiaries, may, open_matter, record_act
from gongshi.offices.duties import Duty
from gongshi.people.models import Kinship, Person
from gongshi.people.queries import near
from gongshi.record.services import append
from tests.village import AT, Village, person, staffed_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return staffed_village()


def joined(keep: Person, name: str = "重名") -> Person:
    """Give a second key of somebody, joined to the first."""
    double = person(name)
    double.same_as = keep
    double.save(update_fields=["same_as"])
    return double


def kin(one: Person, other: Person) -> None:
    first, second = sorted([one, other], key=lambda each: each.key)
    Kinship.objects.create(one=first, other=second, relation="sibling")


@pytest.mark.parametrize("edge_at_the_double", [True, False])
def test_the_kin_of_who_carries_out_inspects_under_no_key(
    village: Village, *, edge_at_the_double: bool
) -> None:
    inspector, worker = village["理事二"], village["委员甲"]
    double = joined(worker)
    kin(inspector, double if edge_at_the_double else worker)
    matter = open_matter(kind="test", title="试", area=village.area, at=AT)
    record_act(by=worker, duty=Duty.EXECUTE, matter=matter, at=AT, kind="test")
    assert may(inspector, Duty.INSPECT, matter, AT).rule == "I4"
    assert may(village["理事三"], Duty.INSPECT, matter, AT)


def test_the_kin_of_who_gains_decides_under_no_key(village: Village) -> None:
    head = person("户主")
    home = village.household("88", "户主乙")
    double = village["户主乙"]
    double.same_as = head
    double.save(update_fields=["same_as"])
    kin(village["理事二"], head)
    matter = open_matter(kind="test", title="试", area=village.area, at=AT)
    with transaction.atomic():
        rows = add_beneficiaries(matter=matter, version=1, households=[home])
        append(kind="test", at=AT, actor="clock", body={}, rows=rows)
    assert Beneficiary.objects.count() == 1
    assert may(village["理事二"], Duty.DECIDE, matter, AT).rule == "I3"
    assert may(village["理事三"], Duty.DECIDE, matter, AT)


def test_a_chain_of_joined_keys_is_followed_both_ways(village: Village) -> None:
    first = person("一")
    second = joined(first)
    third = joined(second)
    kin(village["理事二"], second)
    found = near([village["理事二"].key], AT.date())
    assert {str(first.key), str(second.key), str(third.key)} <= found
