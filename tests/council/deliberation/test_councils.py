"""The council's life at the desk: a term, a nomination, a second granter, the end."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from council.deliberation.models import Nomination, Recusal, Term
from council.deliberation.queries.councils import nomination_reading
from council.deliberation.rules.composition import (
    is_forming,
    is_nominated,
    may_close_term,
    may_form,
)
from council.deliberation.services.nominations import confirm_council, nominate
from council.deliberation.services.slates import Nominee, Slate
from council.deliberation.services.terms import close_term, open_term, seat_council
from council.deliberation.states import Method, TermState
from gongshi.areas.models import Area
from gongshi.desk.queries import tasks_of
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment, Category
from gongshi.people.models import Person, User
from tests.council.deliberation.room import COUNCIL, Room
from tests.council.deliberation.test_conflicts import kin
from tests.council.reading import reading
from tests.village import AT, Village, bare_village

CATEGORIES = ["old_cadre", "villager", "villager", "poor_household", "poor_household"]
NAMES = ["张一", "张二", "张三", "张四", "张五"]


@pytest.fixture
def village(db, monkeypatch) -> Village:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    made = bare_village()
    made.appoint("主任", Office.COMMITTEE_DIRECTOR)
    made.appoint("第一书记", Office.FIRST_SECRETARY)
    for number, name in enumerate(NAMES):
        made.household(str(number), name)
    return made


def browser(person: Person) -> Client:
    account, _new = User.objects.get_or_create(username=str(person.key), person=person)
    client = Client()
    client.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return client


@pytest.fixture
def term(village: Village) -> Term:
    return opened(village)


def opened(village: Village, **more) -> Term:
    facts = {
        "area": village.area,
        "number": 1,
        "starts_on": date(2026, 3, 1),
        "ends_on": date(2031, 3, 1),
        "by": village.granters[0],
        "at": AT,
    }
    return open_term(**{**facts, **more})


def members(village: Village) -> list[Nominee]:
    rows = zip(NAMES, CATEGORIES, strict=True)
    return [Nominee(village[name], kind, chair=name == "张一") for name, kind in rows]


def nominated(village: Village, term: Term, **more) -> Nomination:
    slate = {
        "members": members(village),
        "nominated_by": (village["主任"], village["第一书记"]),
        "document": "村民代表会议决议〔2026〕2号",
    }
    return nominate(term=term, slate=Slate(**{**slate, **more}), by=village.granters[0], at=AT)


def form(village: Village, **more: str) -> dict[str, str]:
    data = {f"m{n}-name": name for n, name in enumerate(NAMES)}
    data |= {f"m{n}-category": kind for n, kind in enumerate(CATEGORIES)}
    return {
        **data,
        "m5-category": "villager",
        "m6-category": "villager",
        "chair": "0",
        "first": str(village["主任"].key),
        "second": str(village["第一书记"].key),
        "document": "村民代表会议决议〔2026〕2号",
        **more,
    }


def test_a_council_is_formed_at_the_desk_by_two_granters(village: Village) -> None:
    one, other = (browser(person) for person in village.granters)
    place = f"/desk/meetings/council/{village.area.code}/"
    assert f"{place}term/" in one.get(place).content.decode()
    term_form = {"number": "1", "starts_on": "2026-03-01", "ends_on": "2031-03-01"}
    assert one.post(f"{place}term/", term_form).status_code == 302
    term = Term.objects.get()
    address = f"/desk/meetings/council/term/{term.pk}/"
    assert one.get(f"{address}members/").status_code == 200
    assert one.post(f"{address}members/", form(village)).status_code == 302
    page = one.get(address).content.decode()
    assert 'name="reading"' not in page
    assert address in [task.url for task in tasks_of(village.granters[1], AT)]
    assert address not in [task.url for task in tasks_of(village.granters[0], AT)]
    page = other.get(address).content.decode()
    assert all(name in page for name in NAMES)
    done = other.post(f"{address}confirm/", {"reading": reading(page)})
    assert done.status_code == 302
    seated = Appointment.objects.filter(office__in=["council_chair", "council_member"])
    assert {row.confirmer_id for row in seated} == {village.granters[1].key}
    assert seated.get(office="council_chair").person == village["张一"]
    assert not Nomination.objects.exists()
    page = other.get(place).content.decode()
    assert "张五" in page
    refused = one.post(f"{address}close/")
    assert (refused.status_code, Term.objects.get().state) == (409, "serving")
    assert "TERM-6" in refused.content.decode()
    assert "5个" in one.get(address).content.decode()
    closing = {"document": "村民代表会议决议〔2026〕9号"}
    assert one.post(f"{address}close/", closing).status_code == 302
    assert Term.objects.get().state == "closed"


def test_a_nomination_swapped_after_it_was_read_is_shown_anew(village: Village, term: Term) -> None:
    nominated(village, term)
    other = browser(village.granters[1])
    address = f"/desk/meetings/council/term/{term.pk}/"
    old = reading(other.get(address).content.decode())
    changed = members(village)
    changed[0], changed[1] = (
        Nominee(changed[0].person, changed[0].category),
        Nominee(changed[1].person, changed[1].category, chair=True),
    )
    nominated(village, term, members=changed)
    page = other.post(f"{address}confirm/", {"reading": old})
    assert page.status_code == 409
    assert "PROC-9" in page.content.decode()
    assert not Appointment.objects.filter(office="council_chair").exists()
    now = reading(page.content.decode())
    assert other.post(f"{address}confirm/", {"reading": now}).status_code == 302


def test_who_entered_it_does_not_confirm_it(village: Village, term: Term, refused) -> None:
    from council.deliberation.queries.councils import nomination_reading

    row = nominated(village, term)
    facts = {"term": term, "reading": nomination_reading(row), "at": AT}
    assert refused(lambda: confirm_council(by=village.granters[0], **facts)) == "I6"
    assert refused(lambda: confirm_council(by=village["主任"], **facts)) == "I7"
    assert len(confirm_council(by=village.granters[1], **facts)) == 5


def test_nobody_is_confirmed_whom_nobody_nominated(village: Village, term: Term, refused) -> None:
    facts = {"term": term, "reading": "", "by": village.granters[1], "at": AT}
    assert refused(lambda: confirm_council(**facts)) == "TERM-5"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"m0-name": "查无此人"}, "查无此人"),
        ({"m0-home": "99"}, "户"),
        ({"document": ""}, "document"),
        ({"chair": "9"}, "chair"),
    ],
)
def test_a_wrong_row_is_said_beside_it_and_nothing_is_kept(
    village: Village, term: Term, change, words
) -> None:
    address = f"/desk/meetings/council/term/{term.pk}/members/"
    page = browser(village.granters[0]).post(address, form(village, **change))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Nomination.objects.exists()


def test_four_are_refused_when_they_are_nominated(village: Village, term: Term) -> None:
    address = f"/desk/meetings/council/term/{term.pk}/members/"
    page = browser(village.granters[0]).post(address, form(village, **{"m4-name": ""}))
    assert page.status_code == 409
    assert "I8" in page.content.decode()
    assert not Nomination.objects.exists()


def test_without_a_first_secretary_the_township_signs(db, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    village = bare_village()
    village.appoint("主任", Office.COMMITTEE_DIRECTOR)
    village.appoint("镇干部", Office.TOWNSHIP_CLERK, area=village.township)
    for number, name in enumerate(NAMES):
        village.household(str(number), name)
    term, granter = opened(village), browser(village.granters[0])
    address = f"/desk/meetings/council/term/{term.pk}/members/"
    village.people["第一书记"] = village["镇干部"]
    assert "没有派驻第一书记" in granter.get(address).content.decode()
    page = granter.post(address, form(village))
    assert page.status_code == 409
    assert "TERM-1" in page.content.decode()
    assert granter.post(address, form(village, substitute="镇〔2026〕8号")).status_code == 302


def test_only_granters_form_a_council_and_strangers_do_not_see_it(
    village: Village, term: Term
) -> None:
    director, base = browser(village["主任"]), "/desk/meetings/council/"
    page = director.get(f"{base}{village.area.code}/")
    assert page.status_code == 200
    assert "/term/" in page.content.decode()
    assert f"{village.area.code}/term/" not in page.content.decode()
    for path, status in (
        (f"{village.area.code}/term/", 403),
        (f"term/{term.pk}/members/", 403),
        (f"term/{term.pk}/confirm/", 403),
        (f"term/{term.pk}/close/", 403),
    ):
        assert director.post(f"{base}{path}").status_code == status
    assert Term.objects.get().state == "forming"
    stranger = browser(village["张一"])
    assert stranger.get(f"{base}{village.area.code}/").status_code == 404
    assert stranger.get(f"{base}term/{term.pk}/").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"number": 1},
        {"number": 2, "ends_on": date(2026, 3, 1)},
        {"number": 2},
    ],
)
def test_a_second_term_waits_until_the_first_is_formed(
    village: Village, term: Term, refused, change
) -> None:
    assert refused(lambda: opened(village, **change)) == "TERM-3"


def test_a_closed_term_is_neither_closed_nor_filled(village: Village, term: Term, refused) -> None:
    close_term(term=term, by=village.granters[0], at=AT)
    assert refused(lambda: close_term(term=term, by=village.granters[0], at=AT)) == "TERM-4"
    assert refused(lambda: nominated(village, term)) == "TERM-4"
    seat = {
        "term": term,
        "slate": Slate(members(village), (village["主任"], village["第一书记"]), "决议"),
        "by": village.granters[0],
        "confirmed_by": village.granters[1],
        "at": AT,
    }
    assert refused(lambda: seat_council(**seat)) == "TERM-4"


def test_whoever_seats_or_closes_locks_the_village_before_its_term(
    village: Village, term: Term
) -> None:
    """In one order: two granters at one moment wait for each other in turn, never for ever."""
    row = nominated(village, term)
    confirm = {"reading": nomination_reading(row), "by": village.granters[1]}
    close = {"document": "决议", "by": village.granters[0]}
    for act, facts in ((confirm_council, confirm), (close_term, close)):
        with CaptureQueriesContext(connection) as asked:
            act(term=term, at=AT, **facts)
        tables = [re.findall(r'FROM "(\w+)"', one["sql"])[:1] for one in asked]
        assert tables.index(["gongshi_areas_area"]) < tables.index(["council_deliberation_term"])


def test_the_rules_of_a_term_at_their_boundaries() -> None:
    day = date(2026, 3, 1)
    good = {"taken": False, "forming": False, "starts_on": day, "ends_on": date(2026, 3, 2)}
    assert may_form(**good)
    for change in ({"taken": True}, {"forming": True}, {"ends_on": day}):
        assert may_form(**{**good, **change}).rule == "TERM-3"
    assert [is_forming(state).rule for state in TermState] == ["", "TERM-4", "TERM-4"]
    assert [may_close_term(state, 0, "").rule for state in TermState] == ["", "", "TERM-4"]
    assert may_close_term(TermState.SERVING, 5, "决议")
    assert may_close_term(TermState.SERVING, 1, " ").rule == "TERM-6"
    assert is_nominated(nominated=True)
    assert is_nominated(nominated=False).rule == "TERM-5"


def test_a_late_conflict_is_recorded_at_the_desk(room: Room, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    room.benefits("村民甲")
    event = room.event(method=Method.OWN_PHONE)
    for name in COUNCIL:
        room.vote(event, name, "yes" if COUNCIL.index(name) < 4 else "no")
    address = f"/desk/meetings/vote/{event.pk}/conflict/"
    clerk = browser(room["文书"])
    assert address in clerk.get(f"/desk/meetings/vote/{event.pk}/").content.decode()
    data = {"person": str(room["理事长"].key), "reason": "受益户的兄弟"}
    page = clerk.post(address, data)
    assert page.status_code == 403
    assert "I17" in page.content.decode()
    assert not Recusal.objects.exists()
    kin(room["理事长"], room["村民甲"])
    assert clerk.post(address, data).status_code == 302
    assert Recusal.objects.get().late
    assert (room.step.key, room.step.round) == ("advise", 2)
    page = clerk.get(f"/desk/meetings/vote/{event.pk}/").content.decode()
    assert "重新表决" in page
    assert room["理事长"].key.hex not in clerk.get(address).content.decode().replace("-", "")
    watcher = browser(room["监委甲"])
    assert watcher.post(address, data).status_code == 403


def test_the_list_of_councils_costs_the_same_for_three_and_for_thirty(village: Village) -> None:
    granter, costs = browser(village.granters[0]), []
    for first, last in ((0, 2), (2, 29)):
        for number in range(first, last):
            Area.objects.create(
                code=f"3713261062{number + 10}",
                name=f"村{number}",
                level="village",
                parent=village.township,
            )
        granter.get("/desk/meetings/council/")
        with CaptureQueriesContext(connection) as asked:
            page = granter.get("/desk/meetings/council/").content.decode()
        costs.append(len(asked))
        assert f"村{last - 1}" in page
    assert costs[0] == costs[1]


def test_a_woman_representative_is_of_another_body(village: Village, term: Term) -> None:
    page = browser(village.granters[0]).get(f"/desk/meetings/council/term/{term.pk}/members/")
    assert f'value="{Category.WOMAN.value}"' not in page.content.decode()
