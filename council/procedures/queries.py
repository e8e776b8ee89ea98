"""Reading cases: where they stand, what waits for whom, what is overdue."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import override

from council.procedures.duties import SETTLING, works_on_cases
from council.procedures.models import Case, Step, Suspension
from council.procedures.registries import case_kinds, step_doers
from council.procedures.states import CaseState, Clock, Procedure, StepState, from_json
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, prefix
from gongshi.calendars import calendar
from gongshi.clock import last_day, local_date
from gongshi.matters.models import Act
from gongshi.offices.duties import DUTIES, Office
from gongshi.offices.queries import appointments_of
from gongshi.people.models import Person
from gongshi.people.queries import canonical, keys_of
from gongshi.publishing.services import digest_of


def procedure_of(case: Case) -> Procedure:
    """Give the procedure frozen into a case."""
    return from_json(case.procedure)


def active_step(case: Case) -> Step | None:
    """Give the step that waits now."""
    return Step.objects.filter(case=case, state=StepState.ACTIVE).select_related("request").first()


def stage_of(case: Case) -> str:
    """Give the stage a case stands in; one that is held up stands where it was held up."""
    return case.stage_before_suspension or case.matter.stage


def unsettled(case: Case) -> QuerySet[Suspension]:
    """Give the reasons for which a case is held up that nobody has settled yet."""
    return Suspension.objects.filter(case=case, settlement=None)


def held_up(person: Person, at: datetime) -> QuerySet[Suspension]:
    """Give the unsettled reasons in the places where this person may settle them."""
    below = [
        prefix(row.area_id, Level(row.area.level))
        for row in appointments_of(person, at)
        if DUTIES[Office(row.office)] & set(SETTLING)
    ]
    rows = Suspension.objects.filter(starting("case__area__code", below), settlement=None)
    return rows.exclude(by__in=[key.hex for key in keys_of(person)]).select_related(
        "case__area", "case__matter"
    )


def reading_of(case: Case) -> str:
    """Give the digest of what everyone who works on a case reads of its subject now.

    A form that approves carries it, so that nobody approves what they have not read (PROC-9).
    """
    with override(settings.LANGUAGE_CODE):  # the same words for every reader
        return digest_of(case_kinds.get(case.kind)().summary(case.subject))


def digest(value: object) -> str:
    """Give the SHA-256 of a plain value: text, numbers, lists and mappings of them."""
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def acted_on(case: Case) -> dict[str, set[str]]:
    """Give who acted on a case, by duty: keys of human beings, whichever key they acted under."""
    acted: dict[str, set[str]] = {}
    for act in Act.objects.filter(matter=case.matter_id).select_related("person"):
        acted.setdefault(act.duty, set()).add(str(canonical(act.person).key))
    return acted


def due_day(clock: Clock | None, at: datetime) -> date | None:
    """Give the last day of a step that begins now, or nothing where it has no clock."""
    if clock is None:
        return None
    return last_day(local_date(at), clock.days, working=clock.working, calendar=calendar())


def waiting_for(person: Person, at: datetime) -> QuerySet[Step]:
    """Give the steps that may wait for an office this person holds, the most urgent first.

    ``may_take`` says which of them do.
    """
    wanted = Q(pk__in=[])
    for row in appointments_of(person, at):
        office = Office(row.office)
        duties = [duty.value for duty in DUTIES[office]]
        bodies = [kind.value for kind, doers in step_doers.items() if office in doers.offices]
        mine = Q(duty__in=duties) & ~Q(kind__in=list(step_doers)) | Q(kind__in=bodies)
        below = prefix(row.area_id, Level(row.area.level))
        wanted |= mine & starting("case__area__code", [below])
    return (
        Step.objects.filter(wanted, state=StepState.ACTIVE, case__state=CaseState.OPEN)
        .select_related("case__area", "case__matter")
        .order_by("due_on", "pk")
    )


def overdue(area: str, today: date) -> QuerySet[Step]:
    """Give the waiting steps below an area code prefix whose last day has passed."""
    return Step.objects.filter(
        starting("case__area__code", [area]),
        state=StepState.ACTIVE,
        case__state=CaseState.OPEN,
        due_on__lt=today,
    ).select_related("case__area")


def oversees(person: Person, at: datetime) -> list[str]:
    """Give the area code prefixes this person watches over: a chair's village, an office above."""
    return [
        prefix(row.area_id, Level(row.area.level))
        for row in appointments_of(person, at)
        if row.area.level != Level.VILLAGE or row.office == Office.COUNCIL_CHAIR
    ]


def overdue_for(person: Person, at: datetime) -> QuerySet[Step]:
    """Give the overdue steps of the places this person watches over, the oldest first."""
    found = Step.objects.none()
    for below in oversees(person, at):
        found = found | overdue(below, local_date(at))
    return found.order_by("due_on", "pk")


def may_see(person: Person, at: datetime) -> QuerySet[Case]:
    """Give the cases of every area in which this person holds an office, or above it.

    Whoever appoints people or keeps the keys works on no case, and reads none: a case shows every
    household by its full name.
    """
    held = appointments_of(person, at).values_list("office", "area_id", "area__level")
    below = [
        prefix(area, Level(level)) for office, area, level in held if works_on_cases(Office(office))
    ]
    return Case.objects.filter(starting("area__code", below)).select_related("area", "matter")
