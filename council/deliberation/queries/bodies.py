"""Reading the bodies that decide: under which rules, and who sits in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from council.deliberation import parameters
from council.deliberation.rules.composition import Limits, Seat
from council.deliberation.rules.thresholds import RuleSet, council, of_body
from council.deliberation.states import Body, Method
from gongshi.clock import local_date
from gongshi.offices.duties import (
    COMMITTEE_OFFICES,
    COUNCIL_OFFICES,
    Office,
)
from gongshi.offices.models import Appointment, Category
from gongshi.offices.queries import holders
from gongshi.people.models import Person
from gongshi.people.queries import canonical, keys_of, near

#: Whose holders make up each body, where the system keeps its roll.
ROLLS = {
    Body.COUNCIL: COUNCIL_OFFICES,
    Body.REPRESENTATIVES: frozenset({Office.VILLAGERS_REPRESENTATIVE}),
    Body.ACTING_REPRESENTATIVES: frozenset({Office.VILLAGERS_REPRESENTATIVE}),
    Body.JOINT: COMMITTEE_OFFICES,
}


def limits() -> Limits:
    """Give what the settings say about the composition of a council."""
    return Limits(
        max_cadres=parameters.MAX_CADRES.value,
        relatives_apart=parameters.RELATIVES_APART.value,
        chair_no_cadre=parameters.CHAIR_NO_CADRE.value,
        least={
            Category.POOR_HOUSEHOLD.value: parameters.MIN_POOR.value,
            Category.VILLAGER.value: parameters.MIN_VILLAGER.value,
            Category.OLD_CADRE.value: parameters.MIN_OLD_CADRE.value,
            Category.VILLAGE_CADRE.value: parameters.MIN_VILLAGE_CADRE.value,
        },
    )


def rules_of(body: Body, method: Method | None = None) -> RuleSet:
    """Give the rule set in force for a body, with the county's settings filled in."""
    if body is Body.COUNCIL:
        rules = council(parameters.QUORUM.value, parameters.MAJORITY.value)
        least = parameters.SECRET_LEAST.value if method is Method.SECRET else 0
        return replace(rules, least=max(rules.least, least))
    return of_body(body, representatives_of_all=parameters.REPRESENTATIVES_OF_ALL.value)


def notice_days(body: Body) -> int:
    """Give how many days before the meeting its notice goes out."""
    if body is Body.COUNCIL:
        return parameters.NOTICE_COUNCIL.value
    if body in {Body.REPRESENTATIVES, Body.ACTING_REPRESENTATIVES}:
        return parameters.NOTICE_REPRESENTATIVES.value
    if body in {Body.ASSEMBLY, Body.ASSEMBLY_HOUSEHOLDS}:
        return parameters.NOTICE_ASSEMBLY.value
    return 0 if body is Body.JOINT else parameters.NOTICE_COLLECTIVE.value


def roll(body: Body, area: str, at: datetime) -> list[Appointment]:
    """Give a body's members at the instant, each human being once; none where no roll is kept."""
    rows = holders(ROLLS.get(body, frozenset()), area, at).order_by("pk")
    seen: set[str] = set()
    members = []
    for row in rows:
        keys = {str(key) for key in keys_of(row.person)}
        if not keys & seen:
            members.append(row)
        seen |= keys
    return members


def seat_of(person: Person, *, category: str, chair: bool, area: str, at: datetime) -> Seat:
    """Give what composition asks about one member."""
    keys = keys_of(person)
    cadre = holders(COMMITTEE_OFFICES, area, at).filter(person__in=keys).exists()
    close = frozenset(near(keys, local_date(at))) - {str(key) for key in keys}
    return Seat(str(canonical(person).key), category, close, cadre, chair)


def seats(area: str, at: datetime) -> list[Seat]:
    """Give the serving council as seats."""
    return [
        seat_of(
            row.person,
            category=row.category,
            chair=row.office == Office.COUNCIL_CHAIR,
            area=area,
            at=at,
        )
        for row in roll(Body.COUNCIL, area, at)
    ]


def is_member(person: Person, area: str, at: datetime, *, chair: bool = False) -> bool:
    """Say whether a person sits on the council now (or chairs it)."""
    offices = {Office.COUNCIL_CHAIR} if chair else COUNCIL_OFFICES
    return holders(offices, area, at).filter(person__in=keys_of(person)).exists()
