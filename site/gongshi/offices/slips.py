"""Whose slips one granter may print and whose accounts close, judged for a whole list at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Q

from gongshi.areas.models import Area
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, covering, level_of, prefix
from gongshi.offices.duties import Office, Side
from gongshi.offices.holders import Holder
from gongshi.offices.models import Appointment
from gongshi.offices.queries import appointments_of, valid
from gongshi.offices.rules.accounts import may_close, may_hand_out, slip_side
from gongshi.people.models import Person, User
from gongshi.people.queries import canonical, keys_of, roots_of
from gongshi.verdict import Verdict


class _Facts(TypedDict):
    granter: bool
    to_self: bool
    to_granter: bool
    beyond: list[str]


class Hand:
    """One granter's hand at one moment. ``area`` stands in for people without any office."""

    def __init__(self, by: Person, at: datetime, area: Area | None = None) -> None:
        self.by, self.at, self.area = by, at, area
        granted = appointments_of(by, at).filter(office=Office.GRANTER.value)
        self.scope = {row.area_id for row in granted}

    def covers(self, code: str) -> bool:
        """Whether the granter's scope covers a place."""
        return not self.scope.isdisjoint(covering(code))

    def may_print(self, holders: Sequence[Holder], *, together: bool = False) -> list[Verdict]:
        """Judge printing a slip for each of them; ``together`` in one go, one after another."""
        printed = self._printed({place.code for one in holders for place in one.areas})
        verdicts = []
        for one in holders:
            facts = self._facts(one)
            verdicts.append(may_hand_out(**facts, other_side=_opposite(one, printed)))
            if together and verdicts[-1]:
                printed[one.key] = list(one.appointments)
        return verdicts

    def may_close(self, holders: Sequence[Holder]) -> list[Verdict]:
        """Judge closing the account of each of them."""
        return [may_close(**self._facts(one)) for one in holders]

    def _facts(self, one: Holder) -> _Facts:
        places = one.areas or ([self.area] if self.area else [])
        beyond = [place.name for place in places if not self.covers(place.code)]
        return {
            "granter": len(beyond) < len(places),
            "to_self": one.key == canonical(self.by).key,
            "to_granter": Office.GRANTER in one.offices,
            "beyond": beyond,
        }

    def _printed(self, codes: set[str]) -> dict[UUID, list[Appointment]]:
        """Give the offices, in, over or under these places, of those who hold a slip of ours."""
        if not codes:
            return {}
        near = starting("area__code", [prefix(code, Level(level_of(code))) for code in codes])
        above = {each for code in codes for each in covering(code)}
        rows = Appointment.objects.filter(valid(self.at), near | Q(area__in=above))
        offices = list(rows.select_related("area"))
        roots = roots_of(row.person_id for row in offices)
        mine = User.objects.filter(
            is_active=True, slip_by__in=keys_of(self.by), person__in=list(roots)
        )
        ours = {roots[key] for key in mine.values_list("person", flat=True) if key}
        found: dict[UUID, list[Appointment]] = defaultdict(list)
        for row in offices:
            if roots[row.person_id] in ours:
                found[roots[row.person_id]].append(row)
        return found


def _opposite(one: Holder, printed: dict[UUID, list[Appointment]]) -> list[str]:
    """Name the places where this person and one of those printed stand on opposite sides."""
    places: dict[str, str] = {}
    for key, rows in printed.items():
        if key == one.key:
            continue
        for area in {row.area_id: row.area for row in (*one.appointments, *rows)}.values():
            sides = {_side(one.appointments, area.code), _side(rows, area.code)}
            if sides == {Side.CARRIER, Side.USER}:
                places[area.code] = area.name
    return [name for _code, name in sorted(places.items())]


def _side(rows: Iterable[Appointment], code: str) -> Side | None:
    above = covering(code)
    return slip_side(Office(row.office) for row in rows if row.area_id in above)
