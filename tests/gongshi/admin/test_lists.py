"""The host's lists and the menu: every row leads to a page, every entry to somewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gongshi.people.models import Household
from tests.gongshi.admin.doors import House

pytestmark = pytest.mark.django_db

FOR_GRANTERS = ("/admin/waiting/", "/admin/persons/")


@pytest.fixture
def house() -> House:
    house = House()
    house.a.household("12", "卞示例")
    return house


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_household_opens_and_says_who_lives_there(house: House) -> None:
    home = Household.objects.get(number="12")
    shown = text_of(house.client("文书").get(f"/admin/households/{home.pk}/"))
    assert "户内人员" in shown
    assert "卞示例" in shown
    assert "Area" not in shown


def test_the_menu_offers_only_what_opens(house: House) -> None:
    granter, clerk = house.granter, house.client("文书")
    for address in FOR_GRANTERS:
        assert address in text_of(granter.get("/admin/"))
        assert granter.get(address).status_code == 200
        assert address not in text_of(clerk.get("/admin/"))
        assert clerk.get(address).status_code in (403, 404)
