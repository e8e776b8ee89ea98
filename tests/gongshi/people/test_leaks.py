"""What may never stand on the wall is found, and lawful numbers are let through."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.people.leaks import Severity, classify, find_personal, luhn

VECTORS = Path(__file__).parents[2] / "data" / "id_number_vectors.csv"
with VECTORS.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))
ID = "11010519491231002X"
MOBILE = "19900006901"
CARD = "6222021234567890123"


def kinds(text: str, *allow: str) -> list[str]:
    return [leak.kind for leak in find_personal(text, frozenset(allow))]


@pytest.mark.parametrize("row", ROWS, ids=[row["value"] for row in ROWS])
def test_every_vector(row: dict[str, str]) -> None:
    leaks = find_personal(row["value"])
    assert classify(row["value"]) == Severity[row["expect"].upper()]
    assert [leak.kind for leak in leaks] == ([] if row["expect"] == "allow" else [row["kind"]])


def test_all_vectors_are_here() -> None:
    counts = {
        word: sum(row["expect"] == word for row in ROWS) for word in ("refuse", "warn", "allow")
    }
    assert counts == {"refuse": 9, "warn": 5, "allow": 10}


@given(
    st.sampled_from(ROWS),
    st.text("，。公示户主甲乙\n", max_size=9),
    st.text("，。元\n", max_size=9),
)
def test_what_stands_around_changes_nothing(row: dict[str, str], before: str, after: str) -> None:
    for leak in find_personal(before + row["value"] + after):
        assert leak.start >= len(before)
        assert leak.end <= len(before + row["value"])
    assert classify(before + row["value"] + after) == Severity[row["expect"].upper()]


def test_the_find_says_where_it_stands_in_the_text_as_given() -> None:
    text = f"①联系人：　{MOBILE[:3]}\u200b{MOBILE[3:]}，谢谢"
    (leak,) = find_personal(text)
    assert text[leak.start : leak.end].replace("\u200b", "") == MOBILE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tel:+86 199-0000-6901", ["mobile"]),
        ("0086-19900006901", ["mobile"]),
        ("8619900006901", ["mobile"]),
        ("199 00006901", ["mobile"]),
        ("**19900006901**", ["mobile"]),
        (f"ID{ID}", ["id18"]),
        ("1 110105-19491231-002X 19900006901 7", ["id18", "mobile"]),
        ("1101 0519 4912 3100 2X", ["id18"]),
        ("6222 0212 3456 7890 123 19900006901", ["bankcard", "mobile"]),
        ("110105491231002 199 0000 6901", ["id15", "mobile"]),
        ("４１１１１１１１１１１１１１１１", ["bankcard"]),
        ("户主患尿毒症", ["health"]),
    ],
)
def test_disguises(text: str, found: list[str]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "19900006901.50元",
        "3.19900006901",
        "19,900,006,901元",
        "鲁扶办〔2024〕11号",
        "2024-09-09 至 2024-09-18",
        "5000 13800 00000",
        "91371326MA3C000000",
        "a13912345678b",
        "123456789019900006901",
        "4111111111111112",
        "371326100201",
        "113.300026,35.506123",
    ],
)
def test_lawful_numbers_pass(text: str) -> None:
    assert find_personal(text) == []


def test_the_notices_own_hotline_passes_however_it_is_written() -> None:
    assert kinds("异议请打 199-0000-6901", MOBILE) == []
    assert kinds(f"异议请打 {MOBILE} 或 19900006902", "199 0000 6901") == ["mobile"]
    assert kinds(f"卡号 {CARD}", MOBILE) == ["bankcard"]


def test_luhn() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for leak in find_personal(text):
        assert 0 <= leak.start < leak.end <= len(text)


def test_a_long_row_of_groups_is_read_quickly_and_wholly() -> None:
    assert kinds(" ".join(["12 345"] * 5000 + [ID])) == ["id18"]
