"""By-elections: who may be nominated for a vacant seat, and who confirms it."""

from __future__ import annotations

from datetime import date

import pytest

from council.deliberation.models import Nomination, Term
from council.deliberation.queries.standing import standing_of
from council.deliberation.services.slates import Nominee
from council.deliberation.services.terms import take_over
from gongshi.desk.queries import tasks_of
from gongshi.offices.duties import Office
from gongshi.offices.services import appoint
from gongshi.record.models import Entry
from gongshi.verdict import RuleBroken
from tests.council.deliberation.test_councils import (
    CATEGORIES,
    NAMES,
    browser,
    nominated,
    opened,
    village,
)
from tests.council.deliberation.test_standing import (
    FILLED,
    LATER,
    SEATED,
    confirmed,
    leaves,
    proposed,
    term,
)
from tests.council.reading import reading
from tests.village import AT, Village, person

__all__ = ["term", "village"]


def test_a_vacant_seat_is_filled_by_a_by_election(village: Village, term: Term) -> None:
    leaves(village, "张二", days=10)
    now = standing_of(term, LATER)
    assert (now.vacant, now.fill_by, now.quorate) == (1, date(2026, 5, 11), False)
    [row] = confirmed(village, term, proposed(village, term, "张六"))
    assert (row.starts_on, row.ends_on) == (date(2026, 4, 1), term.ends_on)
    assert row.legal_basis == FILLED
    assert standing_of(term, LATER).vacant == 0
    assert Entry.objects.filter(kind="term.filled").count() == 1
    assert Term.objects.get().document == SEATED


def test_a_chair_is_elected_into_a_vacant_seat_and_never_a_second_one(
    village: Village,
    term: Term,
    refused,
) -> None:
    leaves(village, "张二")
    chair = [Nominee(village["张六"], "villager", chair=True)]
    assert refused(lambda: proposed(village, term, members=chair)) == "I8"
    leaves(village, "张一")
    village.household("7", "张七")
    both = [*chair, Nominee(village["张七"], "villager")]
    rows = confirmed(village, term, proposed(village, term, members=both))
    assert [row.office for row in rows] == ["council_chair", "council_member"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"document": SEATED}, "TERM-7"),
        ({"document": " "}, "TERM-7"),
        ({"members": []}, "TERM-7"),
    ],
)
def test_a_by_election_has_newcomers_and_a_resolution_of_its_own(
    village: Village,
    term: Term,
    refused,
    change,
    rule: str,
) -> None:
    leaves(village, "张二")
    assert refused(lambda: proposed(village, term, "张六", **change)) == rule


def test_nobody_takes_a_second_seat_under_another_key(
    village: Village,
    term: Term,
    refused,
) -> None:
    leaves(village, "张二")
    again = person("张三")
    again.same_as = village["张三"]
    again.save(update_fields=["same_as"])
    village.people["张三又"] = again
    for name in ("张三", "张三又"):
        assert refused(lambda name=name: proposed(village, term, name)) == "I8"
    with pytest.raises(RuleBroken, match="twice"):
        proposed(village, term, "张三又")


def test_no_more_are_elected_than_seats_are_vacant(
    village: Village,
    term: Term,
    refused,
) -> None:
    assert refused(lambda: proposed(village, term, "张六")) == "TERM-7"
    leaves(village, "张二")
    village.household("7", "张七")
    assert refused(lambda: proposed(village, term, "张六", "张七")) == "TERM-7"


def test_the_council_is_judged_with_its_newcomers(
    village: Village,
    term: Term,
    refused,
) -> None:
    leaves(village, "张四")
    leaves(village, "张五")  # both stood for the poor households
    village.household("7", "张七")
    assert refused(lambda: proposed(village, term, "张六")) == "I8"  # four
    assert refused(lambda: proposed(village, term, "张六", "张七")) == "I8"  # none for the poor
    poor = [Nominee(village["张六"], "poor_household"), Nominee(village["张七"], "villager")]
    assert len(confirmed(village, term, proposed(village, term, members=poor))) == 2


def test_a_seat_filled_meanwhile_is_not_filled_twice(
    village: Village,
    term: Term,
    refused,
) -> None:
    leaves(village, "张二")
    row = proposed(village, term, "张六")
    appoint(
        person=person("张八"),
        office=Office.COUNCIL_MEMBER,
        area=village.area,
        starts_on=AT.date(),
        category="villager",
        legal_basis=FILLED,
        by=village.granters[0],
        confirmed_by=village.granters[1],
        at=AT,
    )
    assert refused(lambda: confirmed(village, term, row)) == "TERM-7"


def test_the_by_election_is_entered_and_confirmed_at_the_desk(
    village: Village,
    term: Term,
) -> None:
    leaves(village, "张二")
    one, other = (browser(person) for person in village.granters)
    address = f"/desk/meetings/council/term/{term.pk}/"
    [task] = [task for task in tasks_of(village.granters[0], AT) if task.url == address]
    assert task.due_on == date(2026, 5, 6)  # the sixtieth day is a public holiday
    page = one.get(address).content.decode()
    assert "有1个席位空缺" in page
    assert "2026年5月6日" in page
    assert one.get(f"{address}members/").content.decode().count('name="m0-name"') == 1
    data = {
        "m0-name": "张六",
        "m0-category": "villager",
        "chair": "",
        "first": str(village["主任"].key),
        "second": str(village["第一书记"].key),
        "document": FILLED,
    }
    assert one.post(f"{address}members/", data).status_code == 302
    assert address not in [task.url for task in tasks_of(village.granters[0], AT)]
    assert address in [task.url for task in tasks_of(village.granters[1], AT)]
    page = other.get(address).content.decode()
    assert "张六" in page
    assert other.post(f"{address}confirm/", {"reading": reading(page)}).status_code == 302
    page = other.get(f"/desk/meetings/council/{village.area.code}/").content.decode()
    assert "张六" in page
    assert "空缺" not in page


def test_a_nomination_goes_when_those_who_sit_serve_instead(village: Village) -> None:
    made = opened(village)
    nominated(village, made)
    for number, (name, kind) in enumerate(zip(NAMES, CATEGORIES, strict=True)):
        office = Office.COUNCIL_MEMBER if number else Office.COUNCIL_CHAIR
        village.appoint(name, office, category=kind)
    take_over(term=made, document=SEATED, by=village.granters[0], at=AT)
    assert not Nomination.objects.exists()
    leaves(village, "张二")
    address = f"/desk/meetings/council/term/{made.pk}/"
    assert address in [task.url for task in tasks_of(village.granters[1], LATER)]
