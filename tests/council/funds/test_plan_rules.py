"""The rules of plans and allocations at their boundaries."""

from __future__ import annotations

import pytest

from council.funds.rules import payments, plans
from council.procedures.rules import is_its_turn
from gongshi.verdict import Verdict


@pytest.mark.parametrize(
    ("verdict", "rule"),
    [
        (plans.has_executor(0), "FUND-19"),
        (plans.has_executor(1), ""),
        (plans.shares_something(None), ""),
        (plans.shares_something(1), ""),
        (plans.shares_something(0), "FUND-1"),
        (plans.is_offered(True, "a"), ""),
        (plans.is_offered(False, "a"), "FUND-16"),
        (plans.has_rows(1), ""),
        (plans.has_rows(0), "FUND-1"),
        (plans.has_version(made=True), ""),
        (plans.has_version(made=False), "FUND-17"),
        (plans.has_draft(entered=True), ""),
        (plans.has_draft(entered=False), "FUND-17"),
        (plans.is_made(made=True), ""),
        (plans.is_made(made=False), "FUND-17"),
        (payments.is_paid(0), ""),
        (payments.is_paid(1), "FUND-9"),
        (is_its_turn("draft", "draft"), ""),
        (is_its_turn("opinions", "draft"), "PROC-2"),
        (is_its_turn(None, "draft"), "PROC-2"),
    ],
)
def test_each_rule_at_its_boundary(verdict: Verdict, rule: str) -> None:
    assert verdict.rule == rule
