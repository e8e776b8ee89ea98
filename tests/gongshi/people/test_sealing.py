"""A dump of the database names nobody, and a box opens for its own person alone."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.people.sealing import (
    Facts,
    SealBroken,
    id_hash,
    name_hash,
    phone_hash,
    seal,
    unseal,
)

ONE, OTHER = UUID(int=1), UUID(int=2)
FACTS = Facts("葛示例", "11010519491231002X", "19900006901")
OTHER_KEY = b"another key for tests alone, 32b"


def test_what_is_sealed_opens_again() -> None:
    assert unseal(ONE, seal(ONE, FACTS)) == FACTS
    assert unseal(ONE, memoryview(seal(ONE, FACTS))) == FACTS


@given(st.uuids(), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_name(person: UUID, name: str) -> None:
    assert unseal(person, seal(person, Facts(name))) == Facts(name)


def test_nothing_is_readable_in_the_box() -> None:
    box = seal(ONE, FACTS)
    for value in ("葛示例", "葛", FACTS.id_number, FACTS.id_number[:6], FACTS.phone):
        assert value.encode() not in box
        assert value.encode("unicode-escape") not in box
    assert box != seal(ONE, FACTS), "the same facts never look the same"
    assert len(box) == len(seal(ONE, Facts("卞样"))), "the length says nothing about the name"


def test_facts_stay_out_of_logs() -> None:
    assert repr(FACTS) == "Facts()"


def test_a_box_moved_to_another_person_does_not_open() -> None:
    with pytest.raises(SealBroken, match="another person"):
        unseal(OTHER, seal(ONE, FACTS))


def test_another_key_does_not_open_it(settings: Any) -> None:
    box = seal(ONE, FACTS)
    settings.IDENTITY_KEY = OTHER_KEY
    with pytest.raises(SealBroken, match="IDENTITY_KEY"):
        unseal(ONE, box)


@pytest.mark.parametrize("place", [0, 1, 13, -1])
def test_a_changed_byte_does_not_open(place: int) -> None:
    box = bytearray(seal(ONE, FACTS))
    box[place] ^= 1
    with pytest.raises(SealBroken):
        unseal(ONE, bytes(box))


@pytest.mark.parametrize("cut", [0, 1, 5, 20])
def test_a_truncated_box_does_not_open(cut: int) -> None:
    with pytest.raises(SealBroken):
        unseal(ONE, seal(ONE, FACTS)[:cut])


def test_a_short_key_is_refused(settings: Any) -> None:
    settings.IDENTITY_KEY = b"short"
    with pytest.raises(ValueError, match="32 bytes"):
        seal(ONE, FACTS)


def test_one_human_being_has_one_hash_whoever_asks() -> None:
    assert id_hash("110105 19491231 002x") == id_hash("110105491231002") == id_hash(FACTS.id_number)
    assert name_hash("葛 示例") == name_hash("葛示例") != name_hash("葛示样")
    assert phone_hash("+86 199-0000-6901") == phone_hash(FACTS.phone)
    assert len(id_hash(FACTS.id_number)) == 64


def test_hashes_of_different_kinds_and_keys_differ(settings: Any) -> None:
    hashes = {name_hash("55529001"), id_hash("55529001"), phone_hash("55529001")}
    settings.IDENTITY_KEY = OTHER_KEY
    assert len(hashes | {name_hash("55529001"), id_hash("55529001"), phone_hash("55529001")}) == 6


def test_nothing_has_no_hash() -> None:
    assert name_hash(" ") == id_hash("") == phone_hash("无") == ""


def test_keys_of_persons_are_bound_not_stored() -> None:
    person = uuid4()
    assert person.bytes not in seal(person, FACTS)
