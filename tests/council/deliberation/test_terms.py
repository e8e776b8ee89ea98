"""Seating a council: two signers, a resolution, the whole composition, two granters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from council.deliberation.models import Term
from council.deliberation.services.slates import Nominee, Slate
from council.deliberation.services.terms import close_term, open_term, seat_council
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment, Category
from gongshi.people.models import Kinship
from tests.village import AT, Village, bare_village, person

CATEGORIES = [
    Category.OLD_CADRE,
    Category.VILLAGER,
    Category.VILLAGER,
    Category.POOR_HOUSEHOLD,
    Category.POOR_HOUSEHOLD,
]


@pytest.fixture
def village(db) -> Village:
    made = bare_village()
    made.appoint("主任", Office.COMMITTEE_DIRECTOR)
    made.appoint("第一书记", Office.FIRST_SECRETARY)
    return made


@pytest.fixture
def term(village: Village) -> Term:
    return open_term(
        area=village.area,
        number=1,
        starts_on=date(2026, 3, 1),
        ends_on=date(2031, 3, 1),
        by=village.granters[0],
        at=AT,
    )


def nominees() -> list[Nominee]:
    return [
        Nominee(person(f"理事{n}"), category.value, chair=n == 0)
        for n, category in enumerate(CATEGORIES)
    ]


def seat(village: Village, term: Term, members: list[Nominee], **more) -> list[Appointment]:
    slate = {
        "nominated_by": (village["主任"], village.people.get("第一书记")),
        "document": "村民代表会议决议〔2026〕2号",
    }
    granters = {"by": village.granters[0], "confirmed_by": village.granters[1]}
    for given in (slate, granters):
        given.update({name: more.pop(name) for name in list(more) if name in given})
    return seat_council(term=term, slate=Slate(members, **slate, **more), at=AT, **granters)


def test_a_council_is_seated(village: Village, term: Term) -> None:
    rows = seat(village, term, nominees())
    assert [row.office for row in rows] == ["council_chair", *["council_member"] * 4]
    assert {row.ends_on for row in rows} == {date(2031, 3, 1)}
    assert Term.objects.get().state == "serving"
    later = AT + timedelta(days=1)
    close_term(term=term, document="决议", by=village.granters[0], at=later)
    assert Term.objects.get().state == "closed"


def test_a_council_of_four_is_not_seated(village: Village, term: Term, refused) -> None:
    members = nominees()
    assert refused(lambda: seat(village, term, members[:4])) == "I8"
    assert not Appointment.objects.filter(office="council_member").exists()


def test_relatives_and_a_cadre_as_chair_are_refused(village: Village, term: Term, refused) -> None:
    members = nominees()
    one, other = sorted((members[1].person, members[2].person), key=lambda p: p.key)
    edge = Kinship.objects.create(one=one, other=other, relation="sibling")
    assert refused(lambda: seat(village, term, members)) == "I8"
    edge.delete()
    village.people["副主任"] = members[0].person
    village.appoint("副主任", Office.COMMITTEE_MEMBER)
    assert refused(lambda: seat(village, term, members)) == "I8"


def test_both_signers_nominate(village: Village, term: Term, refused) -> None:
    members, director = nominees(), village["主任"]
    for signers in (
        (director, director),
        (village["第一书记"], director),
        (members[0].person, village["第一书记"]),
    ):
        assert refused(lambda s=signers: seat(village, term, members, nominated_by=s)) == "TERM-1"


def test_without_a_first_secretary_the_township_names_a_substitute(db, refused) -> None:
    village = bare_village()
    village.appoint("主任", Office.COMMITTEE_DIRECTOR)
    term = open_term(
        area=village.area,
        number=1,
        starts_on=date(2026, 3, 1),
        ends_on=date(2031, 3, 1),
        by=village.granters[0],
        at=AT,
    )
    signers, members = (village["主任"], person("包村干部")), nominees()
    assert refused(lambda: seat(village, term, members, nominated_by=signers)) == "TERM-1"
    assert seat(village, term, members, nominated_by=signers, substitute="镇政府〔2026〕8号")


def test_one_council_at_a_time_with_its_resolution(village: Village, term: Term, refused) -> None:
    members = nominees()
    assert refused(lambda: seat(village, term, members, document=" ")) == "TERM-2"
    seat(village, term, members)
    second = open_term(
        area=village.area,
        number=2,
        starts_on=date(2026, 3, 1),
        ends_on=date(2031, 3, 1),
        by=village.granters[0],
        at=AT,
    )
    others = nominees()
    assert refused(lambda: seat(village, second, others)) == "TERM-2"


def test_only_granters_open_and_seat(village: Village, term: Term, refused) -> None:
    members, director = nominees(), village["主任"]
    assert refused(lambda: seat(village, term, members, by=director)) == "I6"
    assert (
        refused(
            lambda: open_term(
                area=village.area,
                number=3,
                starts_on=date(2026, 3, 1),
                ends_on=date(2031, 3, 1),
                by=director,
                at=AT,
            )
        )
        == "I7"
    )
