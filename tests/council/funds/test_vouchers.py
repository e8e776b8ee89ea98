"""One voucher pays once, however it is written and whichever day is named."""

from __future__ import annotations

from datetime import date

import pytest

from council.funds.queries.plans import current_version, lines_of
from tests.council.funds.test_refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "same", ["记-7a", "记－7Ａ", "记 - 7A", "记-\u200b7A", "\u202e记–7A", "记-7A\x00"]
)
def test_one_voucher_in_another_dress_is_the_same_voucher(village, same) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    one, two, _three = lines_of(current_version(plan))
    village.pay(one, one.amount, voucher="记-7A")
    refused("FUND-10", lambda: village.pay(two, two.amount, voucher=same))


def test_a_voucher_serves_no_second_time_under_an_older_year(village) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    one, two, _three = lines_of(current_version(plan))
    village.pay(one, one.amount, voucher="记-7")
    older = {"voucher": "记-7", "paid_on": date(2025, 12, 31)}
    refused("FUND-11", lambda: village.pay(two, two.amount, **older))
