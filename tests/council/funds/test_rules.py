"""The pure rules at their boundaries, and shares for any numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.funds.kinds.formulas import EqualPerHousehold, FixedStandard, PerHead, PerShare
from council.funds.registries import FundFormula, Proposal, fund_formulas
from council.funds.rules import contradictions as found
from council.funds.rules.lines import GROUP, Line, adds_up, from_json, to_json, total_of
from council.funds.rules.payments import (
    has_arrived,
    is_checked,
    is_not_ahead,
    within_line,
)
from council.funds.rules.plans import fits_item, says_why
from gongshi.money import Remainder


@given(
    total=st.integers(0, 10**12),
    persons=st.lists(st.integers(0, 50), min_size=1, max_size=60).filter(any),
    rule=st.sampled_from(list(Remainder)),
)
def test_per_head_always_adds_up(total, persons, rule) -> None:
    lines = [Line(GROUP, str(n), persons=count) for n, count in enumerate(persons)]
    proposal = PerHead().propose(total, lines, {}, rule)
    assert total_of(proposal.lines) == total
    assert adds_up(total, proposal.lines)
    assert proposal.remainder == rule
    for line in proposal.lines:
        exact = total * line.persons / sum(persons)
        assert abs((line.amount or 0) - exact) < 1.001
        assert line.persons or not line.amount


@given(total=st.integers(0, 10**12), count=st.integers(1, 200))
def test_equal_shares_differ_by_at_most_a_fen(total, count) -> None:
    lines = [Line(GROUP, str(n)) for n in range(count)]
    amounts = [line.amount for line in EqualPerHousehold().propose(total, lines, {}).lines]
    assert sum(amounts) == total
    assert max(amounts) - min(amounts) <= 1
    share, rest = found.even_split(total, count)
    assert amounts.count(share + 1) == rest


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 10**7)), min_size=1, max_size=20))
def test_a_standard_multiplies(rows) -> None:
    lines = [Line(GROUP, "组", quantity=count, standard=each) for count, each in rows]
    for line, (count, each) in zip(FixedStandard().propose(0, lines, {}).lines, rows, strict=True):
        assert line.amount == (count or 1) * each


def test_a_standard_may_be_one_for_all_and_spares_joint_amounts() -> None:
    lines = [Line(GROUP, "甲", persons=3), Line(GROUP, "乙", amount=7, persons=3)]
    filled = FixedStandard().propose(0, lines, {"standard": 100}).lines
    assert [line.amount for line in filled] == [300, 7]


def test_a_draft_keeps_a_line_as_it_is() -> None:
    line = Line(GROUP, "甲", amount=1, persons=2, quantity=3, unit="股", standard=4, note="注")
    assert from_json(to_json(line)) == line


def test_a_third_party_may_add_a_formula() -> None:
    class ByNeed(FundFormula):
        key = "sample.by_need"
        title = "by need"

        def propose(self, total, lines, inputs, remainder=Remainder.LARGEST):
            return Proposal(PerShare().propose(total, lines, inputs, remainder).lines, remainder)

    fund_formulas.register(ByNeed)
    try:
        lines = [Line(GROUP, "甲", quantity=1), Line(GROUP, "乙", quantity=2)]
        made = fund_formulas.get("sample.by_need")().propose(100, lines, {})
        assert [line.amount for line in made.lines] == [33, 67]
    finally:
        fund_formulas.unregister(ByNeed)
    assert not fund_formulas.get("sample.by_need").installed


@pytest.mark.parametrize(
    ("line", "paid", "amount", "allowed"),
    [
        (100, 0, 100, True),
        (100, 0, 101, False),
        (100, 99, 1, True),
        (100, 99, 2, False),
        (100, 100, 1, False),
        (100, 0, 0, False),
    ],
)
def test_a_payment_stays_within_its_line(line, paid, amount, allowed) -> None:
    assert bool(within_line(line, paid, amount)) is allowed


@pytest.mark.parametrize(("day", "allowed"), [(1, True), (2, True), (3, False)])
def test_a_payment_is_not_ahead(day, allowed) -> None:
    assert bool(is_not_ahead(date(2026, 3, day), date(2026, 3, 2))) is allowed


@pytest.mark.parametrize(("used", "allowed"), [(99, True), (100, True), (101, False)])
def test_an_item_is_used_up_to_its_sum(used, allowed) -> None:
    assert bool(fits_item(50, 150, used)) is allowed


@pytest.mark.parametrize(
    ("number", "reason", "allowed"),
    [(1, "", True), (2, "", False), (2, " ", False), (2, "改", True)],
)
def test_only_a_first_version_needs_no_reason(number, reason, allowed) -> None:
    assert bool(says_why(number, reason)) is allowed


def test_a_delivery_is_checked_by_line_and_by_inspectors() -> None:
    assert is_checked([1, 2], {1: "yes", 2: "no"}, 2, 2)
    assert is_checked([1, 2], {1: "yes"}, 2, 2).rule == "FUND-13"
    assert is_checked([1], {1: "yes"}, 1, 2).rule == "I12"
    assert has_arrived({1: "yes", 2: "yes"})
    assert has_arrived({1: "yes", 2: "partly"}).rule == "FUND-14"


@pytest.mark.parametrize(
    ("verdict", "allowed"),
    [
        (found.total_differs(100, 100), True),
        (found.total_differs(None, 100), True),
        (found.total_differs(101, 100), False),
        (found.is_approximate("53万元"), True),
        (found.is_approximate("约53万元"), False),
        (found.is_approximate("十五万余元"), False),
        (found.is_joint("甲", 100, 1), True),
        (found.is_joint("甲", 100, 3), False),
        (found.bases_differ("", 0, 533, 0), True),
        (found.bases_differ("", 534, 533, 220), False),
        (found.bases_differ("", 5, 5, 0), True),
        (found.product_differs("", 376, 70000, 26_320_000), True),
        (found.product_differs("", 376, 70000, 26_020_000), False),
        (found.is_no_multiple("", 2_310_000, 70_000), True),
        (found.is_no_multiple("", 1_660_000, 70_000), False),
        (found.is_no_multiple("", 1, 0), True),
        (found.splits_unevenly(100, 4), True),
        (found.splits_unevenly(100, 3), False),
        (found.interest_differs(851_650_000, "6%", 3, 12_774_750), True),
        (found.interest_differs(851_650_000, "6%", 3, 12_774_800), False),
        (found.date_is_incomplete("2018年7月20日"), True),
        (found.date_is_incomplete("2018年7月20"), False),
        (found.date_is_incomplete("2月27日"), False),
        (found.date_is_incomplete(""), True),
        (found.number_is_broken("闽财农指[2017]172号"), True),
        (found.number_is_broken("津贫领发〔2020〕12号"), True),
        (found.number_is_broken("循扶局〔201858"), False),
        (found.years_differ("2024年补助资金", 2024), True),
        (found.years_differ("2024年补助资金", 2023), False),
        (found.years_differ("补助资金", 2023), True),
        (found.twice(["甲", "乙"]), True),
        (found.twice(["甲", "乙", "甲"]), False),
        (found.source_is_unnamed("路", "投入", 10, 10), True),
        (found.source_is_unnamed("路", "投入", 40, 10), False),
    ],
)
def test_a_contradiction_is_found_only_where_it_is(verdict, allowed) -> None:
    assert bool(verdict) is allowed
    assert allowed or verdict.text()


def test_who_stands_twice_is_named_once() -> None:
    verdict = found.twice(["甲", "乙", "甲", "甲", "丙", "乙"])
    assert (verdict.rule, verdict.facts["names"]) == ("FUND-W11", "甲、乙")


@pytest.mark.parametrize(
    "text", ["循扶局〔201858", "财农〔〕5号", "财农〔2020〕号", "财农2020〕5号"]
)
def test_a_damaged_document_number_is_shown_as_it_is(text: str) -> None:
    verdict = found.number_is_broken(text)
    assert (verdict.rule, verdict.facts["text"]) == ("FUND-W13", text)


def test_the_gap_of_a_rounded_result_is_exact() -> None:
    facts = found.interest_differs(851_650_000, "6%", 3, 12_774_800).facts
    assert (facts["exact"], facts["gap"]) == ("127,747.50", "0.50")
