"""Closing a term ends the seats on that council, together and on record; the next may be seated."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from council.deliberation.models import Term
from council.deliberation.queries import is_member, roll
from council.deliberation.services.slates import Slate
from council.deliberation.services.terms import close_term, open_term, seat_council
from council.deliberation.states import Body
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment, AppointmentEnd
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from tests.council.deliberation.test_terms import nominees, seat, term, village
from tests.village import AT, Village

__all__ = ["term", "village"]

DOCUMENT = "村民代表会议决议〔2026〕9号"
CLOSED = AT + timedelta(days=30)
TOMORROW = CLOSED + timedelta(days=1)


def closed(village: Village, term: Term, document: str = DOCUMENT) -> Term:
    return close_term(term=term, document=document, by=village.granters[0], at=CLOSED)


def test_every_seat_ends_with_the_term_and_on_record(village: Village, term: Term) -> None:
    members = nominees()
    village.people["老委员"] = members[1].person
    village.appoint("老委员", Office.COMMITTEE_MEMBER)
    rows = seat(village, term, members)
    late = village.appoint("补选", Office.COUNCIL_MEMBER, category="villager")
    before = Entry.objects.count()
    closed(village, term)
    ends = AppointmentEnd.objects.order_by("appointment")
    assert [end.appointment_id for end in ends] == [row.pk for row in (*rows, late)]
    assert {(end.ended_at, end.legal_basis) for end in ends} == {(CLOSED, DOCUMENT)}
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))[before:]
    assert kinds == ["appointment.end"] * 6 + ["term.closed"]
    assert roll(Body.COUNCIL, village.area.code, CLOSED) == []
    assert roll(Body.COUNCIL, village.area.code, CLOSED - timedelta(seconds=1))
    kept = Appointment.objects.get(person=members[1].person, office="committee_member")
    assert not hasattr(kept, "ending")
    assert not list(verify())


def test_without_its_document_nothing_ends(village: Village, term: Term, refused) -> None:
    seat(village, term, nominees())
    assert refused(lambda: closed(village, term, " ")) == "TERM-6"
    assert not AppointmentEnd.objects.exists()
    assert Term.objects.get().state == "serving"


def test_one_seat_that_cannot_end_keeps_all(
    village: Village, term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    from council.deliberation.services import terms

    seat(village, term, nominees())
    ended = []

    def third_breaks(**facts: object) -> None:
        ended.append(real(**facts))
        if len(ended) == 3:
            raise RuntimeError

    real = terms.end_appointment
    monkeypatch.setattr(terms, "end_appointment", third_breaks)
    with pytest.raises(RuntimeError):
        closed(village, term)
    assert not AppointmentEnd.objects.exists()
    assert Term.objects.get().state == "serving"


def test_the_same_people_are_elected_again_the_next_day(village: Village, term: Term) -> None:
    members = nominees()
    seat(village, term, members)
    closed(village, term)
    second = open_term(
        area=village.area,
        number=2,
        starts_on=date(2026, 4, 2),
        ends_on=date(2031, 4, 2),
        by=village.granters[0],
        at=TOMORROW,
    )
    seat_council(
        term=second,
        slate=Slate(
            members, (village["主任"], village["第一书记"]), "村民代表会议决议〔2026〕10号"
        ),
        by=village.granters[0],
        confirmed_by=village.granters[1],
        at=TOMORROW,
    )
    assert is_member(members[0].person, village.area.code, TOMORROW, chair=True)
    assert len(roll(Body.COUNCIL, village.area.code, TOMORROW)) == 5


def test_a_council_that_is_being_formed_ends_nobodys_seat(village: Village, term: Term) -> None:
    village.appoint("在任", Office.COUNCIL_CHAIR, category="villager")
    closed(village, term, "")
    assert not AppointmentEnd.objects.exists()


def test_a_seat_that_has_not_begun_ends_too(village: Village, term: Term) -> None:
    Term.objects.filter(pk=term.pk).update(starts_on=date(2026, 12, 1))
    term.refresh_from_db()
    rows = seat(village, term, nominees())
    closed(village, term)
    assert AppointmentEnd.objects.count() == len(rows)
    assert roll(Body.COUNCIL, village.area.code, AT + timedelta(days=300)) == []
