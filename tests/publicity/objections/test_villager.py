"""A villager without an account objects, gets a receipt, and follows the answer."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from publicity.objections.models import Objection, Outcome
from publicity.objections.services import reply
from tests.publicity.conftest import displayed
from tests.village import AT, Village


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))


def hand_in(client: Client, number: str, **fields: str):
    data = {"text": "我家四口人，只算了三口", "key": str(uuid4()), "row": "r1", **fields}
    return client.post(f"/objections/{number}/", data)


def test_an_objection_to_one_row_gives_a_receipt_that_follows_the_answer(
    village: Village, client: Client, today
) -> None:
    notice = displayed(village)
    page = hand_in(client, notice.number, name="桑范文", phone="19900006901").content.decode()
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page).group()
    objection = Objection.objects.get()
    assert "桑范文".encode() not in bytes(objection.sealed)
    assert "正在核实" in client.get(f"/gs/{notice.number}/").content.decode()
    reply(
        objection=objection,
        outcome=Outcome.EXPLAINED,
        text="以户口簿为准，三口。",
        by=village["委员甲"],
        at=AT,
    )
    answer = client.post("/objections/", {"code": code.lower().replace("-", " ")}).content.decode()
    assert "以户口簿为准，三口。" in answer
    assert "葛*例" in answer


def test_a_second_tap_files_one_and_shows_the_same_code(
    village: Village, client: Client, today
) -> None:
    notice = displayed(village)
    key = str(uuid4())
    pages = [hand_in(client, notice.number, key=key).content.decode() for _tap in range(2)]
    codes = {re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page).group() for page in pages}
    assert (Objection.objects.count(), len(codes)) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": "不"}, 409),
        ({"row": "r9"}, 409),
        ({"text": "长" * 2001}, 409),
        ({"website": "x"}, 302),
        ({"key": "x"}, 200),
    ],
)
def test_what_is_refused_leaves_nothing_and_keeps_the_words(
    village: Village, client: Client, today, fields, status
) -> None:
    notice = displayed(village)
    response = hand_in(client, notice.number, **fields)
    assert (response.status_code, Objection.objects.count()) == (status, 0)


def test_after_the_last_day_nobody_can_file(village: Village, client: Client, monkeypatch) -> None:
    notice = displayed(village)
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=11))
    assert hand_in(client, notice.number).status_code == 409
    assert Objection.objects.count() == 0
