"""Who lives together, and who is near to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from gongshi.areas.models import Area
from gongshi.people.models import Household, HouseholdMember, Kinship, Person
from gongshi.people.queries import canonical, household_of, keys_of
from gongshi.people.rules import (
    inverse,
)
from gongshi.people.rules.homes import (
    has_one_head,
    is_homeless,
    may_be_kin,
    may_end,
    number_is_free,
)
from gongshi.people.rules.persons import (
    has_cause,
)
from gongshi.record.services import append
from gongshi.verdict import Verdict, require


@dataclass(frozen=True, slots=True)
class Joining:
    """A person who belongs to a household; ``relation`` is the clerk's word, as 之妻."""

    person: Person
    is_head: bool = False
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """A household to be recorded."""

    number: str
    group: str
    members: Sequence[Joining]


def record_household(
    *,
    area: Area,
    home: Home,
    starts_on: date,
    by: Person,
    allowed: Verdict,
    at: datetime,
) -> Household:
    """Record a household with its members. Raises HOME-1, HOME-2 or HOME-3."""
    made = record_households(
        area=area, homes=[home], starts_on=starts_on, by=by, allowed=allowed, at=at
    )
    return made[0]


@transaction.atomic
def record_households(
    *,
    area: Area,
    homes: Sequence[Home],
    starts_on: date,
    by: Person,
    allowed: Verdict,
    at: datetime,
) -> list[Household]:
    """Record many households with one entry in the record."""
    require(allowed)
    if not homes:
        return []
    taken = set(Household.objects.filter(area=area).values_list("number", flat=True))
    joining = [member.person.pk for home in homes for member in home.members]
    living = _living(joining)
    for home in homes:
        require(has_one_head(sum(member.is_head for member in home.members)))
        require(number_is_free(taken=home.number in taken, number=home.number))
        taken.add(home.number)
        for member in home.members:
            require(is_homeless(living.get(member.person.pk, "")))
            living[member.person.pk] = home.number
    made = Household.objects.bulk_create(
        [Household(area=area, number=home.number, group=home.group) for home in homes],
        batch_size=500,
    )
    HouseholdMember.objects.bulk_create(
        [
            _member(household, member, starts_on)
            for household, home in zip(made, homes, strict=True)
            for member in home.members
        ],
        batch_size=500,
    )
    numbers = [home.number for home in homes]
    _note("household.recorded", by=by, at=at, area=area.code, body={"numbers": numbers})
    return made


@transaction.atomic
def correct_household(
    *, household: Household, group: str, by: Person, allowed: Verdict, at: datetime
) -> Household:
    """Put a household into another villagers' group."""
    require(allowed)
    household.group = group
    household.save(update_fields=["group"])
    body = {"number": household.number, "changed": ["group"]}
    _note("household.corrected", by=by, at=at, area=household.area_id, body=body)
    return household


@transaction.atomic
def set_head(
    *, household: Household, person: Person, by: Person, allowed: Verdict, at: datetime
) -> HouseholdMember:
    """Make another member the head; the words for the others are corrected one by one."""
    require(allowed)
    current = household.members.select_for_update().filter(ends_on=None)
    head = current.get(person__in=keys_of(person))
    current.filter(is_head=True).update(is_head=False)
    head.is_head, head.relation = True, ""
    head.save(update_fields=["is_head", "relation"])
    body = {"number": household.number, "head": str(person.key)}
    _note("household.head", by=by, at=at, area=household.area_id, body=body)
    return head


@transaction.atomic
def add_member(
    *,
    household: Household,
    person: Person,
    relation: str,
    starts_on: date,
    by: Person,
    allowed: Verdict,
    at: datetime,
) -> HouseholdMember:
    """Let a person join a household. Raises HOME-2 while they belong to another."""
    require(allowed)
    Household.objects.select_for_update().get(pk=household.pk)
    now = household_of(person, starts_on)
    require(is_homeless(now.household.number if now else ""))
    member = _member(household, Joining(person, relation=relation), starts_on)
    member.save()
    body = {"number": household.number, "person": str(person.key)}
    _note("household.joined", by=by, at=at, area=household.area_id, body=body)
    return member


@transaction.atomic
def correct_relation(
    *, member: HouseholdMember, relation: str, by: Person, allowed: Verdict, at: datetime
) -> HouseholdMember:
    """Correct the word for what a member is to the head."""
    require(allowed)
    member.relation = relation[:20]
    member.save(update_fields=["relation"])
    body = {"number": member.household.number, "person": str(member.person_id)}
    _note("household.relation", by=by, at=at, area=member.household.area_id, body=body)
    return member


@transaction.atomic
def end_membership(
    *,
    member: HouseholdMember,
    ends_on: date,
    reason: str,
    by: Person,
    allowed: Verdict,
    at: datetime,
) -> HouseholdMember:
    """End a membership; ``ends_on`` is the first day outside. A head is replaced before."""
    require(allowed)
    require(has_cause(reason))
    locked = HouseholdMember.objects.select_for_update().get(pk=member.pk)
    require(may_end(locked.starts_on, locked.ends_on, ends_on))
    others = locked.household.members.filter(ends_on=None).exclude(pk=locked.pk)
    if locked.is_head and others.exists():
        require(has_one_head(0))
    locked.ends_on = ends_on
    locked.save(update_fields=["ends_on"])
    body = {"number": locked.household.number, "person": str(locked.person_id), "reason": reason}
    _note("household.left", by=by, at=at, area=locked.household.area_id, body=body)
    return locked


@transaction.atomic
def record_kinship(
    *, one: Person, other: Person, relation: str, by: Person, allowed: Verdict, at: datetime
) -> Kinship:
    """Record what ``other`` is to ``one`` (``Relation``); telling it twice changes nothing.

    Raises KIN-1 or KIN-2.
    """
    require(allowed)
    first, second = canonical(one), canonical(other)
    if second.key < first.key:
        first, second = second, first
        relation = inverse(relation) if may_be_kin("1", "2", relation, "") else relation
    known = Kinship.objects.select_for_update().filter(one=first, other=second).first()
    require(may_be_kin(str(first.key), str(second.key), relation, known.relation if known else ""))
    if known:
        return known
    edge = Kinship.objects.create(one=first, other=second, relation=relation)
    body = {"one": str(first.key), "other": str(second.key), "relation": relation}
    _note("kinship.recorded", by=by, at=at, body=body)
    return edge


def _member(household: Household, joining: Joining, starts_on: date) -> HouseholdMember:
    return HouseholdMember(
        household=household,
        person=joining.person,
        is_head=joining.is_head,
        relation=joining.relation[:20],
        starts_on=starts_on,
    )


def _living(persons: Sequence[UUID]) -> dict[UUID, str]:
    """Give the household number of each person who belongs to one, asked under every key."""
    living: dict[UUID, str] = {}
    for start in range(0, len(persons), 500):
        part = persons[start : start + 500]
        rows = HouseholdMember.objects.filter(person__in=part, ends_on=None)
        living |= dict(rows.values_list("person", "household__number"))
        joined = Q(merged__isnull=False) | Q(same_as__isnull=False)
        for person in Person.objects.filter(joined, key__in=part).distinct():
            rows = HouseholdMember.objects.filter(person__in=keys_of(person), ends_on=None)
            for number in rows.values_list("household__number", flat=True):
                living[person.key] = number
    return living


def _note(
    kind: str, *, by: Person, at: datetime, body: Mapping[str, object], area: str = ""
) -> None:
    append(kind=kind, at=at, actor=by.key.hex, area=area, body=body)
