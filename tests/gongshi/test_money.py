"""Every fen is accounted for: text, capital numerals, parts and shares."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.money import (
    WANYUAN,
    Remainder,
    capital,
    half_up,
    parse_yuan,
    portion,
    rate,
    shares,
    wanyuan,
    yuan,
    yuan_text,
)
from gongshi.verdict import RuleBroken

FEN = st.integers(-(10**15) + 1, 10**15 - 1)
NO_AMOUNTS = ("", "元", "1,23,4", "1e5", "1.2.3", "三万", "9" * 14, "٣")
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(123450, "1,234.50"), (0, "0.00"), (1, "0.01"), (-50, "-0.50"), (100000000, "1,000,000.00")],
)
def test_yuan(fen: int, text: str) -> None:
    assert yuan(fen) == text
    assert yuan_text(fen) == f"{text}元"


@pytest.mark.parametrize(
    ("fen", "places", "text"),
    [
        (12774750, None, "12.77475"),
        (12774750, 4, "12.7748"),
        (12774749, 4, "12.7747"),
        (851650000, None, "851.65"),
        (1000000, None, "1"),
        (1, None, "0.000001"),
        (-1500000, None, "-1.5"),
        (1234560000000, 2, "1,234,560.00"),
        (500000, 0, "1"),
        (-1, 2, "0.00"),
    ],
)
def test_wanyuan(fen: int, places: int | None, text: str) -> None:
    assert wanyuan(fen, places) == text


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.50", 123450),
        ("1,234.5元", 123450),
        (" ¥1234.50 ", 123450),
        ("¥０．０１", 1),
        ("12.77475万元", 12774750),
        ("-3", -300),
        ("13.000", 1300),
        ("1\u3000234", 123400),
    ],
)
def test_amounts_as_people_write_them(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


def test_the_unit_of_a_column_holds_unless_the_cell_says_otherwise() -> None:
    assert parse_yuan("851.65", unit=WANYUAN) == 851650000
    assert parse_yuan("851.65元", unit=WANYUAN) == 85165


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        *(
            (text, "MONEY-1")
            for text in ("", "元", "1,23,4", "1e5", "1.2.3", "三万", "9" * 14, "٣")
        ),
        ("13.06125", "MONEY-2"),
        ("0.0000001万元", "MONEY-2"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_rule(text: str, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_yuan(text)
    assert refused.value.verdict.rule == rule


@given(FEN)
def test_what_is_printed_is_read_back(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen
    assert parse_yuan(yuan_text(fen)) == fen
    assert parse_yuan(wanyuan(fen), unit=WANYUAN) == fen


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (100, "壹元整"),
        (1100, "壹拾壹元整"),
        (100000000, "壹佰万元整"),
        (100005400, "壹佰万零伍拾肆元整"),
        (3100005400, "叁仟壹佰万零伍拾肆元整"),
        (101, "壹元零壹分"),
        (1, "壹分"),
        (120, "壹元贰角整"),
        (10000000000, "壹亿元整"),
        (10001000000, "壹亿零壹万元整"),
        (1000100, "壹万零壹元整"),
        (12600050, "壹拾贰万陆仟元伍角整"),
        (10000500000, "壹亿零伍仟元整"),
        (105000, "壹仟零伍拾元整"),
        (20, "贰角整"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (-32504, "负叁佰贰拾伍元零肆分"),
        (100000000000000, "壹万亿元整"),
    ],
)
def test_capital_numerals(fen: int, text: str) -> None:
    assert capital(fen) == text


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_amounts_have_different_capital_numerals(one: int, other: int) -> None:
    assert (capital(one) == capital(other)) == (one == other)
    assert "零零" not in capital(one)


def test_a_sum_per_head_comes_out_even() -> None:
    parts = shares(53_000_000, [1] * 1418)
    assert sum(parts) == 53_000_000
    assert parts == (37377,) * 832 + (37376,) * 586


@pytest.mark.parametrize(
    ("rule", "parts"),
    [("largest_remainder", (54, 38, 8)), ("first", (54, 39, 7)), ("last", (53, 39, 8))],
)
def test_the_rule_names_who_gets_the_fen_left_over(rule: str, parts: tuple[int, ...]) -> None:
    assert shares(100, [7, 5, 1], rule) == parts  # exactly 53.85, 38.46, 7.69


def test_who_shares_evenly_already_gets_nothing_left_over() -> None:
    assert shares(101, [2, 1, 1], "first") == (51, 25, 25)
    assert shares(100, [1, 2, 2, 1], "first") == (17, 34, 33, 16)


def test_an_unknown_rule_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="dice"):
        shares(100, [1, 2], "dice")


@pytest.mark.parametrize(
    ("total", "weights"), [(100, []), (100, [0, 0]), (100, [2, -1]), (-1, [1])]
)
def test_nothing_is_shared_by_nothing(total: int, weights: list[int]) -> None:
    with pytest.raises(RuleBroken) as refused:
        shares(total, weights)
    assert refused.value.verdict.rule == "MONEY-3"


@given(st.integers(0, 10**12), WEIGHTS, st.sampled_from(Remainder))
def test_shares_add_up_and_stay_within_a_fen(total: int, weights: list[int], rule: str) -> None:
    parts = shares(total, weights, rule)
    assert sum(parts) == total
    assert len(parts) == len(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert part >= 0
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert weight or not part


@given(st.integers(0, 10**9), WEIGHTS)
def test_more_weight_never_gets_less(total: int, weights: list[int]) -> None:
    by_weight: dict[int, list[int]] = {}
    for weight, part in zip(weights, shares(total, weights), strict=True):
        by_weight.setdefault(weight, []).append(part)
    ordered = [by_weight[weight] for weight in sorted(by_weight)]
    for lighter, heavier in pairwise(ordered):
        assert max(lighter) <= min(heavier)
    assert all(max(alike) - min(alike) <= 1 for alike in ordered)


def test_weights_may_be_fractions() -> None:
    assert shares(1000, [Fraction("6.55"), Fraction("3.45")]) == (655, 345)


def test_capital_times_rate_times_months() -> None:
    exact = portion(parse_yuan("851.65万元"), rate("6%"), rate("3/12"))
    assert exact == 12774750
    assert wanyuan(half_up(exact), 4) == "12.7748"
    assert rate("６％") == rate("0.06") == Fraction(3, 50)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("1/2", 1), ("-1/2", -1), ("3/2", 2), ("49/100", 0), ("-49/100", 0), ("5/2", 3)],
)
def test_halves_are_rounded_up(amount: str, rounded: int) -> None:
    assert half_up(Fraction(amount)) == rounded
