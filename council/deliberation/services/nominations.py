"""Nominating a council and confirming it: one granter enters, another confirms what they read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from council.deliberation.models import Nomination, Term
from council.deliberation.queries.councils import nomination_reading
from council.deliberation.rules.composition import is_nominated
from council.deliberation.rules.standing import takes_nominations
from council.deliberation.services.by_elections import beside, fill_seats, may_elect
from council.deliberation.services.standing import enter, in_office
from council.deliberation.services.terms import Nominee, may_propose, seat_council
from council.deliberation.states import TermState
from council.procedures.rules import is_as_read
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from gongshi.verdict import require


@transaction.atomic
def nominate(
    *,
    term: Term,
    members: Sequence[Nominee],
    nominated_by: tuple[Person, Person],
    substitute: str = "",
    document: str,
    by: Person,
    at: datetime,
) -> Nomination:
    """Enter who is proposed, for a council that is being formed or for the vacant seats of one
    that serves; entering again replaces it, for it binds nobody yet.

    ``nominated_by`` as in ``seat_council``. Raises I7, I8, TERM-1, TERM-4 or TERM-7.
    """
    term = Term.objects.select_for_update().get(pk=term.pk)
    office = in_office(by, [Office.GRANTER], term.area_id, at)
    require(takes_nominations(TermState(term.state)))
    if term.state == TermState.SERVING:
        require(may_elect(term, members, document, at))
    seated = beside(term, at)
    require(may_propose(members, nominated_by, substitute, term.area_id, at, beside=seated))
    row, _new = Nomination.objects.update_or_create(
        term=term,
        defaults={
            "members": [[one.person.key.hex, one.category, one.chair] for one in members],
            "first_signer": nominated_by[0],
            "second_signer": nominated_by[1],
            "substitute": substitute,
            "document": document,
            "entered_by": by,
            "entered_at": at,
        },
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
    term = Term.objects.select_for_update().get(pk=term.pk)
    in_office(by, [Office.GRANTER], term.area_id, at)
    row = Nomination.objects.filter(term=term).first()
    require(is_nominated(nominated=row is not None))
    assert row is not None  # noqa: S101 -- is_nominated has just said so
    require(is_as_read(reading, nomination_reading(row)))
    take_office = fill_seats if term.state == TermState.SERVING else seat_council
    seated = take_office(
        term=term,
        members=nominees_of(row),
        nominated_by=(row.first_signer, row.second_signer),
        substitute=row.substitute,
        document=row.document,
        by=row.entered_by,
        confirmed_by=by,
        at=at,
    )
    row.delete()
    return seated


def nominees_of(row: Nomination) -> list[Nominee]:
    """Give those proposed, as the seating takes them."""
    keys = [UUID(key) for key, _category, _chair in row.members]
    people = Person.objects.in_bulk(keys)
    return [
        Nominee(people[UUID(key)], category, chair=chair) for key, category, chair in row.members
    ]
