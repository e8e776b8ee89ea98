"""Nobody guesses a receipt's code, and nobody drowns the village (OBJ-6, OBJ-8)."""

from __future__ import annotations

import math
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from publicity.notices.limits import connection_of, count, uncount
from publicity.notices.rules import acts_for_somebody
from publicity.objections.codes import ALPHABET, code_of
from publicity.objections.models import Objection
from publicity.objections.parameters import CODES_PER_HOUR
from publicity.objections.rules import (
    all_answered,
    may_enter_for_a_villager,
    may_file_so_often,
    may_try_so_many,
)
from publicity.objections.services import file_objection
from tests.publicity.conftest import displayed
from tests.village import AT, Village

WRONG = "2222-2222-2222"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.mark.parametrize(("number", "rule"), [(1, ""), (60, ""), (61, "OBJ-6")])
def test_obj_6_so_many_an_hour(number: int, rule: str) -> None:
    assert may_file_so_often(number, 60).rule == rule


@pytest.mark.parametrize(("number", "rule"), [(1, ""), (30, ""), (31, "OBJ-8")])
def test_obj_8_so_many_wrong_codes_an_hour(number: int, rule: str) -> None:
    assert may_try_so_many(number, 30).rule == rule


@pytest.mark.parametrize(("still_open", "rule"), [(0, ""), (1, "OBJ-5"), (2, "OBJ-5")])
def test_obj_5_no_period_ends_over_an_open_objection(still_open: int, rule: str) -> None:
    assert all_answered(still_open).rule == rule


@pytest.mark.parametrize(("holds", "rule"), [(True, ""), (False, "I7")])
def test_i7_only_an_office_here_enters_for_a_villager(holds: bool, rule: str) -> None:
    assert may_enter_for_a_villager(holds_office=holds).rule == rule


@pytest.mark.parametrize(("person", "rule"), [(True, ""), (False, "I11")])
def test_i11_an_account_of_nobody_does_nothing(person: bool, rule: str) -> None:
    assert acts_for_somebody(person=person).rule == rule


def test_guessing_takes_longer_than_anybody_has() -> None:
    """A hundred thousand connections, a million open receipts: decades for one hit."""
    letters = len(code_of(uuid4()).replace("-", ""))
    codes = len(ALPHABET) ** letters
    tries_an_hour = 100_000 * CODES_PER_HOUR.value
    years = codes / 1_000_000 / tries_an_hour / 24 / 365
    assert math.log2(codes) > 59
    assert years > 25


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("", "", True),
    ],
)
def test_what_counts_as_one_connection(rf, one: str, other: str, same: bool) -> None:
    first, second = (rf.get("/", REMOTE_ADDR=address) for address in (one, other))
    assert (connection_of(first) == connection_of(second)) is same


def test_a_counter_that_vanished_begins_anew(rf) -> None:
    request = rf.get("/")
    uncount("codes", request)
    assert [count("codes", request) for _time in range(3)] == [1, 2, 3]
    uncount("codes", request)
    assert count("codes", request) == 3
    cache.clear()
    assert count("codes", request) == 1


def test_after_too_many_wrong_codes_even_the_right_one_waits(village: Village) -> None:
    notice = displayed(village)
    _objection, code = file_objection(notice=notice, text="人口不对", client_key=uuid4(), at=AT)
    thief, villager = Client(REMOTE_ADDR="203.0.113.7"), Client(REMOTE_ADDR="203.0.113.8")
    for _time in range(CODES_PER_HOUR.value):
        assert thief.post("/objections/", {"code": WRONG}).status_code == 200
    for tried in (WRONG, code):
        answer = thief.post("/objections/", {"code": tried})
        page = answer.content.decode()
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
        assert "OBJ-8" in page
        assert "村委会" in page
        assert "人口不对" not in page
        assert "12317" in page
    assert "人口不对" in villager.post("/objections/", {"code": code}).content.decode()
    assert thief.get("/objections/").status_code == 200


def test_right_codes_count_for_nothing(village: Village) -> None:
    notice = displayed(village)
    _objection, code = file_objection(notice=notice, text="人口不对", client_key=uuid4(), at=AT)
    for _time in range(CODES_PER_HOUR.value * 2):
        assert Client().post("/objections/", {"code": code}).status_code == 200


def test_who_files_too_often_reads_why_on_the_form(village: Village, settings) -> None:
    settings.GONGSHI_RULES = {"objections.per_hour": 20}
    notice = displayed(village)
    client = Client()
    for n in range(21):
        answer = client.post(
            f"/objections/{notice.number}/", {"text": f"第{n}条意见", "key": str(uuid4())}
        )
    assert answer.status_code == 409
    assert "OBJ-6" in answer.content.decode()
    assert Objection.objects.count() == 20
