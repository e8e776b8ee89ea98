"""A slate: who is proposed for a council, for whom they stand, by whom and on which resolution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from council.deliberation.models import Nomination, Term
from council.deliberation.queries import limits, seat_of
from council.deliberation.rules.composition import Seat, may_nominate, may_sit
from gongshi.offices.duties import COMMITTEE_OFFICES, Office
from gongshi.offices.models import Appointment
from gongshi.offices.queries import holders
from gongshi.offices.services import appoint
from gongshi.people.models import Person
from gongshi.people.queries import canonical, keys_of
from gongshi.verdict import Verdict, first_refusal


@dataclass(frozen=True, slots=True)
class Nominee:
    """Someone proposed for the council, for whom they stand, and whether as its chair."""

    person: Person
    category: str
    chair: bool = False


@dataclass(frozen=True, slots=True)
class Slate:
    """Who is proposed together.

    ``nominated_by`` are a member of the two committees and the first secretary; where none is
    posted, the person whom the township named in the document ``substitute``. ``document`` is
    the resolution of the villagers' representatives.
    """

    members: Sequence[Nominee]
    nominated_by: tuple[Person, Person]
    document: str
    substitute: str = ""

    def body(self, number: int) -> dict[str, object]:
        """Give what the record says of a slate that took its seats in this term."""
        return {
            "number": number,
            "document": self.document,
            "nominated_by": [str(signer.key) for signer in self.nominated_by],
            "substitute": self.substitute,
        }

    def columns(self) -> dict[str, object]:
        """Give the slate as a nomination keeps it until it is confirmed."""
        first, second = self.nominated_by
        return {
            "members": [[one.person.key.hex, one.category, one.chair] for one in self.members],
            "first_signer": first,
            "second_signer": second,
            "substitute": self.substitute,
            "document": self.document,
        }


def slate_of(row: Nomination) -> Slate:
    """Give a nomination as the slate that was entered."""
    people = Person.objects.in_bulk([UUID(key) for key, _category, _chair in row.members])
    return Slate(
        [Nominee(people[UUID(key)], category, chair=chair) for key, category, chair in row.members],
        (row.first_signer, row.second_signer),
        row.document,
        row.substitute,
    )


def may_propose(slate: Slate, area: str, at: datetime, *, beside: Sequence[Seat] = ()) -> Verdict:
    """Judge a slate: who signs it (TERM-1), and whether all may sit together (I8)."""
    proposed = [
        seat_of(one.person, category=one.category, chair=one.chair, area=area, at=at)
        for one in slate.members
    ]
    return first_refusal(_is_signed(slate, area, at), may_sit([*beside, *proposed], limits()))


def seat_all(
    term: Term, slate: Slate, *, starts_on: date, by: Person, confirmed_by: Person, at: datetime
) -> list[Appointment]:
    """Appoint everyone on a slate to the council, until the last day of the term."""
    return [
        appoint(
            person=one.person,
            office=Office.COUNCIL_CHAIR if one.chair else Office.COUNCIL_MEMBER,
            area=term.area,
            starts_on=starts_on,
            ends_on=term.ends_on,
            category=one.category,
            legal_basis=slate.document,
            by=by,
            confirmed_by=confirmed_by,
            at=at,
        )
        for one in slate.members
    ]


def _is_signed(slate: Slate, area: str, at: datetime) -> Verdict:
    first, second = slate.nominated_by
    posted = holders([Office.FIRST_SECRETARY], area, at)
    committee = holders(COMMITTEE_OFFICES, area, at).filter(person__in=keys_of(first)).exists()
    if posted.exists():
        secretary = posted.filter(person__in=keys_of(second)).exists()
    else:
        secretary = bool(slate.substitute.strip())
    pair = (str(canonical(first).key), str(canonical(second).key))
    return may_nominate(pair, committee=committee, secretary=secretary)
