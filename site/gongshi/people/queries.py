"""Reading people: one human being's keys, their near relatives, their household."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from gongshi.people.models import (
    HouseholdMember,
    Identity,
    Kinship,
    OrganisationTie,
    Person,
    User,
)
from gongshi.people.rules import (
    inverse,
    may_be_phone,
)
from gongshi.people.sealing import phone_hash
from gongshi.people.states import AccountState


def canonical(person: Person) -> Person:
    """Give the key that stands for all keys of this human being."""
    while person.same_as is not None:
        person = person.same_as
    return person


def keys_of(person: Person) -> list[UUID]:
    """Give every key of this human being; most have one."""
    root = canonical(person)
    keys, level = [root.key], [root.key]
    while level := list(Person.objects.filter(same_as__in=level).values_list("key", flat=True)):
        keys.extend(level)
    return keys


def roots_of(keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """Give, for every key of these human beings, the key that stands for them all."""
    every = under_every_key(keys)
    joins = Person.objects.filter(key__in=every, same_as__isnull=False)
    above = dict(joins.values_list("key", "same_as"))

    def root(key: UUID) -> UUID:
        while (higher := above.get(key)) is not None:
            key = higher
        return key

    return {key: root(key) for key in every}


def near(keys: Iterable[UUID], today: date) -> set[str]:
    """Give near(p): the person, the near relatives of Civil Code 1045, the household (as text).

    Each of them under every key they have: a joined relative is as near as before (reading 13).
    """
    own = list(keys)
    edges = Kinship.objects.filter(Q(one__in=own) | Q(other__in=own)).values_list("one", "other")
    relatives = {key for edge in edges for key in edge}
    current = Q(ends_on=None) | Q(ends_on__gt=today)
    homes = HouseholdMember.objects.filter(current, person__in=own, starts_on__lte=today)
    housemates = HouseholdMember.objects.filter(
        current, household__in=homes.values("household"), starts_on__lte=today
    ).values_list("person", flat=True)
    return {str(key) for key in under_every_key({*own, *relatives, *housemates})}


def under_every_key(people: Iterable[UUID]) -> set[UUID]:
    """Add the other keys of the same human beings; most have one, then one query is all."""
    keys, found = set(people), set[UUID]()
    while new := keys - found:
        found |= new
        joins = Person.objects.filter(Q(key__in=new) | Q(same_as__in=new), same_as__isnull=False)
        pairs = joins.values_list("key", "same_as")
        keys = {key for pair in pairs for key in pair if key is not None}
    return found


def persons_behind(organisation_id: int, since: date, until: date) -> set[str]:
    """Give who was legal representative or shareholder at some instant of the window."""
    ties = OrganisationTie.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=since),
        organisation=organisation_id,
        role__in=["legal_representative", "shareholder"],
        starts_on__lte=until,
    )
    return {str(key) for key in ties.values_list("person", flat=True)}


def has_account(person: Person) -> bool:
    """Tell whether a human being has an active account under any of their keys."""
    return User.objects.filter(person__in=keys_of(person), is_active=True).exists()


def state_of(account: User | None, at: datetime) -> AccountState:
    """Say how far an account has come."""
    if account is None:
        return AccountState.NONE
    if not account.is_active:
        return AccountState.CLOSED
    if not account.must_choose_password:
        return AccountState.ACTIVE
    if not account.slip_hash:
        return AccountState.OPENED
    late = account.slip_until is None or account.slip_until < at
    return AccountState.LATE if late else AccountState.PRINTED


def account_by_login(login: str) -> User | None:
    """Find the active account that a user name or a telephone number opens."""
    typed = login.strip()
    active = User.objects.filter(is_active=True).select_related("person")
    found = active.filter(username__in={typed, typed.lower()}).first()
    if found is None and may_be_phone(typed):
        found = active.filter(phone_hash=phone_hash(typed)).first()
    return found


def possible_doubles(person: Person) -> list[Person]:
    """Give others of the same name in the same household: perhaps the same human being.

    They are shown to people, never joined by the machine.
    """
    own = keys_of(person)
    names = Identity.objects.filter(person__in=own).values("name_hash")
    homes = HouseholdMember.objects.filter(person__in=own).values("household")
    return list(
        Person.objects.filter(identity__name_hash__in=names, memberships__household__in=homes)
        .exclude(key__in=own)
        .distinct()
    )


def household_of(person: Person, today: date) -> HouseholdMember | None:
    """Give the membership a human being has today."""
    current = Q(ends_on=None) | Q(ends_on__gt=today)
    rows = HouseholdMember.objects.filter(current, person__in=keys_of(person))
    return rows.select_related("household").first()


def relation_between(one: Person, other: Person) -> str:
    """Give what ``other`` is to ``one`` as recorded, or nothing."""
    first, second = canonical(one), canonical(other)
    edges = Kinship.objects.filter(one__in=[first, second], other__in=[first, second])
    edge = edges.exclude(one=F("other")).first()
    if edge is None:
        return ""
    return edge.relation if edge.one_id == first.key else inverse(edge.relation)
