"""Registering, correcting, erasing and joining persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from gongshi.areas.services import touch_all
from gongshi.people.models import Identity, Person, User
from gongshi.people.queries import canonical, has_account, keys_of
from gongshi.people.rules import (
    may_be_id,
    may_be_name,
    may_be_phone,
    normalise_id,
    normalise_name,
    normalise_phone,
)
from gongshi.people.rules.persons import (
    by_two,
    has_cause,
    has_no_account,
    id_is_free,
    is_same_person,
    may_merge,
)
from gongshi.people.sealing import Facts, id_hash, name_hash, phone_hash, seal, unseal
from gongshi.people.services.accounts import release_phone, shut
from gongshi.record.services import CLOCK, append
from gongshi.verdict import Verdict, first_refusal, require


def register_person(
    *,
    name: str,
    id_number: str = "",
    phone: str = "",
    by: Person | None,
    allowed: Verdict,
    at: datetime,
    area: str = "",
) -> Person:
    """Register a person, or give the one already known by this ID number.

    Raises NAME-1, ID-1 to ID-4, PHONE-1 or PERSON-1. Without an ID number a new person is made:
    ``queries.possible_doubles`` shows whom it may be, and only two granters join them.
    """
    facts = Facts(name, id_number, phone)
    return register_persons(people=[facts], by=by, allowed=allowed, at=at, area=area)[0]


@transaction.atomic
def register_persons(
    *, people: Sequence[Facts], by: Person | None, allowed: Verdict, at: datetime, area: str = ""
) -> list[Person]:
    """Register many persons with one entry in the record; one answer for each, in their order."""
    require(allowed)
    for facts in people:
        require(_may_be(facts))
    known = _known_by_id(people)
    found: list[Person] = []
    made: list[Identity] = []
    for facts in people:
        hashed = id_hash(facts.id_number)
        person = known.get(hashed) if hashed else None
        if person is None:
            person = Person()
            made.append(_identity(person, facts))
            if hashed:
                known[hashed] = person
        else:
            require(is_same_person(_name_in(person, made), facts.name))
        found.append(canonical(person))
    Person.objects.bulk_create([row.person for row in made], batch_size=500)
    Identity.objects.bulk_create(made, batch_size=500)
    if made:
        keys = [str(row.person_id) for row in made]
        _note("person.registered", by=by, at=at, area=area, body={"persons": keys})
    return found


@transaction.atomic
def correct_identity(
    *,
    person: Person,
    name: str | None = None,
    id_number: str | None = None,
    phone: str | None = None,
    reason: str,
    by: Person,
    allowed: Verdict,
    at: datetime,
) -> Identity:
    """Correct what is given; what a person did stays under the same key."""
    require(allowed)
    require(has_cause(reason))
    row = Identity.objects.select_for_update().get(person=person)
    old = unseal(person.key, row.sealed)
    given = {"name": name, "id_number": id_number, "phone": phone}
    kept = {"name": old.name, "id_number": old.id_number, "phone": old.phone}
    facts = Facts(**{key: kept[key] if value is None else value for key, value in given.items()})
    require(_may_be(facts))
    new = _identity(person, facts)
    others = Identity.objects.exclude(person=person)
    require(id_is_free(taken=bool(new.id_hash) and others.filter(id_hash=new.id_hash).exists()))
    if new.phone_hash != row.phone_hash:
        release_phone(person, new.phone_hash)
    new.save(force_update=True)
    changed = sorted(key for key, value in given.items() if value is not None)
    body = {"person": str(person.key), "changed": changed, "reason": reason}
    if facts.name != old.name:
        touch_all()
    _note("person.corrected", by=by, at=at, body=body)
    return new


@transaction.atomic
def erase_identity(
    *,
    person: Person,
    ground: str,
    by: Person,
    confirmed_by: Person,
    allowed: Verdict,
    at: datetime,
) -> int:
    """Delete what identifies a person, under every key; what they did stays without a name."""
    require(allowed)
    require(by_two(str(canonical(by).key), str(canonical(confirmed_by).key), ground))
    keys = keys_of(person)
    for account in User.objects.select_for_update().filter(person__in=keys):
        shut(account)
    count, _each = Identity.objects.filter(person__in=keys).delete()
    body = {"person": str(person.key), "ground": ground, "second": str(confirmed_by.key)}
    touch_all()
    _note("person.erased", by=by, at=at, body=body)
    return count


@transaction.atomic
def merge_persons(
    *,
    person: Person,
    double: Person,
    by: Person,
    confirmed_by: Person,
    allowed: Verdict,
    at: datetime,
) -> Person:
    """Join two keys of one human being for good; no act is rewritten, conflicts show afterwards.

    Raises PERSON-3, or I1 while both still have an account.
    """
    require(allowed)
    Person.objects.select_for_update().filter(pk__in=[person.pk, double.pk]).count()
    keep, joined = canonical(person), canonical(double)
    require(
        first_refusal(
            may_merge(
                one=str(keep.key),
                other=str(joined.key),
                by=str(canonical(by).key),
                confirmed_by=str(canonical(confirmed_by).key),
            ),
            has_no_account(active=has_account(keep) and has_account(joined)),
        )
    )
    joined.same_as = keep
    joined.save(update_fields=["same_as"])
    body = {"person": str(keep.key), "double": str(joined.key), "second": str(confirmed_by.key)}
    _note("person.merged", by=by, at=at, body=body)
    return keep


def _may_be(facts: Facts) -> Verdict:
    return first_refusal(
        may_be_name(facts.name),
        *([may_be_id(facts.id_number)] if facts.id_number else []),
        *([may_be_phone(facts.phone)] if facts.phone else []),
    )


def _identity(person: Person, facts: Facts) -> Identity:
    facts = Facts(
        normalise_name(facts.name), normalise_id(facts.id_number), normalise_phone(facts.phone)
    )
    return Identity(
        person=person,
        sealed=seal(person.key, facts),
        name_hash=name_hash(facts.name),
        id_hash=id_hash(facts.id_number),
        phone_hash=phone_hash(facts.phone),
    )


def _known_by_id(people: Sequence[Facts]) -> dict[str, Person]:
    hashes = [id_hash(facts.id_number) for facts in people if facts.id_number]
    known: dict[str, Person] = {}
    for start in range(0, len(hashes), 500):
        rows = Identity.objects.filter(id_hash__in=hashes[start : start + 500])
        known |= {row.id_hash: row.person for row in rows.select_related("person__identity")}
    return known


def _name_in(person: Person, made: Sequence[Identity]) -> str:
    """Give the name of a known person, or of one this very call makes."""
    row = next((row for row in made if row.person is person), None) or person.identity
    return unseal(row.person_id, row.sealed).name


def _note(
    kind: str, *, by: Person | None, at: datetime, body: Mapping[str, object], area: str = ""
) -> None:
    append(kind=kind, at=at, actor=by.key.hex if by else CLOCK, area=area, body=body)
