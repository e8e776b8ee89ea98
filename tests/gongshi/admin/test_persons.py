"""Joining two records and deleting an identity: said before, asked by one, done by two."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongshi.offices.duties import Office
from gongshi.offices.models import Proposal
from gongshi.people.models import Household, HouseholdMember, Identity, Person, User
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from tests.gongshi.admin.doors import House, counted
from tests.village import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    house = House()
    house.a.household("12", "卞示例")
    house.a.people["卞示例二"] = person("卞示例")
    return house


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def merging(house: House, one: str = "卞示例", other: str = "卞示例二") -> str:
    keys = [house.a[name].key for name in (one, other)]
    return f"/admin/persons/merge/?person={keys[0]}&person={keys[1]}"


def erasing(house: House, name: str = "卞示例") -> str:
    return f"/admin/persons/{house.a[name].key}/erase/"


GIVEN = {"ground": "《个人信息保护法》第四十七条", "reason": "本人申请"}


def test_records_are_found_by_full_name_in_ones_own_places(house: House) -> None:
    here = text_of(house.granter.get("/admin/persons/?q=卞示例"))
    assert here.count('name="person"') == 2
    assert "示范村 12" in here
    elsewhere = text_of(house.client("乙镇授权").get("/admin/persons/?q=卞示例"))
    assert "示范村 12" not in elsewhere
    assert 'name="person"' not in text_of(house.granter.get("/admin/persons/?q=卞"))


def test_two_records_are_joined_by_two_granters_after_saying_what_it_does(house: House) -> None:
    look = text_of(house.granter.get(merging(house)))
    assert "不能撤销" in look
    assert "以前办过的事不改写" in look
    assert house.granter.post(merging(house), {"reason": ""}).status_code == 200
    assert not Proposal.objects.exists()
    house.granter.post(merging(house), {"reason": "身份证原件核对一致"})
    asked = Proposal.objects.get()
    assert Person.objects.get(pk=house.a["卞示例二"].pk).same_as is None
    second = text_of(house.other_granter.get(f"/admin/waiting/{asked.pk}/"))
    assert "不能撤销" in second
    house.other_granter.post(f"/admin/waiting/{asked.pk}/confirm/")
    assert Person.objects.get(pk=house.a["卞示例二"].pk).same_as == house.a["卞示例"]
    assert Entry.objects.filter(kind="person.merged").count() == 1
    assert list(verify()) == []


def test_two_accounts_of_one_person_are_closed_down_to_one_first(house: House) -> None:
    house.account("卞示例")
    house.account("卞示例二")
    before = counted()
    assert "I1" in text_of(house.granter.get(merging(house)))
    forced = house.granter.post(merging(house), {"reason": "x"})
    assert "I1" in text_of(forced)
    assert counted() == before


def test_an_identity_is_deleted_by_two_granters_on_a_legal_ground(house: House) -> None:
    account = house.account("卞示例")
    look = text_of(house.granter.get(erasing(house)))
    assert "永久删除" in look
    assert f"账号 {account.username} 立即停用" in look
    for missing in ({"ground": "", "reason": "x"}, {"ground": "x", "reason": ""}):
        assert house.granter.post(erasing(house), missing).status_code == 200
    assert not Proposal.objects.exists()
    house.granter.post(erasing(house), GIVEN)
    assert Identity.objects.filter(person=house.a["卞示例"]).exists()
    asked = Proposal.objects.get()
    house.other_granter.post(f"/admin/waiting/{asked.pk}/confirm/")
    assert not Identity.objects.filter(person=house.a["卞示例"]).exists()
    assert not User.objects.get(pk=account.pk).is_active
    assert Person.objects.filter(pk=house.a["卞示例"].pk).exists()
    assert list(verify()) == []
    assert "已确认办理" in text_of(house.other_granter.get(f"/admin/waiting/{asked.pk}/"))


def test_one_granter_alone_joins_and_deletes_nothing(house: House) -> None:
    house.granter.post(merging(house), {"reason": "x"})
    house.granter.post(erasing(house, "卞示例二"), GIVEN)
    before = counted()
    for asked in Proposal.objects.all():
        assert "I6" in text_of(house.granter.post(f"/admin/waiting/{asked.pk}/confirm/"))
    assert counted() == before


def test_nobody_joins_their_own_records(house: House) -> None:
    house.a.people["授权甲"] = house.a.granters[0]
    before = counted()
    for one, other in (("授权甲", "卞示例"), ("卞示例", "授权甲")):
        address = merging(house, one, other)
        assert "PERSON-3" in text_of(house.granter.get(address))
        assert "PERSON-3" in text_of(house.granter.post(address, {"reason": "x"}))
    assert counted() == before


def test_strangers_change_nothing(house: House) -> None:
    strangers = house.strangers()
    before = counted()
    for who, client in strangers.items():
        for address, given in ((merging(house), {"reason": "x"}), (erasing(house), GIVEN)):
            for answer in (client.get(address), client.post(address, given)):
                assert answer.status_code in {403, 404, 302}, who
                assert "卞示例" not in text_of(answer), who
        assert "示范村 12" not in text_of(client.get("/admin/persons/?q=卞示例")), who
    assert counted() == before


@pytest.mark.parametrize("query", ["", "person=x&person=y", "person=1"])
def test_an_odd_choice_is_sent_back(house: House, query: str) -> None:
    assert house.granter.get(f"/admin/persons/merge/?{query}").status_code in {302, 404}


@pytest.mark.parametrize("many", [1, 3, 28])
def test_the_list_costs_the_same_for_one_and_for_many(house: House, many: int) -> None:
    for number in range(many):
        house.a.people["示例同名"] = person("示例同名")
        house.a.appoint("示例同名", Office.VILLAGERS_REPRESENTATIVE)
        home = Household.objects.create(area=house.a.area, number=f"9{number}")
        HouseholdMember.objects.create(
            household=home, person=house.a["示例同名"], starts_on=date(2020, 1, 1)
        )
    house.granter.get("/admin/persons/")
    with CaptureQueriesContext(connection) as asked_for:
        shown = text_of(house.granter.get("/admin/persons/?q=示例同名"))
    assert shown.count('name="person"') == many
    assert len(asked_for) == LIST_QUERIES


#: Session, gate and menu included.
LIST_QUERIES = 26
