"""What is kept for everyone holds nothing of the one who came first."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client

from gongshi.people.models import User
from publicity.objections.models import Objection
from publicity.objections.rules import may_reply
from publicity.objections.services import file_objection
from tests.publicity.conftest import displayed
from tests.village import AT, Village


def message_cookie(words: str) -> str:
    """Give the cookie of somebody for whom a message waits."""
    request = HttpRequest()
    request.session = {}  # type: ignore[assignment]
    storage = CookieStorage(request)
    return str(storage._encode([messages.storage.base.Message(25, words)]))


def test_a_message_that_waits_for_an_officer_never_enters_a_public_page(
    village: Village, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))
    notice = displayed(village)
    secret = "已付：葛示例 500.00 元"
    officer = Client()
    officer.cookies["messages"] = message_cookie(secret)
    for address in ("/", f"/gs/{notice.number}/"):
        assert secret not in officer.get(address).content.decode()
        assert secret not in client.get(address).content.decode()


def test_masked_rows_leave_the_objection_form_when_the_period_ends(
    village: Village, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = displayed(village)
    address = f"/objections/{notice.number}/"
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=10))
    assert "葛*例" in client.get(address).content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=11))
    assert "葛*例" not in client.get(address).content.decode()


def test_who_objected_is_shown_only_to_who_answers(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))
    notice = displayed(village)
    objection, _code = file_objection(
        notice=notice, text="人口不对", client_key=uuid4(), at=AT, name="商示例", phone=""
    )
    assert Objection.objects.count() == 1
    seen = {}
    for name in ("委员甲", "理事二"):
        account = User.objects.create(username=f"u{len(seen)}", person=village[name])
        desk = Client()
        desk.force_login(account, backend="gongshi.people.backends.PhoneOrName")
        response = desk.get(f"/desk/objections/{objection.pk}/")
        seen[name] = (response.status_code, "商示例" in response.content.decode())
    assert seen == {"委员甲": (200, True), "理事二": (200, False)}


def test_an_answer_gives_no_number_away() -> None:
    assert may_reply(answered=False, text="已核实")
    assert may_reply(answered=False, text="请打13812345678").rule == "OBJ-7"


@pytest.mark.parametrize(("address", "kept"), [("/", True), ("/?x=1", False), ("/?page=9", False)])
def test_no_end_of_addresses_fills_the_cache(
    village: Village, client: Client, monkeypatch: pytest.MonkeyPatch, address: str, *, kept: bool
) -> None:
    found: list[str] = []
    store = cache.set
    monkeypatch.setattr(cache, "set", lambda key, *rest: (found.append(key), store(key, *rest)))
    assert client.get(address).status_code == 200
    assert any(key.startswith("page:") for key in found) is kept
