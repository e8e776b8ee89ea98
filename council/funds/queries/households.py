"""Finding the household that a row of a table means: by its number, else by its head's name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gongshi.people.models import Household, HouseholdMember, Identity
from gongshi.people.sealing import name_hash
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


@dataclass(frozen=True, slots=True)
class Found:
    """The household's key, or none; and what is to be said of it."""

    household: int | None
    verdict: Verdict = ALLOWED


class Heads:
    """The households of one village with their heads; read once, asked for every row."""

    def __init__(self, area: str) -> None:
        homes = Household.objects.filter(area=area).values_list("number", "pk")
        self._by_number: dict[str, int] = dict(homes)
        heads = dict(
            HouseholdMember.objects.filter(
                household__area=area, is_head=True, ends_on=None
            ).values_list("person", "household")
        )
        names = Identity.objects.filter(person__in=heads).values_list("person", "name_hash")
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._names: dict[int, str] = {}
        for person, hashed in names:
            self._by_name[hashed].append(heads[person])
            self._names[heads[person]] = hashed

    def find(self, number: str, name: str) -> Found:
        """FUND-2: the number decides; a name alone only where one head bears it."""
        if number:
            home = self._by_number.get(number)
            if home is None:
                return Found(None, _unknown(number))
            known = self._names.get(home)
            if name and known is not None and known != name_hash(name):
                return Found(home, _another(number, name))
            return Found(home)
        homes = self._by_name.get(name_hash(name), [])
        if len(homes) == 1:
            return Found(homes[0])
        return Found(None, _several(name) if homes else _unknown(name))


def _unknown(name: str) -> Verdict:
    return denied(
        "FUND-2",
        gettext_noop("“%(name)s” is not linked to a household of this village."),
        name=name,
    )


def _several(name: str) -> Verdict:
    return denied(
        "FUND-2",
        gettext_noop("More than one household has a head called “%(name)s”: give its number."),
        name=name,
    )


def _another(number: str, name: str) -> Verdict:
    return denied(
        "FUND-W19",
        gettext_noop("The head of household %(number)s is not registered as “%(name)s”."),
        number=number,
        name=name,
    )
