"""What was typed comes back after a refusal, with the rule at its field; nothing was changed."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.utils.html import escape

from council.funds.models import DeliveryCheck, DistributionPlan
from council.funds.queries.plans import current_version, lines_of
from tests.council.funds.conftest import counts
from tests.council.funds.test_desk import new_plan, proposal, signed_in
from tests.council.reading import read

__all__ = ["signed_in"]


def value_of(page: str, name: str) -> str:
    """Give what stands in an input of a page."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert tag, f"no input {name}"
    found = re.search(r'value="([^"]*)"', tag[0])
    return found[1] if found else ""


def wrong_field(page: str, name: str) -> str:
    """Give the words at a field that is marked wrong."""
    before = page[: page.index(f'name="{name}"')].rsplit('<div class="field', 1)[1]
    return before if before.startswith(" field-wrong") else ""


@pytest.mark.parametrize(
    ("wrong", "field", "rule"),
    [
        ({"amount": "200.01"}, "amount", "FUND-9"),
        ({"voucher": "记-1"}, "voucher", "FUND-10"),
        ({"paid_on": "2036-03-02"}, "paid_on", "FUND-11"),
        ({"paid_on": "2025-12-31"}, "paid_on", "FUND-11"),
    ],
)
def test_a_refused_payment_keeps_every_figure(village, signed_in, wrong, field, rule) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    first, second = lines_of(current_version(plan))[:2]
    url, accountant = f"/desk/funds/{plan.pk}/payments/", signed_in("accountant")
    form = {"line": first.pk, "amount": "200.00", "voucher": "记-1", "paid_on": "2026-03-02"}
    paid = accountant.post(url, form | {"client_key": str(uuid4())})
    assert paid.status_code == 302
    mine = {"line": second.pk, "amount": "12.50", "voucher": "凭-2", "paid_on": "2026-03-02"}
    mine |= wrong if field != "amount" else {"amount": "987654.32"}
    mine["client_key"] = str(uuid4())
    before = counts()
    answer = accountant.post(url, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert {name: value_of(page, name) for name in mine} == {k: str(v) for k, v in mine.items()}
    assert rule in wrong_field(page, field)
    assert counts() == before
    right = mine | {"amount": "12.50", "voucher": "凭-2", "paid_on": "2026-03-02"}
    assert accountant.post(url, right).status_code == 302


def test_a_stranger_gets_the_text_back_where_the_page_has_no_form(village, signed_in) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    url, line = f"/desk/funds/{plan.pk}/payments/", lines_of(current_version(plan))[0]
    form = {"line": line.pk, "amount": "200.00", "voucher": "记-77", "paid_on": "2026-03-02"}
    form["client_key"] = str(uuid4())
    before = counts()
    answer = signed_in("committee").post(url, form)
    page = answer.content.decode()
    assert (answer.status_code, "记-77" in page, "I7" in page) == (403, True, True)
    assert form["client_key"] not in page
    assert counts() == before


def test_ticks_of_a_refused_check_come_back(village, signed_in) -> None:
    plan = village.drafted()
    village.until(plan, "delivery_check")
    url, lines = f"/desk/funds/{plan.pk}/delivery/", lines_of(current_version(plan))
    ticks = {f"reached-{line.pk}": "partly" for line in lines} | {"complete": "1"}
    before = counts()
    answer = signed_in("member2").post(url, ticks | read(signed_in("member2"), url))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count('value="partly" checked') == len(lines)
    assert 'name="complete" value="1" checked' in page
    assert 'class="verdict"' in page
    assert not DeliveryCheck.objects.exists()
    assert counts() == before


def test_a_refused_plan_and_refused_lines_come_back(village, signed_in) -> None:
    clerk = signed_in("clerk")
    typed = new_plan(village) | {"total": "0", "title": "一项<没有>钱的方案"}
    answer = clerk.post(f"/desk/funds/new/{village.area.pk}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert escape(typed["title"]) in page
    assert value_of(page, "authorisation") == typed["authorisation"]
    assert "FUND-1" in wrong_field(page, "total")
    assert not DistributionPlan.objects.exists()
    plan = village.plan()
    village.propose(plan)
    village.draft(plan)  # the draft is adopted: its lines can no longer be proposed
    typed = proposal(village) | {"u0-name": "修三组水渠"}
    before = counts()
    answer = clerk.post(f"/desk/funds/{plan.pk}/draft/propose/", typed)
    assert answer.status_code == 409
    assert "修三组水渠" in answer.content.decode()  # the form is gone, its words are not
    assert counts() == before
