"""Canonical JSON: the form of RFC 8785 for the values we allow, and refusals for all others."""

import datetime as dt
import json
import unicodedata
import uuid
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongshi.record.canonical import NotCanonicalError, canonical, instant, scalar

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, False, -7]}, '{"a":[true,false,-7],"b":1}'),
        ('\u20ac$\u000f\nA\'"\\"/\u007f', '"€$\\u000f\\nA\'\\"\\\\\\"/\u007f"'),
        ("\b\t\f\r\x00", '"\\b\\t\\f\\r\\u0000"'),
        ("村务公开 🌾", '"村务公开 🌾"'),
        ((1, "e\u0301"), '[1,"é"]'),
        ({"B": 1, "a": 2, "A": 3, "": 4}, '{"":4,"A":3,"B":1,"a":2}'),
        (2**53 - 1, "9007199254740991"),
        (-(2**53) + 1, "-9007199254740991"),
    ],
)
def test_the_form_is_that_of_the_standard(value: object, expected: str) -> None:
    assert canonical(value) == expected.encode()


@pytest.mark.parametrize(
    "value",
    [
        *(1.0, Decimal(1), None, [None], {"a": None}, 2**53, -(2**53), {1: 2}, {"é": 1}, b"x"),
        *({1, 2}, "\ud800", dt.date(2026, 1, 1), object()),
    ],
)
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(value)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the form
@given(VALUES)
def test_the_form_reads_back_as_the_same_value_and_is_stable(value: object) -> None:
    once = canonical(value)
    assert canonical(json.loads(once)) == once
    assert json.loads(once) == json.loads(
        unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False))
    )


def test_moments_are_utc_of_one_length() -> None:
    shanghai = dt.timezone(dt.timedelta(hours=8))
    assert instant(dt.datetime(2026, 1, 1, 7, 0, tzinfo=shanghai)) == "2025-12-31T23:00:00.000000Z"
    with pytest.raises(NotCanonicalError):
        instant(dt.datetime(2026, 1, 1))  # noqa: DTZ001 -- the refusal is the point


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.date(2026, 2, 28), "2026-02-28"),
        (dt.time(9, 30), "09:30:00"),
        (dt.timedelta(days=1, microseconds=1), 86_400_000_001),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (memoryview(b"\x00\xff"), "AP8="),
        (Decimal("1.50"), "1.50"),
        (True, True),
        ("x", "x"),
    ],
)
def test_columns_become_text_numbers_or_booleans(value: object, expected: object) -> None:
    assert scalar(value) == expected
