"""ID numbers, telephones, names and near relatives as values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.people.models import Relation
from gongshi.people.rules import (
    INVERSE,
    NEAR_RELATIVES,
    birth_date,
    check_character,
    may_be_id,
    may_be_name,
    may_be_phone,
    near_relation,
    normalise_id,
    normalise_name,
    normalise_phone,
)

ID = "11010519491231002X"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        ID.lower(),
        "110105 19491231 002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105491231002",
    ],
)
def test_one_id_number_in_every_spelling(text: str) -> None:
    assert normalise_id(text) == ID
    assert may_be_id(text)
    assert birth_date(normalise_id(text)) == date(1949, 12, 31)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "ID-1"),
        ("1101051949123100", "ID-1"),
        ("110105********002X", "ID-1"),
        ("1.10105E+17", "ID-1"),
        ("110105194902310026", "ID-2"),
        ("110105491331002", "ID-2"),
        ("160105194912310029", "ID-3"),
        ("110105194912310021", "ID-4"),
    ],
)
def test_a_refused_id_number_is_not_repeated(text: str, rule: str) -> None:
    verdict = may_be_id(text)
    assert (bool(verdict), verdict.rule) == (False, rule)
    assert not verdict.facts
    assert not text or text not in verdict.text()


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, shift: int) -> None:
    wrong = f"{ID[:place]}{(int(ID[place]) + shift) % 10}{ID[place + 1 :]}"
    assert not may_be_id(wrong)
    assert check_character(wrong[:17]) != "X"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("+86 199-0000-6901", "19900006901"),
        ("008619900006901", "19900006901"),
        ("１９９ ００００ ６９０１", "19900006901"),
        ("0312—5552001", "03125552001"),
        ("8655201", "8655201"),
    ],
)
def test_telephones(text: str, digits: str) -> None:
    assert normalise_phone(text) == digits
    assert may_be_phone(text)


@pytest.mark.parametrize("text", ["", "12317", "1990000690", "12900006901", "199000069011", "电话"])
def test_what_is_no_telephone(text: str) -> None:
    assert may_be_phone(text).rule == "PHONE-1"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" 葛　示 例 ", "葛示例"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提．吐尔逊", "买买提·吐尔逊"),
        ("John  Smith", "John Smith"),
        ("䶮示例", "䶮示例"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert normalise_name(text) == name
    assert may_be_name(text)


@pytest.mark.parametrize("text", ["", "  ", "葛示例1", "葛_例", "·", "葛示例（已故）", "葛" * 41])
def test_what_is_no_name(text: str) -> None:
    assert may_be_name(text).rule == "NAME-1"


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("妻", "spouse"),
        ("长 子", "child"),
        ("外孙女", "grandchild"),
        ("弟", "sibling"),
        ("姥姥", "grandparent"),
    ],
)
def test_near_relatives(word: str, relation: str) -> None:
    assert near_relation(word) == relation


@pytest.mark.parametrize("word", ["儿媳", "女婿", "岳父", "侄子", "叔父", "户主", ""])
def test_everyone_else_is_no_near_relative(word: str) -> None:
    assert near_relation(word) is None


def test_relations_are_those_of_the_table_and_turn_round() -> None:
    assert set(INVERSE) == set(NEAR_RELATIVES.values()) == set(Relation.values)
    assert all(INVERSE[INVERSE[relation]] == relation for relation in INVERSE)
