"""Founding a county: its place, its first two granters and their accounts, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongshi.areas.models import Area
from gongshi.areas.rules import Level, level_of, pad
from gongshi.areas.services import Place, load
from gongshi.offices import grants
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.offices.rules import rests_on
from gongshi.offices.rules.accounts import may_be_founded
from gongshi.offices.services import found_county
from gongshi.people.models import Person
from gongshi.people.names import names_of
from gongshi.people.rules import normalise_name
from gongshi.people.services.accounts import Issued, open_account
from gongshi.people.services.persons import register_person
from gongshi.verdict import ALLOWED, denied, first_refusal, gettext_noop, require


@dataclass(frozen=True, slots=True)
class Founding:
    """What a county is founded with. ``name`` may be empty where the place is already loaded."""

    code: str
    name: str
    granters: tuple[str, str]
    legal_basis: str


@transaction.atomic
def found(asked: Founding, at: datetime) -> list[Issued]:
    """Found a county and open its first two granters' accounts; give their slips.

    Asked again in the same words it changes nothing and gives no slip. Raises FOUND-1, AREA-1,
    AREA-2, I6, OFFICE-1 or NAME-1.
    """
    code = pad(asked.code)
    known = Area.objects.select_for_update().filter(pk=code).first()
    level = Level(known.level) if known else level_of(code)
    require(
        first_refusal(
            may_be_founded(
                level=level,
                known_name=known.name if known else "",
                given_name=asked.name.strip(),
            ),
            rests_on(asked.legal_basis),
        )
    )
    if _is_founded(code, asked):
        return []
    if known is None:
        load([Place(code, asked.name, Level.COUNTY)])
    first, second = (_register(name, at) for name in asked.granters)
    found_county(
        county=Area.objects.get(pk=code),
        granters=(first, second),
        legal_basis=asked.legal_basis.strip(),
        at=at,
    )
    return [
        _open(person, f"g{code[:6]}{mark}", at) for person, mark in ((first, "a"), (second, "b"))
    ]


def _is_founded(code: str, asked: Founding) -> bool:
    """Tell whether the county was founded by these two; another two raise I6."""
    names = {normalise_name(name) for name in asked.granters}
    if len(names) != 2:
        require(denied("I6", gettext_noop("The first two granters are two different persons.")))
    rows = Appointment.objects.filter(area=code, office=Office.GRANTER.value)
    named = names_of(rows.filter(requester=None).values_list("person", flat=True))
    if rows.exists() and {normalise_name(name) for name in named.values()} != names:
        require(denied("I6", gettext_noop("This county already has its granters.")))
    return rows.exists()


def _register(name: str, at: datetime) -> Person:
    return register_person(name=name, by=None, allowed=ALLOWED, at=at)


def _open(person: Person, login: str, at: datetime) -> Issued:
    issued = open_account(person=person, username=login, by=None, allowed=ALLOWED, at=at)
    grants.derive(person, at)
    return issued
