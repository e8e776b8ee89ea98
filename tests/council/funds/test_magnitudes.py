"""Figures of another size than the others: a unit mistaken, a miscount, an area times its rate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.funds.rules.findings import Grant, Stated, of_allocation, of_plan
from council.funds.rules.lines import GROUP, HOUSEHOLD, Line
from council.funds.rules.magnitudes import (
    households_differ,
    measure_differs,
    unit_is_doubtful,
    unit_is_mistaken,
)
from gongshi.verdict import Verdict

WAN = 1_000_000


def rules(verdicts: list[Verdict]) -> list[str]:
    return [verdict.rule for verdict in verdicts]


@given(st.integers(1, 10**9))
def test_ten_thousand_times_is_a_mistaken_unit_and_nothing_else_is(fen: int) -> None:
    assert unit_is_mistaken(fen * 10_000, fen).rule == "FUND-W20"
    assert unit_is_mistaken(fen, fen * 10_000).rule == "FUND-W20"
    for other in (fen, fen * 10_000 + 1, fen * 9_999, 0):
        assert unit_is_mistaken(other, fen)


@pytest.mark.parametrize(
    ("amounts", "odd"),
    [
        ([20, 30, 25, 200_000], ["3"]),
        ([20, 30, 25, 24_999], []),
        ([200_000, 300_000, 250_000, 20], ["3"]),
        ([25_000, 25_000, 25_000, 25], ["3"]),
        ([25_000, 25_000, 25_000, 26], []),
        ([1, 1_000_000], []),
        ([0, 0, 0, 5], []),
    ],
)
def test_a_row_far_from_the_others_is_doubted(amounts: list[int], odd: list[str]) -> None:
    found = unit_is_doubtful([(str(place), fen) for place, fen in enumerate(amounts)])
    assert [verdict.facts["name"] for verdict in found] == odd
    assert set(rules(found)) <= {"FUND-W20"}


def test_an_allocation_and_a_plan_say_it() -> None:
    grants = [Grant("甲", 20 * WAN), Grant("乙", 30 * WAN), Grant("丙", 200_000 * WAN)]
    said = of_allocation(Stated(total=25), grants, title="", year=2026)
    assert [v.facts["name"] for v in said if v.rule == "FUND-W20"] == ["丙"]
    lines = [Line(HOUSEHOLD, "甲", amount=100, household=1)]
    assert "FUND-W20" in rules(of_plan(Stated(total=WAN), lines, total=100, base="", unit=""))


def test_households_stated_and_counted() -> None:
    assert households_differ(22, 22)
    assert households_differ(0, 22)
    assert households_differ(220, 0)
    verdict = households_differ(22, 21)
    assert (verdict.rule, verdict.facts) == ("FUND-W21", {"stated": 22, "found": 21})
    stated = Stated(households=2)
    lines = [Line(HOUSEHOLD, "甲", amount=1, household=1)]
    assert "FUND-W21" in rules(of_plan(stated, lines, total=1, base="", unit=""))
    group = [Line(GROUP, "全村", amount=1)]
    assert "FUND-W21" not in rules(of_plan(stated, group, total=1, base="", unit=""))
    assert "FUND-W21" in rules(of_allocation(stated, [Grant("甲", 1, count=3)], title="", year=1))


def test_an_area_times_its_rate_is_the_amount_to_the_fen() -> None:
    rate = Decimal("13.06125")
    assert measure_differs("埔前镇", Decimal("11598.35"), rate, 15_148_895)
    verdict = measure_differs("埔前镇", Decimal("11598.35"), rate, 15_148_894)
    assert (verdict.rule, verdict.facts["product"]) == ("FUND-W22", "151,488.95")
