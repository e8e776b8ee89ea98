"""By-elections: vacant seats of a serving council are filled for the rest of its term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from council.deliberation.models import Term
from council.deliberation.queries import seats
from council.deliberation.queries.standing import standing_of
from council.deliberation.rules.composition import Seat
from council.deliberation.rules.standing import may_fill, takes_nominations
from council.deliberation.services.standing import enter, in_office
from council.deliberation.services.terms import Nominee, may_propose, seat
from council.deliberation.states import TermState
from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from gongshi.verdict import Verdict, first_refusal, require


@transaction.atomic
def fill_seats(
    *,
    term: Term,
    members: Sequence[Nominee],
    nominated_by: tuple[Person, Person],
    substitute: str = "",
    document: str,
    by: Person,
    confirmed_by: Person,
    at: datetime,
) -> list[Appointment]:
    """Fill vacant seats by a by-election, for the rest of the term; else as ``seat_council``.

    The council is judged as it will be, the newcomers beside those who serve. Raises TERM-1,
    TERM-4, TERM-7, I8, or what ``appoint()`` refuses.
    """
    area = Area.objects.select_for_update().get(pk=term.area_id)
    term = Term.objects.select_for_update().get(pk=term.pk)
    require(may_elect(term, members, document, at))
    serving = beside(term, at)
    require(may_propose(members, nominated_by, substitute, area.code, at, beside=serving))
    rows = [
        seat(term, member, document, by, confirmed_by, at, starts_on=local_date(at))
        for member in members
    ]
    body = {
        "number": term.number,
        "document": document,
        "nominated_by": [str(signer.key) for signer in nominated_by],
        "substitute": substitute,
    }
    enter(
        "term.filled",
        in_office(by, [Office.GRANTER], area.code, at),
        by=by,
        at=at,
        body=body,
        area=area.code,
    )
    return rows


def may_elect(term: Term, members: Sequence[Nominee], document: str, at: datetime) -> Verdict:
    """TERM-4, TERM-7: say whether these may be elected into a serving council."""
    return first_refusal(
        takes_nominations(TermState(term.state)),
        may_fill(
            vacant=standing_of(term, at).vacant,
            newcomers=len(members),
            document=document,
            first_document=term.document,
        ),
    )


def beside(term: Term, at: datetime) -> list[Seat]:
    """Give the seats beside which newcomers would sit: none while the council is being formed."""
    return seats(term.area_id, at) if term.state == TermState.SERVING else []
