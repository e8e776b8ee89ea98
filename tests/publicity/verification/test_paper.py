"""A paper is held against the web: true, withdrawn, or not ours."""

from __future__ import annotations

import pytest
from django.test import Client

from gongshi.record.models import Checkpoint
from publicity.notices.queries import edition
from publicity.notices.services import withdraw
from tests.publicity.conftest import displayed
from tests.village import AT, Village


def ask(client: Client, code: str) -> str:
    return client.get("/verify/", {"code": code}).content.decode()


def test_the_code_on_the_paper_leads_to_its_notice(village: Village, client: Client) -> None:
    notice = displayed(village)
    code = edition(notice).digest[:16].upper()
    page = ask(client, f"{code[:8]} {code[8:]}")
    assert "纸上的公示是真的" in page
    assert notice.title in page
    assert Checkpoint.objects.exists()


def test_a_withdrawn_notice_no_longer_stands(village: Village, client: Client) -> None:
    notice = displayed(village)
    code = edition(notice).digest[:16]
    withdraw(notice=notice, reason="金额有误", by=village["委员乙"], at=AT)
    assert "这份公示已经作废" in ask(client, code)


@pytest.mark.parametrize("code", ["", "0000000000000000", "abc", "zzzzzzzzzzzzzzzz"])
def test_any_other_code_is_not_ours(village: Village, client: Client, code: str) -> None:
    notice = displayed(village)
    assert notice.title not in ask(client, code)
