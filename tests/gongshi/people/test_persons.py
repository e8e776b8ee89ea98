"""Registering, correcting, erasing and joining persons."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from gongshi.offices import setup
from gongshi.people.models import Household, HouseholdMember, Identity, Person, User
from gongshi.people.names import name_of
from gongshi.people.queries import keys_of, possible_doubles
from gongshi.people.sealing import unseal
from gongshi.people.services.accounts import open_account
from gongshi.people.services.persons import correct_identity, register_person
from gongshi.record.models import Entry, Opening
from gongshi.verdict import ALLOWED, RuleBroken, denied
from tests.gongshi.people.numbers import ID, OTHER_ID
from tests.village import Village, bare_village

pytestmark = pytest.mark.django_db
NO = denied("I7", "not here")


@pytest.fixture
def village() -> Village:
    return bare_village()


def register(village: Village, at: datetime, name: str = "葛示例", **more: str) -> Person:
    return register_person(name=name, by=village.granters[0], allowed=ALLOWED, at=at, **more)


def refused(rule: str, act: object) -> None:
    """The act is refused by this rule, and neither people nor record changed."""
    before = (Person.objects.count(), list(Identity.objects.values()), Entry.objects.count())
    with pytest.raises(RuleBroken) as broken:
        act()  # type: ignore[operator]
    assert broken.value.verdict.rule == rule
    assert broken.value.verdict.text()
    assert before == (
        Person.objects.count(),
        list(Identity.objects.values()),
        Entry.objects.count(),
    )


def test_an_identity_is_sealed_and_found_by_its_number(village: Village, at: datetime) -> None:
    person = register(village, at, id_number=ID, phone="199 0539 6901")
    assert name_of(person) == "葛示例"
    facts = unseal(person.key, person.identity.sealed)
    assert (facts.id_number, facts.phone) == (ID, "19905396901")
    entries = Entry.objects.count()
    spaced = f"{ID[:6]} {ID[6:14]} {ID[14:].lower()}"
    assert register(village, at, name="葛 示例", id_number=spaced) == person
    assert Entry.objects.count() == entries
    bodies = "".join(Opening.objects.values_list("content", flat=True))
    assert str(person.key) in bodies
    assert not {"葛示例", ID, "19905396901"} & set(bodies.split('"'))


def test_nothing_is_registered_against_a_rule(village: Village, at: datetime) -> None:
    register(village, at, id_number=ID)
    refused("PERSON-1", lambda: register(village, at, name="另一人", id_number=ID))
    refused("NAME-1", lambda: register(village, at, name="葛3"))
    refused("ID-4", lambda: register(village, at, id_number=f"{ID[:-1]}1"))
    refused("PHONE-1", lambda: register(village, at, phone="12"))
    refused("I7", lambda: register_person(name="葛二", by=village.granters[0], allowed=NO, at=at))


def test_a_known_double_leads_to_the_one_person(village: Village, at: datetime) -> None:
    keep, double = register(village, at), register(village, at, id_number=ID)
    others = village.granters
    setup_merge(village, keep, double, at)
    assert set(keys_of(double)) == {keep.key, double.key}
    assert register(village, at, id_number=ID) == keep
    refused("PERSON-3", lambda: setup_merge(village, keep, double, at))
    third = register(village, at)
    refused("PERSON-3", lambda: setup_merge(village, third, others[0], at))
    refused(
        "I6",
        lambda: setup.merge_persons(
            person=keep, double=third, area=village.area, by=third, confirmed_by=others[1], at=at
        ),
    )
    refused(
        "PERSON-3",
        lambda: setup.merge_persons(
            person=keep,
            double=third,
            area=village.area,
            by=others[1],
            confirmed_by=others[1],
            at=at,
        ),
    )


def setup_merge(village: Village, keep: Person, double: Person, at: datetime) -> Person:
    first, second = village.granters
    return setup.merge_persons(
        person=keep, double=double, area=village.area, by=first, confirmed_by=second, at=at
    )


def test_two_accounts_stand_in_the_way_of_joining(village: Village, at: datetime) -> None:
    keep, double = register(village, at), register(village, at)
    for person in (keep, double):
        open_account(person=person, by=village.granters[0], allowed=ALLOWED, at=at)
    refused("I1", lambda: setup_merge(village, keep, double, at))
    double.refresh_from_db()
    assert double.same_as is None


def test_doubles_are_shown_and_never_joined(village: Village, at: datetime) -> None:
    home = Household.objects.create(area=village.area, number="1")
    one, other, far = (register(village, at) for _ in range(3))
    HouseholdMember.objects.create(
        household=home, person=one, starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)
    )
    HouseholdMember.objects.create(household=home, person=other, starts_on=date(2020, 1, 1))
    assert possible_doubles(one) == [other]
    assert possible_doubles(far) == []
    assert Person.objects.exclude(same_as=None).count() == 0


def test_a_correction_keeps_the_key_and_says_why(village: Village, at: datetime) -> None:
    person = register(village, at, id_number=ID)
    other = register(village, at, name="另一人", id_number=OTHER_ID)
    account = open_account(person=person, by=None, allowed=ALLOWED, at=at).account

    def correct(reason: str = "录错", **more: str) -> None:
        by = village.granters[0]
        correct_identity(person=person, reason=reason, by=by, allowed=ALLOWED, at=at, **more)

    refused("PERSON-1", lambda: correct(id_number=OTHER_ID))
    refused("PERSON-4", lambda: correct(reason=" ", name="葛三"))
    refused("NAME-1", lambda: correct(name="?"))
    correct(name="葛三", phone="19905396901")
    assert name_of(person) == "葛三"
    assert unseal(person.key, Identity.objects.get(person=person).sealed).id_number == ID
    account.refresh_from_db()
    assert account.phone_hash == Identity.objects.get(person=person).phone_hash != ""
    assert name_of(other) == "另一人"


def test_a_corrected_telephone_cannot_take_anothers_sign_in(village: Village, at: datetime) -> None:
    person, other = register(village, at), register(village, at, phone="19905396901")
    for each in (person, other):
        open_account(person=each, by=None, allowed=ALLOWED, at=at)
    refused(
        "ACCOUNT-2",
        lambda: correct_identity(
            person=person, phone="19905396901", reason="补", by=other, allowed=ALLOWED, at=at
        ),
    )


def test_an_erasure_leaves_the_key_and_the_record(village: Village, at: datetime) -> None:
    person = register(village, at, id_number=ID, phone="19905396901")
    account = open_account(person=person, by=None, allowed=ALLOWED, at=at).account
    first, second = village.granters

    def erase(by: Person, confirmed_by: Person, ground: str = "个人信息保护法第四十七条") -> None:
        setup.erase_identity(
            person=person, ground=ground, area=village.area, by=by, confirmed_by=confirmed_by, at=at
        )

    refused("PERSON-2", lambda: erase(first, first))
    refused("PERSON-2", lambda: erase(first, second, ground=" "))
    refused("I6", lambda: erase(person, second))
    refused("I6", lambda: erase(first, person))
    erase(first, second)
    assert not Identity.objects.filter(person=person).exists()
    assert Person.objects.filter(pk=person.pk).exists()
    assert name_of(person) == f"人员 {str(person.key)[:8]}"
    account = User.objects.get(pk=account.pk)
    assert (account.is_active, account.phone_hash, account.slip_hash) == (False, "", "")
    entry = Entry.objects.latest("seq")
    assert (entry.kind, entry.actor) == ("person.erased", first.key.hex)


def test_the_database_refuses_a_second_person_with_one_number(
    village: Village, at: datetime
) -> None:
    person = register(village, at, id_number=ID)
    stranger = Person.objects.create()
    row = Identity(person=stranger, sealed=b"x", name_hash="x", id_hash=person.identity.id_hash)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
