"""What a new office would keep its holder from, on matters that are under way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from gongshi.areas.models import Area
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, prefix
from gongshi.matters.models import Matter
from gongshi.matters.queries import facts_of
from gongshi.matters.rules import may_act
from gongshi.matters.states import CLOSED
from gongshi.offices.duties import COMMITTEE_OFFICES, DUTIES, Office, side_of
from gongshi.offices.models import DUTY_TITLES
from gongshi.people.models import OrganisationKind, Person
from gongshi.people.queries import keys_of

#: More matters than anybody reads before confirming.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Barred:
    """A matter on which the new office could not be exercised, and why."""

    matter: str
    reason: str
    rule: str


def barred_from(person: Person, office: Office, area: Area, at: datetime) -> list[Barred]:
    """List the open matters of the place on which some duty of the office would be refused."""
    below = starting("area__code", [prefix(area.code, Level(area.level))])
    matters = Matter.objects.filter(below, ~Q(stage__in=[stage.value for stage in CLOSED]))
    rows = matters.select_related("executor", "area").order_by("-opened_at")[:SHOWN]
    found = [_barred(person, office, matter, at) for matter in rows]
    return [each for each in found if each is not None]


def _barred(person: Person, office: Office, matter: Matter, at: datetime) -> Barred | None:
    keys = {str(key) for key in keys_of(person)}
    body = matter.executor
    joins = (
        office in COMMITTEE_OFFICES
        and body is not None
        and body.kind == OrganisationKind.COMMITTEE
        and body.area_id == matter.area_id
    )
    for duty in sorted(DUTIES[office]):
        if side_of(duty) is None:
            continue
        facts, _held = facts_of(person, duty, matter, at)
        more = frozenset(keys) if joins else frozenset()
        verdict = may_act(
            replace(
                facts,
                holds_office=True,
                stages=None,
                executing=facts.executing | more,
                users=facts.users | more,
            )
        )
        if not verdict:
            words = f"{DUTY_TITLES[duty]}:{verdict.text(_)}"
            return Barred(f"{matter.area.name} · {matter.title}", words, verdict.rule)
    return None
