"""Writing an imported table of households through the services of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.people.models import Household, HouseholdMember, Person
from gongshi.people.sealing import Facts
from gongshi.people.services.households import (
    Home,
    Joining,
    add_member,
    correct_household,
    correct_relation,
    record_households,
    set_head,
)
from gongshi.people.services.persons import correct_identity, register_persons
from gongshi.people.villagers import Known
from gongshi.verdict import Verdict

REASON = "import"


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who imports, where, with which verdict, when."""

    area: Area
    person: Person
    allowed: Verdict
    at: datetime

    @property
    def signs(self) -> dict[str, Any]:
        return {"by": self.person, "allowed": self.allowed, "at": self.at}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it is to be written; ``changed`` names the cells that say something new."""

    home: str
    group: str
    facts: Facts
    is_head: bool
    relation: str
    known: Known | None
    changed: frozenset[str]

    @property
    def joins(self) -> bool:
        return self.known is None or self.known.member is None


def write_homes(entries: Sequence[Entry], clerk: Clerk) -> dict[str, Any]:
    """Register the new, record new households, let people join, correct what changed."""
    entries = _with_persons(entries, clerk)
    homes = {home.number: home for home in Household.objects.filter(area=clerk.area)}
    new: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.home not in homes:
            new[entry.home].append(entry)
    record_households(
        area=clerk.area,
        homes=[Home(number, rows[0].group, _joining(rows)) for number, rows in new.items()],
        starts_on=local_date(clerk.at),
        **clerk.signs,
    )
    old = [entry for entry in entries if entry.home in homes]
    for entry in old:
        _correct(entry, homes[entry.home], clerk)
    return {"households": len(new), "rows": len(entries), "people": _joined(entries)}


def _with_persons(entries: Sequence[Entry], clerk: Clerk) -> list[Entry]:
    """Register whoever is not known yet; every entry then has its person."""
    unknown = [entry.facts for entry in entries if entry.known is None]
    made = iter(register_persons(people=unknown, area=clerk.area.code, **clerk.signs))
    return [
        entry if entry.known else replace(entry, known=Known(next(made), entry.facts, None))
        for entry in entries
    ]


def _joining(rows: Iterable[Entry]) -> list[Joining]:
    return [Joining(row.known.person, row.is_head, row.relation) for row in rows if row.known]


def _joined(entries: Sequence[Entry]) -> int:
    return sum(entry.joins for entry in entries)


def _correct(entry: Entry, home: Household, clerk: Clerk) -> None:
    """Write one row of a household that is already there."""
    known = entry.known
    assert known is not None  # noqa: S101 -- _with_persons has just seen to it
    member: HouseholdMember | None = known.member
    if member is None:
        member = add_member(
            household=home,
            person=known.person,
            relation=entry.relation,
            starts_on=local_date(clerk.at),
            **clerk.signs,
        )
        if entry.is_head:
            set_head(household=home, person=known.person, **clerk.signs)
    elif "relation" in entry.changed:
        if entry.is_head:
            set_head(household=home, person=known.person, **clerk.signs)
        else:
            member.refresh_from_db()  # another row may have made somebody else the head
            correct_relation(member=member, relation=entry.relation, **clerk.signs)
    if "group" in entry.changed and home.group != entry.group:
        correct_household(household=home, group=entry.group, **clerk.signs)
    if entry.changed & {"phone", "id_number"}:
        correct_identity(
            person=member.person,
            phone=entry.facts.phone or None,
            id_number=entry.facts.id_number or None,
            reason=REASON,
            **clerk.signs,
        )
