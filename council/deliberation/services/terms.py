"""Seating a council and ending its term."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from council.deliberation.models import Nomination, Term
from council.deliberation.queries import limits, seats
from council.deliberation.queries.councils import seats_of
from council.deliberation.rules.composition import (
    is_forming,
    may_close_term,
    may_form,
    may_serve,
    may_sit,
)
from council.deliberation.services.slates import Slate, may_propose, seat_all
from council.deliberation.services.standing import enter, in_office
from council.deliberation.states import TermState
from gongshi.areas.models import Area
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.offices.services import end_appointment
from gongshi.people.models import Person
from gongshi.verdict import Verdict, require


@transaction.atomic
def open_term(
    *, area: Area, number: int, starts_on: date, ends_on: date, by: Person, at: datetime
) -> Term:
    """Begin to form a council; a granter of the area opens it. Raises I7 or TERM-3."""
    office = in_office(by, [Office.GRANTER], area.code, at)
    area = Area.objects.select_for_update().get(pk=area.pk)
    terms = Term.objects.filter(area=area)
    require(
        may_form(
            taken=terms.filter(number=number).exists(),
            forming=terms.filter(state=TermState.FORMING.value).exists(),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    term = Term.objects.create(area=area, number=number, starts_on=starts_on, ends_on=ends_on)
    enter("term.opened", office, by=by, at=at, body={"number": number}, area=area.code)
    return term


@transaction.atomic
def seat_council(
    *, term: Term, slate: Slate, by: Person, confirmed_by: Person, at: datetime
) -> list[Appointment]:
    """Seat the whole council at once: ``by`` asks, ``confirmed_by`` confirms (two granters).

    Raises TERM-1, TERM-2, TERM-4, I8, or what ``appoint()`` refuses.
    """
    area = Area.objects.select_for_update().get(pk=term.area_id)
    term = Term.objects.select_for_update().get(pk=term.pk)
    require(is_forming(TermState(term.state)))
    require(_may_serve(term, slate.document))
    require(may_propose(slate, area.code, at))
    first_day = term.starts_on
    rows = seat_all(term, slate, starts_on=first_day, by=by, confirmed_by=confirmed_by, at=at)
    _serve(term, slate.document, len(rows))
    office = in_office(by, [Office.GRANTER], area.code, at)
    enter("term.seated", office, by=by, at=at, body=slate.body(term.number), area=area.code)
    return rows


@transaction.atomic
def take_over(*, term: Term, document: str, by: Person, at: datetime) -> Term:
    """Let a council that sits already, on appointments made before, serve this term.

    Nobody is appointed by that; who was nominated for the term meanwhile is so no more. Raises
    I7, TERM-2, TERM-4, or I8 where those who sit may not.
    """
    Area.objects.select_for_update().get(pk=term.area_id)
    office = in_office(by, [Office.GRANTER], term.area_id, at)
    term = Term.objects.select_for_update().get(pk=term.pk)
    require(is_forming(TermState(term.state)))
    require(_may_serve(term, document))
    sitting = seats(term.area_id, at)
    require(may_sit(sitting, limits()))
    _serve(term, document, len(sitting))
    Nomination.objects.filter(term=term).delete()
    body = {"number": term.number, "document": document, "seats": len(sitting)}
    enter("term.taken_over", office, by=by, at=at, body=body, area=term.area_id)
    return term


def _serve(term: Term, document: str, count: int) -> None:
    term.state, term.document, term.seats = TermState.SERVING.value, document, count
    term.save(update_fields=["state", "document", "seats"])


def _may_serve(term: Term, document: str) -> Verdict:
    others = Term.objects.filter(area=term.area_id, state=TermState.SERVING.value)
    return may_serve(others.exists(), document)


@transaction.atomic
def close_term(*, term: Term, document: str = "", by: Person, at: datetime) -> Term:
    """End a council's term, and every seat on it with the term; what was done stays done (I10).

    ``document`` is what the closing rests on, needed where somebody's seat ends by it; it is kept
    with each seat. Raises I7, TERM-4 or TERM-6.
    """
    Area.objects.select_for_update().get(pk=term.area_id)  # nobody is seated at the same moment
    office = in_office(by, [Office.GRANTER], term.area_id, at)
    term = Term.objects.select_for_update().get(pk=term.pk)
    held = list(seats_of(term, at))
    require(may_close_term(TermState(term.state), len(held), document))
    reason = gettext("Term %(number)s of the council was closed.") % {"number": term.number}
    for row in held:
        end_appointment(appointment=row, reason=reason, legal_basis=document.strip(), by=by, at=at)
    term.state = TermState.CLOSED.value
    term.save(update_fields=["state"])
    body = {"number": term.number, "document": document.strip(), "seats": len(held)}
    enter("term.closed", office, by=by, at=at, body=body, area=term.area_id)
    return term
