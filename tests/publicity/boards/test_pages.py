"""The pages villagers read: in order, masked, found by any part of a word, fresh at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from publicity.notices.models import Notice
from publicity.notices.services import draft_from_request, withdraw
from tests.publicity.conftest import displayed, published, requested
from tests.village import AT, Village


@pytest.fixture
def at_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))


def test_a_notice_page_says_everything_in_order_and_masks_names(
    village: Village, client: Client, at_noon
) -> None:
    notice = displayed(village)
    page = client.get(f"/gs/{notice.number}/").content.decode()
    places = [
        page.index(words)
        for words in ("公示中", "1,200.00", "葛*例", "应到7", "我有不同意见", "PDF")
    ]
    assert places == sorted(places)
    assert "葛示例" not in page
    assert "2026年3月12日" in page


@pytest.mark.parametrize(
    "address", ["/", "/a/371326106201/", "/notices/", "/notices/?q=资金", "/notices/?q=光伏收益"]
)
def test_lists_and_search_answer(village: Village, client: Client, at_noon, address: str) -> None:
    notice = displayed(village)
    response = client.get(address)
    assert response.status_code == 200
    assert (notice.title in response.content.decode()) == ("资金" not in address)


def test_a_draft_is_nowhere(village: Village, client: Client, at_noon) -> None:
    published(village)
    assert client.get("/gs/2026-002/").status_code == 404


def test_a_row_changed_behind_the_services_is_not_what_the_public_reads(
    village: Village, client: Client, at_noon
) -> None:
    notice = displayed(village)
    Notice.objects.filter(pk=notice.pk).update(issuer="别的单位", hotlines="13900000000")
    cache.clear()
    page = client.get(f"/gs/{notice.number}/").content.decode()
    assert notice.hotlines in page
    assert "13900000000" not in page


def test_a_phase_set_by_hand_makes_nothing_public(
    village: Village, client: Client, at_noon
) -> None:
    draft = draft_from_request(request=requested(village), by=village["委员甲"], at=AT)
    Notice.objects.filter(pk=draft.pk).update(phase="displayed", number="2026-009", live=True)
    assert client.get("/gs/2026-009/").status_code == 404
    assert draft.title not in client.get("/notices/").content.decode()


def test_a_withdrawal_is_seen_at_once_with_its_reason(
    village: Village, client: Client, at_noon
) -> None:
    notice = displayed(village)
    assert "葛*例" in client.get(f"/gs/{notice.number}/").content.decode()
    withdraw(notice=notice, reason="金额有误", by=village["委员乙"], at=AT)
    page = client.get(f"/gs/{notice.number}/").content.decode()
    assert "金额有误" in page
    assert "葛*例" not in page


def test_an_unchanged_page_is_not_sent_again(village: Village, client: Client, at_noon) -> None:
    notice = displayed(village)
    first = client.get(f"/gs/{notice.number}/")
    again = client.get(f"/gs/{notice.number}/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_table_can_be_taken_away_masked(
    village: Village, client: Client, at_noon, form: str
) -> None:
    notice = displayed(village)
    response = client.get(f"/gs/{notice.number}/table.{form}")
    assert response.status_code == 200
    if form == "csv":
        assert "葛*例" in response.content.decode("utf-8-sig")
        assert "葛示例" not in response.content.decode("utf-8-sig")


def test_the_poster_is_masked_in_public(village: Village, client: Client, at_noon) -> None:
    notice = displayed(village)
    response = client.get(f"/gs/{notice.number}/poster-a4.pdf")
    assert response.content[:5] == b"%PDF-"
