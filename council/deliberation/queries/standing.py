"""How the serving councils stand today: seats, days, absences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from council.deliberation import parameters
from council.deliberation.models import Attendance, Term
from council.deliberation.rules.standing import (
    absent_in_a_row,
    fill_by,
    is_expiring,
    is_over,
    is_quorate,
)
from council.deliberation.states import Body, MeetingState, Presence, TermState
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, prefix
from gongshi.calendars import calendar
from gongshi.clock import local_date
from gongshi.offices.duties import COUNCIL_OFFICES, Office
from gongshi.offices.models import Appointment
from gongshi.offices.queries import appointments_of, valid
from gongshi.people.models import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """A serving council today. Once its term is over no seat is vacant: the next is formed."""

    term: Term
    serving: int
    vacant: int
    fill_by: date | None
    expiring: bool

    @property
    def quorate(self) -> bool:
        return is_quorate(self.serving)


def standing_of(term: Term, at: datetime) -> Standing:
    """Give how one serving council stands."""
    [found] = standings([term], at)
    return found


def standings(terms: Iterable[Term], at: datetime) -> list[Standing]:
    """Give how serving councils stand, in three queries however many there are."""
    terms, today = list(terms), local_date(at)
    sat = Appointment.objects.filter(
        area__in=[term.area_id for term in terms],
        office__in=[office.value for office in COUNCIL_OFFICES],
        starts_on__lte=today,
    )
    now = set(sat.filter(valid(at)).values_list("pk", flat=True))
    rows: defaultdict[str, list[Appointment]] = defaultdict(list)
    for row in sat.select_related("ending").order_by("pk"):
        rows[row.area_id].append(row)
    return [_standing(term, rows[term.area_id], now, today) for term in terms]


def _standing(term: Term, rows: list[Appointment], now: set[int], today: date) -> Standing:
    serving = {row.person_id for row in rows if row.pk in now}
    left_on: dict[object, date] = {}
    for row in rows:
        if row.person_id not in serving:  # who changed office, for the chair's, left no seat
            left_on[row.person_id] = max(left_on.get(row.person_id, date.min), _left_on(row))
    vacant = 0 if is_over(term.ends_on, today) else max(0, term.seats - len(serving))
    return Standing(
        term,
        len(serving),
        vacant,
        fill_by(list(left_on.values()), vacant, parameters.BY_ELECTION_DAYS.value, calendar()),
        is_expiring(term.ends_on, today, parameters.EXPIRY_DAYS.value),
    )


def _left_on(row: Appointment) -> date:
    ending = getattr(row, "ending", None)
    days = [local_date(ending.ended_at)] if ending else []
    return min([*days, *([row.ends_on] if row.ends_on else [])])


def serving_terms(areas: Iterable[str]) -> list[Term]:
    """Give the serving terms of these villages."""
    rows = Term.objects.filter(area__in=list(areas), state=TermState.SERVING.value)
    return list(rows.select_related("area").order_by("area"))


def councils_in_need(person: Person, at: datetime) -> list[Standing]:
    """Give the councils that this granter has to complete or renew: a seat is vacant and nobody
    is nominated yet, or the term ends soon and no next council is being formed.
    """
    places = [row.area for row in appointments_of(person, at) if row.office == Office.GRANTER]
    below = [prefix(place.code, Level(place.level)) for place in places]
    terms = (
        Term.objects.filter(starting("area__code", below)).select_related("area").order_by("area")
    )
    forming = set(terms.filter(state=TermState.FORMING.value).values_list("area", flat=True))
    serving = terms.filter(state=TermState.SERVING.value, nomination=None)
    return [
        one
        for one in standings(serving, at)
        if one.vacant or (one.expiring and one.term.area_id not in forming)
    ]


def absences(term: Term) -> dict[object, int]:
    """Give for each person how many meetings of the council in a row they missed, to the last."""
    rows = Attendance.objects.filter(
        meeting__area=term.area_id,
        meeting__body=Body.COUNCIL.value,
        meeting__state=MeetingState.CLOSED.value,
        meeting__held_at__date__gte=term.starts_on,
    )
    came: defaultdict[object, list[Presence]] = defaultdict(list)
    listed = rows.order_by("-meeting__held_at").values_list("person", "presence")
    for person, presence in listed:
        came[person].append(Presence(presence))
    return {person: absent_in_a_row(presences) for person, presences in came.items()}
