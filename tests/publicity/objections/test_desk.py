"""An objection taken down by a clerk, and the receipt on paper without its code in an address."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from gongshi.people.models import User
from publicity.objections.codes import code_of
from publicity.objections.models import Objection
from tests.publicity.conftest import displayed
from tests.village import AT, Village


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))


def signed_in(village: Village, who: str) -> Client:
    account, _new = User.objects.get_or_create(username=who, person=village[who])
    browser = Client()
    browser.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return browser


def test_a_clerk_takes_it_down_and_the_villager_follows_it(village: Village) -> None:
    notice, key = displayed(village), uuid4()
    clerk = signed_in(village, "文书")
    address = f"/desk/objections/new/{notice.pk}/"
    assert "葛示例" in clerk.get(address).content.decode()
    data = {"text": "我家四口人，只算了三口", "row": "r1", "key": str(key), "name": "葛示例"}
    page = clerk.post(address, data).content.decode()
    made = Objection.objects.get()
    assert made.entered_by.username == "文书"
    assert code_of(key) in page
    paper = Client().post("/objections/receipt.pdf", {"key": str(key)})
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert "no-store" in paper["Cache-Control"]
    found = Client().post("/objections/", {"code": code_of(key)}).content.decode()
    assert "我家四口人，只算了三口" in found


@pytest.mark.parametrize(
    ("who", "rule", "status"),
    [("镇审核", "I7", 403), ("审批", "I7", 403), ("备案", "NOTICE-9", 409)],
)
def test_others_take_nothing_down(village: Village, who: str, rule: str, status: int) -> None:
    notice = displayed(village)
    data = {"text": "我家四口人", "key": str(uuid4())}
    answer = signed_in(village, who).post(f"/desk/objections/new/{notice.pk}/", data)
    assert answer.status_code == status
    assert rule in answer.content.decode()
    assert Objection.objects.count() == 0


def test_a_row_of_another_notice_and_a_closed_period_are_refused(
    village: Village, monkeypatch
) -> None:
    notice = displayed(village)
    clerk, address = signed_in(village, "文书"), f"/desk/objections/new/{notice.pk}/"
    data = {"text": "我家四口人", "key": str(uuid4())}
    assert clerk.post(address, data | {"row": "r99"}).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=40))
    clerk = signed_in(village, "文书")
    assert clerk.post(address, data).status_code == 409
    assert Objection.objects.count() == 0


@pytest.mark.parametrize("key", ["", "x", "f1ffe1bf-a776-4b8c-8293-7c2d73d12786"])
def test_without_the_key_there_is_no_receipt(village: Village, key: str) -> None:
    displayed(village)
    assert Client().post("/objections/receipt.pdf", {"key": key}).status_code == 404
    assert Client().get(f"/objections/receipt.pdf?key={key}").status_code == 405
