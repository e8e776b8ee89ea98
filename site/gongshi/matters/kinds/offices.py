"""Scanning appointments: who granted them, and which were held together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from gongshi.areas.rules import covering
from gongshi.clock import local_date
from gongshi.matters.scan.people import Held, People
from gongshi.matters.scan.registries import Finding, SeparationScan, scans
from gongshi.offices.duties import EXCLUDED, EXCLUDED_KIN, LONE_OFFICES, SINGLE_SEATS, Office
from gongshi.offices.models import Appointment
from gongshi.offices.words import OFFICE_WORDS
from gongshi.record.models import Commitment
from gongshi.verdict import Verdict, denied, gettext_noop

_TABLE = Appointment._meta.label_lower  # noqa: SLF001 -- Django's API


def _found(why: Verdict, *rows: Held) -> Finding:
    persons = tuple(dict.fromkeys(row.person for row in rows))
    return Finding(why, persons=persons, rows=tuple(f"{_TABLE} {row.pk}" for row in rows))


@scans.register
class Granted(SeparationScan):
    """I6: two granters of the area, neither of them the appointee or near to them."""

    key = "matters.granted"
    rules = ("I6",)

    def once(self, people: People) -> Iterator[Finding]:
        lacks = denied(
            "I6", gettext_noop("An appointment was not made by two different granters of its area.")
        )
        close = denied(
            "I6", gettext_noop("A granter gave an office to themselves or to a near relative.")
        )
        first = set(
            Commitment.objects.filter(table=_TABLE, entry__kind="genesis").values_list(
                "row_key", flat=True
            )
        )
        for row in people.held.values():
            if str(row.pk) in first and row.office is Office.GRANTER:
                continue
            pair = {row.requester, row.confirmer} - {""}
            if len(pair) != 2 or not all(_could_grant(people, one, row) for one in pair):
                yield _found(lacks, row)
            elif pair & people.near(row.person, local_date(row.granted_at)):
                yield _found(close, row)


@scans.register
class HeldTogether(SeparationScan):
    """I6, I15, SSD: offices that one person, or two relatives, may not hold at one time."""

    key = "matters.held_together"
    rules = ("I6", "I15", "SSD")

    def once(self, people: People) -> Iterator[Finding]:
        for rows in people.offices.values():
            for one, other in combinations(rows, 2):
                why = _exclusion(one, other)
                if why is not None and one.meets(other):
                    yield _found(why, one, other)
        yield from self._between_relatives(people)
        nowhere = denied("I15", gettext_noop("A supervisor belongs to none of the five paths."))
        for row in people.held.values():
            if row.office is Office.SUPERVISOR and row.path not in range(1, 6):
                yield _found(nowhere, row)

    @staticmethod
    def _between_relatives(people: People) -> Iterator[Finding]:
        watched = frozenset[Office]().union(*EXCLUDED_KIN)
        places: dict[str, list[Held]] = defaultdict(list)
        for row in people.held.values():
            if row.office in watched:
                places[row.area].append(row)
        for rows in places.values():
            for one, other in combinations(rows, 2):
                if frozenset({one.office, other.office}) not in EXCLUDED_KIN:
                    continue
                day = local_date(max(one.granted_at, other.granted_at))
                near = one.person != other.person and other.person in people.near(one.person, day)
                if near and one.meets(other):
                    yield _found(_words(_KIN, one, other), one, other)


@scans.register
class Seats(SeparationScan):
    """I10: a seat for one has one holder at a time."""

    key = "matters.seats"
    rules = ("I10",)

    def once(self, people: People) -> Iterator[Finding]:
        why = denied("I10", gettext_noop("Two persons hold a seat for one at the same time."))
        seats: dict[tuple[Office, str], list[Held]] = defaultdict(list)
        for row in people.held.values():
            if row.office in SINGLE_SEATS:
                seats[row.office, row.area].append(row)
        for rows in seats.values():
            for one, other in combinations(rows, 2):
                if one.person != other.person and one.meets(other):
                    yield _found(why, one, other)


def _could_grant(people: People, person: str, row: Held) -> bool:
    return any(
        held.office is Office.GRANTER
        and held.area in covering(row.area)
        and held.at(row.granted_at)
        for held in people.offices.get(person, ())
    )


_BOTH = gettext_noop("One person was both %(one)s and %(other)s at the same time.")
_KIN = gettext_noop("Near relatives were %(one)s and %(other)s of one place at the same time.")


def _words(reason: str, one: Held, other: Held) -> Verdict:
    return denied(
        "SSD", reason, one=(OFFICE_WORDS[one.office],), other=(OFFICE_WORDS[other.office],)
    )


def _exclusion(one: Held, other: Held) -> Verdict | None:
    """Give what keeps one person from holding both, whenever they are held together."""
    if one.office is other.office is Office.SUPERVISOR and one.path != other.path:
        return denied("I15", gettext_noop("One person supervises on two of the five paths."))
    if one.office is not other.office and {one.office, other.office} & LONE_OFFICES:
        return denied(
            "I6",
            gettext_noop("A granter, administrator or supervisor held another office as well."),
        )
    if frozenset({one.office, other.office}) in EXCLUDED:
        return _words(_BOTH, one, other)
    return None
