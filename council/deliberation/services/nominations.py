"""Nominating a council and confirming it: one granter enters, another confirms what they read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from council.deliberation.models import Nomination, Term
from council.deliberation.queries.councils import nomination_reading
from council.deliberation.rules.composition import is_nominated
from council.deliberation.rules.standing import takes_nominations
from council.deliberation.services.by_elections import beside, fill_seats, may_elect
from council.deliberation.services.slates import Slate, may_propose, slate_of
from council.deliberation.services.standing import enter, in_office
from council.deliberation.services.terms import seat_council
from council.deliberation.states import TermState
from council.procedures.rules import is_as_read
from gongshi.areas.models import Area
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from gongshi.verdict import require


@transaction.atomic
def nominate(*, term: Term, slate: Slate, by: Person, at: datetime) -> Nomination:
    """Enter who is proposed, for a council that is being formed or for the vacant seats of one
    that serves; entering again replaces it, for it binds nobody yet.

    Raises I7, I8, TERM-1, TERM-4 or TERM-7.
    """
    term = Term.objects.select_for_update().get(pk=term.pk)
    office = in_office(by, [Office.GRANTER], term.area_id, at)
    require(takes_nominations(TermState(term.state)))
    if term.state == TermState.SERVING:
        require(may_elect(term, slate, at))
    require(may_propose(slate, term.area_id, at, beside=beside(term, at)))
    row, _new = Nomination.objects.update_or_create(
        term=term, defaults={**slate.columns(), "entered_by": by, "entered_at": at}
    )
    body = {"number": term.number, "digest": nomination_reading(row)}
    enter("term.nominated", office, by=by, at=at, body=body, area=term.area_id)
    return row


@transaction.atomic
def confirm_council(*, term: Term, reading: str, by: Person, at: datetime) -> list[Appointment]:
    """Confirm the nomination that was read: its members are seated at once.

    The granter who entered it asks, ``by`` confirms (I6). Raises TERM-5, PROC-9, or what
    ``seat_council()`` or ``fill_seats()`` refuses.
    """
    # The village before its term, as whoever seats or closes: else two would wait for each other.
    Area.objects.select_for_update().get(pk=term.area_id)
    term = Term.objects.select_for_update().get(pk=term.pk)
    in_office(by, [Office.GRANTER], term.area_id, at)
    row = Nomination.objects.filter(term=term).first()
    require(is_nominated(nominated=row is not None))
    assert row is not None  # noqa: S101 -- is_nominated has just said so
    require(is_as_read(reading, nomination_reading(row)))
    take_seats = fill_seats if term.state == TermState.SERVING else seat_council
    asked_by, slate = row.entered_by, slate_of(row)
    seated = take_seats(term=term, slate=slate, by=asked_by, confirmed_by=by, at=at)
    row.delete()
    return seated
