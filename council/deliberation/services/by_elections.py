"""By-elections: vacant seats of a serving council are filled for the rest of its term."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from council.deliberation.models import Term
from council.deliberation.queries import seats
from council.deliberation.queries.standing import standing_of
from council.deliberation.rules.composition import Seat
from council.deliberation.rules.standing import may_fill, takes_nominations
from council.deliberation.services.slates import Slate, may_propose, seat_all
from council.deliberation.services.standing import enter, in_office
from council.deliberation.states import TermState
from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from gongshi.verdict import Verdict, first_refusal, require


@transaction.atomic
def fill_seats(
    *, term: Term, slate: Slate, by: Person, confirmed_by: Person, at: datetime
) -> list[Appointment]:
    """Fill vacant seats by a by-election, for the rest of the term; else as ``seat_council``.

    The council is judged as it will be, the newcomers beside those who serve. Raises TERM-1,
    TERM-4, TERM-7, I8, or what ``appoint()`` refuses.
    """
    area = Area.objects.select_for_update().get(pk=term.area_id)
    term = Term.objects.select_for_update().get(pk=term.pk)
    require(may_elect(term, slate, at))
    require(may_propose(slate, area.code, at, beside=beside(term, at)))
    first_day = local_date(at)
    rows = seat_all(term, slate, starts_on=first_day, by=by, confirmed_by=confirmed_by, at=at)
    office = in_office(by, [Office.GRANTER], area.code, at)
    enter("term.filled", office, by=by, at=at, body=slate.body(term.number), area=area.code)
    return rows


def may_elect(term: Term, slate: Slate, at: datetime) -> Verdict:
    """TERM-4, TERM-7: say whether these may be elected into a serving council."""
    return first_refusal(
        takes_nominations(TermState(term.state)),
        may_fill(
            vacant=standing_of(term, at).vacant,
            newcomers=len(slate.members),
            document=slate.document,
            first_document=term.document,
        ),
    )


def beside(term: Term, at: datetime) -> list[Seat]:
    """Give the seats beside which newcomers would sit: none while the council is being formed."""
    return seats(term.area_id, at) if term.state == TermState.SERVING else []
