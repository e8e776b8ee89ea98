"""The facts that an act on a matter is judged by, read from rows."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from gongshi.clock import local_date
from gongshi.matters.models import Act, Beneficiary, Interest, Matter
from gongshi.matters.rules import Facts
from gongshi.offices.duties import CLOSED_TO_USERS_KIN, COMMITTEE_OFFICES, Duty, Side
from gongshi.offices.models import Appointment
from gongshi.offices.queries import appointments_for, held_within
from gongshi.people.models import HouseholdMember, OrganisationKind, Person
from gongshi.people.queries import keys_of, near, persons_behind


def facts_of(
    person: Person,
    duty: Duty,
    matter: Matter,
    at: datetime,
    *,
    active: bool = True,
    class_rule: bool = False,
) -> tuple[Facts, Appointment | None]:
    """Gather the facts of an act, and the appointment it would be done in."""
    keys = keys_of(person)
    texts = frozenset(str(key) for key in keys)
    acts = list(Act.objects.filter(matter=matter).values_list("person", "duty", "side"))
    executing = executing_body(matter, at)
    appointment = _appointment(person, duty, matter, at)
    interest = Interest.objects.filter(matter=matter, person__in=keys).first()
    stages = matter.order.get(duty.value)
    facts = Facts(
        duty=duty,
        near=frozenset(near(keys, local_date(at))),
        own=frozenset(Duty(done) for who, done, _side in acts if str(who) in texts),
        person=texts,
        executing=frozenset(executing),
        users=frozenset(
            executing | {str(who) for who, _d, side in acts if side == Side.USER.value}
        ),
        inspecting=frozenset(
            str(who) for who, done, _s in acts if Duty(done) in CLOSED_TO_USERS_KIN
        ),
        beneficiaries=frozenset() if matter.benefits_all else frozenset(beneficiaries(matter)),
        stage=matter.stage,
        stages=None if stages is None else frozenset(stages),
        holds_office=appointment is not None,
        active=active,
        interest=interest.reason if interest else "",
        class_rule=class_rule,
    )
    return facts, appointment


def executing_body(matter: Matter, at: datetime) -> set[str]:
    """Give everyone who belonged to the executing body within the matter's window up to now."""
    body = matter.executor
    if body is None:
        return set()
    if body.kind == OrganisationKind.COMMITTEE:
        return held_within(COMMITTEE_OFFICES, body.area_id, matter.opened_at, at)
    return persons_behind(body.pk, local_date(matter.opened_at), local_date(at))


def beneficiaries(matter: Matter) -> set[str]:
    """Give the persons of every household in any version of the plan: Ben(m)."""
    households = Beneficiary.objects.filter(matter=matter).values("household")
    rows = HouseholdMember.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=local_date(matter.opened_at)), household__in=households
    )
    return {str(key) for key in rows.values_list("person", flat=True)}


def _appointment(person: Person, duty: Duty, matter: Matter, at: datetime) -> Appointment | None:
    areas = [matter.area_id, *matter.shared_with.values_list("area", flat=True)]
    for area in areas:
        found = appointments_for(person, duty, area, at).order_by("pk").first()
        if found is not None:
            return found
    return None
