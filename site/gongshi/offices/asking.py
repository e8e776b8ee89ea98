"""Asking for what takes two granters: judged as far as one can, then noted for another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongshi.areas.models import Area
from gongshi.areas.rules import Level
from gongshi.offices import setup
from gongshi.offices.duties import Office
from gongshi.offices.models import Proposal
from gongshi.offices.proposals import propose
from gongshi.offices.queries import granters_over
from gongshi.offices.rules import is_named
from gongshi.offices.services import judge_appointment
from gongshi.people.models import Person
from gongshi.people.queries import canonical, has_account, keys_of
from gongshi.people.rules import may_be_id, may_be_name
from gongshi.people.rules.persons import (
    by_two,
    has_cause,
    has_no_account,
    is_same_person,
    may_merge,
)
from gongshi.people.services.persons import register_person
from gongshi.people.villagers import Villagers
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop, require


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a clerk names them. ``id_number`` may be empty for a villager."""

    name: str
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """The office somebody is to hold."""

    office: Office
    starts_on: date
    legal_basis: str
    ends_on: date | None = None
    category: str = ""
    path: int | None = None


def whom(named: Named, area: Area) -> tuple[Person | None, Verdict]:
    """Find who is meant; nobody, yet allowed, is somebody to be registered by their ID number."""
    number = named.id_number.strip()
    allowed = first_refusal(
        may_be_name(named.name),
        is_named(number=number, in_village=area.level == Level.VILLAGE.value),
        may_be_id(number) if number else ALLOWED,
    )
    if not allowed:
        return None, allowed
    villagers = Villagers(area.code, [number] if number else [])
    known = villagers.by_id(number)
    if known is not None:
        return known.person, is_same_person(known.facts.name, named.name)
    if number:
        return None, ALLOWED
    found, verdict = villagers.find(named.name, "")
    return (found.person if found else None), verdict


def judge_seat(
    *, person: Person | None, seat: Seat, area: Area, by: Person, at: datetime
) -> Verdict:
    """Judge an appointment as far as one granter can: with any other who could confirm it."""
    verdict = first_refusal(setup.may_grant(by, area, at), _has_second(by, area, at))
    for other in _others(by, area, at) if verdict else ():
        verdict = judge_appointment(
            person=person or Person(),  # somebody yet to be registered: no office, no relative
            office=seat.office,
            area=area,
            path=seat.path,
            legal_basis=seat.legal_basis,
            by=by,
            confirmed_by=other,
            at=at,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
        )
        if verdict:
            break
    return verdict


@transaction.atomic
def ask_appointment(*, named: Named, seat: Seat, area: Area, by: Person, at: datetime) -> Proposal:
    """Ask for an appointment; whoever is not registered yet is registered with it.

    Raises what ``judge_appointment`` raises, OFFICE-2, OFFICE-3, ROLL-1, ROLL-2 or PERSON-1.
    """
    person, found = whom(named, area)
    require(first_refusal(found, judge_seat(person=person, seat=seat, area=area, by=by, at=at)))
    if person is None:
        person = register_person(
            name=named.name,
            id_number=named.id_number,
            phone=named.phone,
            by=by,
            allowed=setup.may_grant(by, area, at),
            at=at,
            area=area.code,
        )
    return propose(
        Proposal(
            kind=Proposal.Kind.APPOINT,
            area=area,
            person=person,
            office=seat.office.value,
            category=seat.category,
            path=seat.path,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
            legal_basis=seat.legal_basis,
        ),
        by,
        at,
    )


def judge_merge(*, person: Person, double: Person, area: Area, by: Person, at: datetime) -> Verdict:
    """Judge joining two records as far as one granter can."""
    keep, joined = canonical(person), canonical(double)
    return first_refusal(
        setup.may_grant(by, area, at),
        _has_second(by, area, at),
        may_merge(
            one=str(keep.key), other=str(joined.key), by=str(canonical(by).key), confirmed_by=""
        ),
        has_no_account(active=has_account(keep) and has_account(joined)),
    )


@transaction.atomic
def ask_merge(
    *, person: Person, double: Person, area: Area, reason: str, by: Person, at: datetime
) -> Proposal:
    """Ask for joining two records of one human being. Raises I1, I6, PERSON-3 or PERSON-4."""
    verdict = judge_merge(person=person, double=double, area=area, by=by, at=at)
    require(first_refusal(verdict, has_cause(reason)))
    made = Proposal(
        kind=Proposal.Kind.MERGE,
        area=area,
        person=canonical(person),
        double=canonical(double),
        reason=reason,
    )
    return propose(made, by, at)


def judge_erasure(*, area: Area, ground: str, by: Person, at: datetime) -> Verdict:
    """Judge deleting an identity as far as one granter can."""
    return first_refusal(
        setup.may_grant(by, area, at),
        _has_second(by, area, at),
        by_two(str(canonical(by).key), "", ground),
    )


@transaction.atomic
def ask_erasure(
    *, person: Person, area: Area, ground: str, reason: str, by: Person, at: datetime
) -> Proposal:
    """Ask for deleting what identifies a person. Raises I6, PERSON-2 or PERSON-4."""
    verdict = judge_erasure(area=area, ground=ground, by=by, at=at)
    require(first_refusal(verdict, has_cause(reason)))
    made = Proposal(
        kind=Proposal.Kind.ERASE,
        area=area,
        person=canonical(person),
        legal_basis=ground,
        reason=reason,
    )
    return propose(made, by, at)


def _others(by: Person, area: Area, at: datetime) -> list[Person]:
    """Give the other granters of the area, any of whom could confirm."""
    keys = granters_over(area, at) - {str(key) for key in keys_of(by)}
    return list(Person.objects.filter(pk__in=sorted(keys)))


def _has_second(by: Person, area: Area, at: datetime) -> Verdict:
    """I6: there is somebody else to confirm it."""
    if _others(by, area, at):
        return ALLOWED
    return denied("I6", gettext_noop("No other granter of this area is in office to confirm it."))
