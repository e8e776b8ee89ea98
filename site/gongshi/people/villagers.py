"""Everyone known in one village, opened once and asked for every row of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from gongshi.people.models import HouseholdMember, Identity, Person
from gongshi.people.queries import canonical
from gongshi.people.rules import (
    normalise_name,
)
from gongshi.people.sealing import Facts, id_hash, unseal
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


@dataclass(frozen=True, slots=True)
class Known:
    """A person with what identifies them, and where they belong now."""

    person: Person
    facts: Facts
    member: HouseholdMember | None


class Villagers:
    """The people of one village, and whoever the numbers of a table name elsewhere."""

    def __init__(self, area: str, numbers: Iterable[str] = ()) -> None:
        self.members = list(
            HouseholdMember.objects.filter(household__area=area, ends_on=None).select_related(
                "household__area", "person__identity", "person__same_as"
            )
        )
        self._by_id: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        for member in self.members:
            self._remember(member.person, member)
        self._elsewhere([id_hash(number) for number in numbers])

    def by_id(self, number: str) -> Known | None:
        """Give the person an ID number belongs to, here or elsewhere."""
        return self._by_id.get(id_hash(number)) if number else None

    def in_home(self, home: str, name: str) -> Known | None:
        """Give the person of that name in that household."""
        known = self._by_name.get(normalise_name(name), ())
        found = [each for each in known if each.member and each.member.household.number == home]
        return found[0] if found else None

    def find(self, name: str, number: str) -> tuple[Known | None, Verdict]:
        """ROLL-1, ROLL-2: the ID number decides, a name alone where one villager bears it."""
        found = [self.by_id(number)] if number else self._by_name.get(normalise_name(name), [])
        if len(found) > 1:
            return None, denied(
                "ROLL-2",
                gettext_noop("More than one person here is called “%(name)s”: give the ID number."),
                name=name,
            )
        if not found or found[0] is None:
            return None, denied(
                "ROLL-1",
                gettext_noop(
                    "“%(name)s” is not registered here. Import people and households first."
                ),
                name=name,
            )
        return found[0], ALLOWED

    def _remember(self, person: Person, member: HouseholdMember | None) -> None:
        row: Identity | None = getattr(person, "identity", None)
        if row is None:  # erased
            return
        known = Known(canonical(person), unseal(person.key, row.sealed), member)
        self._by_name[normalise_name(known.facts.name)].append(known)
        if row.id_hash:
            self._by_id[row.id_hash] = known

    def _elsewhere(self, hashes: list[str]) -> None:
        missing = [hashed for hashed in hashes if hashed and hashed not in self._by_id]
        for start in range(0, len(missing), 500):
            rows = Identity.objects.filter(id_hash__in=missing[start : start + 500])
            people = {row.person_id: row for row in rows.select_related("person__same_as")}
            homes = _homes(people)
            for key, row in people.items():
                facts = unseal(key, row.sealed)
                self._by_id[row.id_hash] = Known(canonical(row.person), facts, homes.get(key))


def _homes(people: Iterable[UUID]) -> dict[UUID, HouseholdMember]:
    rows = HouseholdMember.objects.filter(person__in=list(people), ends_on=None)
    return {row.person_id: row for row in rows.select_related("household__area")}
