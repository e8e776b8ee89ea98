"""Reading councils: their terms, who may form them, what waits for a second granter."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from council.deliberation.models import Nomination, Term
from council.deliberation.states import TermState
from council.procedures.queries import digest
from gongshi.areas.models import Area
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, covering, prefix
from gongshi.clock import local_date
from gongshi.offices.duties import COMMITTEE_OFFICES, COUNCIL_OFFICES, Office
from gongshi.offices.models import Appointment
from gongshi.offices.queries import appointments_of, granters_over, holders, valid
from gongshi.people.models import Person
from gongshi.people.queries import canonical, keys_of


def councils_seen(person: Person, at: datetime) -> QuerySet[Area]:
    """Give the villages below the places in which this person holds an office."""
    below = [prefix(row.area_id, Level(row.area.level)) for row in appointments_of(person, at)]
    return Area.objects.filter(starting("code", below), level=Level.VILLAGE.value).order_by("code")


def is_granter(person: Person, area: Area, at: datetime) -> bool:
    """Say whether this person grants offices in the area."""
    return str(canonical(person).key) in granters_over(area, at)


def first_signers(area: Area, at: datetime) -> list[Appointment]:
    """Give who may sign a nomination for the village's two committees."""
    return list(holders(COMMITTEE_OFFICES, area.code, at).order_by("pk"))


def second_signers(area: Area, at: datetime) -> tuple[list[Appointment], bool]:
    """Give who may sign beside them, and whether that is the first secretary.

    Where none is posted the township names one of its own people, in writing (reading 11).
    """
    posted = list(holders([Office.FIRST_SECRETARY], area.code, at).order_by("pk"))
    if posted:
        return posted, True
    above = [code for code in covering(area.code) if code != area.code]
    township = Appointment.objects.filter(
        valid(at), area__in=above, area__level=Level.TOWNSHIP.value
    )
    return list(township.select_related("person").order_by("pk")), False


def nomination_reading(row: Nomination) -> str:
    """Give the digest of a nomination as it is shown to the granter who confirms it."""
    term, signers = row.term, (row.first_signer_id, row.second_signer_id)
    dates = [term.starts_on.isoformat(), term.ends_on.isoformat()]
    facts = [term.pk, term.number, *dates, row.substitute, row.document, row.entered_by_id.hex]
    return digest([*facts, *(str(key) for key in signers), row.members])


def waiting_nominations(person: Person, at: datetime) -> list[Nomination]:
    """Give the nominations that wait for this person as the second granter."""
    running = Nomination.objects.exclude(term__state=TermState.CLOSED.value)
    rows = running.exclude(entered_by__in=keys_of(person)).select_related("term__area")
    areas = [row.area_id for row in appointments_of(person, at) if row.office == Office.GRANTER]
    return [row for row in rows if set(covering(row.term.area_id)) & set(areas)]


def seats_of(term: Term, at: datetime) -> QuerySet[Appointment]:
    """Give the seats that end with a term that serves: all that are held in its council now, and
    those its resolution made that have not begun. A council that is being formed has none.
    """
    offices = [office.value for office in COUNCIL_OFFICES]
    rows = Appointment.objects.filter(area=term.area_id, office__in=offices)
    if term.state != TermState.SERVING:
        return rows.none()
    its_own = Q(
        ending=None,
        starts_on=term.starts_on,
        starts_on__gt=local_date(at),
        legal_basis=term.document,
    )
    return rows.filter(valid(at) | its_own).order_by("pk")


def terms_of(area: Area) -> QuerySet[Term]:
    """Give the terms of a village, the newest first."""
    return Term.objects.filter(area=area).select_related("nomination").order_by("-number")
