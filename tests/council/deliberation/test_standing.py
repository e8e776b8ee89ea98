"""How a serving council stands: vacant seats and their days, by-elections, absences, expiry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from council.deliberation.models import Attendance, Meeting, Nomination, Term
from council.deliberation.queries.standing import standing_of
from council.deliberation.rules.standing import (
    absent_in_a_row,
    fill_by,
    is_expiring,
    is_over,
    is_quorate,
    may_fill,
    takes_nominations,
)
from council.deliberation.services.nominations import confirm_council, nominate
from council.deliberation.services.slates import Nominee, Slate
from council.deliberation.services.terms import open_term, seat_council, take_over
from council.deliberation.states import Presence, TermState
from gongshi.calendars import entered
from gongshi.desk.queries import tasks_of
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.offices.services import appoint, end_appointment
from tests.council.deliberation.test_councils import (
    CATEGORIES,
    NAMES,
    browser,
    members,
    opened,
    village,  # noqa: F401 -- a fixture
)
from tests.village import AT, Village

SEATED = "村民代表会议决议〔2026〕2号"
FILLED = "村民代表会议决议〔2026〕9号"
P, E, A = Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT
LATER = AT + timedelta(days=30)


@pytest.fixture
def term(village: Village) -> Term:  # noqa: F811 -- the fixture
    made = opened(village)
    seat_council(
        term=made,
        slate=Slate(members(village), (village["主任"], village["第一书记"]), SEATED),
        by=village.granters[0],
        confirmed_by=village.granters[1],
        at=AT,
    )
    made.refresh_from_db()
    village.household("6", "张六")
    return made


def leaves(village: Village, name: str, days: int = 0) -> None:  # noqa: F811
    end_appointment(
        appointment=Appointment.objects.get(person=village[name], office__startswith="council"),
        reason="辞职",
        legal_basis="辞职报告",
        by=village.granters[0],
        at=AT + timedelta(days=days),
    )


def proposed(village: Village, term: Term, *names: str, **more: object) -> Nomination:  # noqa: F811
    slate = {
        "members": [Nominee(village[name], "villager") for name in names],
        "nominated_by": (village["主任"], village["第一书记"]),
        "document": FILLED,
    }
    at = more.pop("at", LATER)
    return nominate(term=term, slate=Slate(**{**slate, **more}), by=village.granters[0], at=at)


def confirmed(village: Village, term: Term, row: Nomination) -> list[Appointment]:  # noqa: F811
    from council.deliberation.queries.councils import nomination_reading

    return confirm_council(
        term=term, reading=nomination_reading(row), by=village.granters[1], at=LATER
    )


def test_a_full_council_lacks_nothing(village: Village, term: Term) -> None:  # noqa: F811
    now = standing_of(term, AT + timedelta(days=1))
    assert (term.seats, now.serving, now.vacant, now.fill_by) == (5, 5, 0, None)
    assert now.quorate
    assert not now.expiring


def test_a_change_of_chair_moves_no_day(village: Village, term: Term) -> None:  # noqa: F811
    leaves(village, "张二", days=1)
    by = standing_of(term, LATER).fill_by
    turn = AT + timedelta(days=20)
    leaves(village, "张一", days=20)
    leaves(village, "张三", days=20)
    appoint(
        person=village["张三"],
        office=Office.COUNCIL_CHAIR,
        area=village.area,
        starts_on=turn.date(),
        ends_on=term.ends_on,
        category="villager",
        legal_basis=FILLED,
        by=village.granters[0],
        confirmed_by=village.granters[1],
        at=turn,
    )
    now = standing_of(term, LATER)
    assert (now.vacant, now.fill_by) == (2, by)
    end_appointment(
        appointment=Appointment.objects.get(person=village["张三"], office="council_chair"),
        reason="辞职",
        legal_basis="辞职报告",
        by=village.granters[0],
        at=LATER,
    )
    now = standing_of(term, LATER)
    assert (now.vacant, now.fill_by) == (3, by)


def test_when_the_term_is_over_the_next_council_is_formed(
    village: Village,  # noqa: F811
    term: Term,
    refused,
) -> None:
    leaves(village, "张二")
    council = f"/desk/meetings/council/{village.area.code}/"
    last = AT.replace(year=2031, month=2, day=28)
    for at, vacant, address in (
        (last, 1, f"/desk/meetings/council/term/{term.pk}/"),
        (last + timedelta(days=1), 0, council),
    ):
        assert standing_of(term, at).vacant == vacant
        assert [task.url for task in tasks_of(village.granters[0], at)] == [address]
    over = last + timedelta(days=1)
    assert refused(lambda: proposed(village, term, "张六", at=over)) == "TERM-7"


def test_who_stays_away_is_said_and_excuses_do_not_count(
    village: Village,  # noqa: F811
    term: Term,
) -> None:
    for number, (three, four) in enumerate([(P, A), (A, A), (A, E), (A, A)], 1):
        meeting = Meeting.objects.create(
            area=village.area,
            body="council",
            number=number,
            held_at=AT + timedelta(days=number),
            place="村委会",
            noticed_on=AT.date(),
            convener=village["张一"],
            convener_name="张一",
            state="closed",
            client_key=f"00000000-0000-4000-8000-00000000000{number}",
        )
        for name, presence in (("张三", three), ("张四", four), ("张五", P)):
            Attendance.objects.create(
                meeting=meeting, person=village[name], name=name, presence=presence.value
            )
    page = browser(village["张一"]).get(f"/desk/meetings/council/{village.area.code}/")
    words = page.content.decode().split("<li>")
    told = [line for line in words if "无故缺席" in line]
    assert ["张三" in line or "张四" in line for line in told] == [True, True]


def test_the_end_of_a_term_is_announced_to_who_forms_the_next(
    village: Village,  # noqa: F811
    term: Term,
) -> None:
    place = f"/desk/meetings/council/{village.area.code}/"
    near = AT.replace(year=2030, month=12, day=1)
    for at, asked in ((near - timedelta(days=1), False), (near, True)):
        assert (place in [task.url for task in tasks_of(village.granters[0], at)]) is asked
        assert place not in [task.url for task in tasks_of(village["主任"], at)]
    open_term(
        area=village.area,
        number=2,
        starts_on=date(2031, 3, 1),
        ends_on=date(2036, 3, 1),
        by=village.granters[0],
        at=AT,
    )
    assert place not in [task.url for task in tasks_of(village.granters[0], near)]


def test_the_work_list_costs_the_same_for_one_village_and_for_ten(
    village: Village,  # noqa: F811
    term: Term,
) -> None:
    from gongshi.areas.models import Area

    leaves(village, "张二")
    costs = []
    for first, last in ((0, 1), (1, 10)):
        for number in range(first, last):
            area = Area.objects.create(
                code=f"3713261062{number + 10}",
                name=f"村{number}",
                level="village",
                parent=village.township,
            )
            made = opened(village, area=area)
            Term.objects.filter(pk=made.pk).update(state="serving", document="决议", seats=5)
        with CaptureQueriesContext(connection) as asked:
            tasks_of(village.granters[0], AT)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_a_council_that_sits_already_serves_its_term(village: Village, refused) -> None:  # noqa: F811
    made = opened(village)
    facts = {"term": made, "document": SEATED, "at": AT}
    assert refused(lambda: take_over(by=village["主任"], **facts)) == "I7"
    assert refused(lambda: take_over(by=village.granters[0], **facts)) == "I8"  # nobody sits
    kinds = zip(NAMES, CATEGORIES, strict=True)
    for number, (name, kind) in enumerate(kinds):
        office = Office.COUNCIL_CHAIR if number == 0 else Office.COUNCIL_MEMBER
        village.appoint(name, office, category=kind)
    granter = browser(village.granters[0])
    address = f"/desk/meetings/council/term/{made.pk}/"
    assert "已有5人" in granter.get(address).content.decode()
    assert granter.post(f"{address}sitting/", {"document": ""}).status_code == 422
    assert Term.objects.get().state == "forming"
    seated = Appointment.objects.count()
    assert granter.post(f"{address}sitting/", {"document": SEATED}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.seats, made.document) == ("serving", 5, SEATED)
    assert Appointment.objects.count() == seated
    assert standing_of(made, AT).vacant == 0
    assert refused(lambda: take_over(by=village.granters[0], **facts)) == "TERM-4"
    leaves(village, "张二")
    now = standing_of(made, LATER)
    assert (now.vacant, now.fill_by) == (1, date(2026, 5, 6))


def test_the_rules_at_their_boundaries() -> None:
    facts = {"vacant": 1, "newcomers": 1, "document": FILLED, "first_document": SEATED}
    assert may_fill(**facts)
    for change in (
        {"newcomers": 2},
        {"newcomers": 0},
        {"vacant": 0},
        {"document": ""},
        {"document": f" {SEATED} "},
    ):
        assert may_fill(**{**facts, **change}).rule == "TERM-7"
    assert [takes_nominations(state).rule for state in TermState] == ["", "", "TERM-4"]
    assert [is_quorate(count) for count in (4, 5)] == [False, True]
    end = date(2026, 12, 31)
    assert [is_over(end, end + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, True]
    assert [is_expiring(end, end - timedelta(days=n), 90) for n in (91, 90, -1)] == [
        False,
        True,
        True,
    ]
    assert [absent_in_a_row(row) for row in ([], [A, A, P, A], [A, E, A], [P, A])] == [0, 2, 2, 0]


@given(
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=7),
    st.integers(0, 7),
    st.integers(1, 60),
)
def test_the_day_counts_from_the_seat_that_is_vacant_longest(
    left: list[date], vacant: int, days: int
) -> None:
    found = fill_by(left, vacant, days, entered(years=[2026, 2027]))
    if not vacant or not left:
        assert found is None
        return
    since = sorted(left)[-min(vacant, len(left))]
    assert found is not None
    assert found >= since + timedelta(days=days)
    assert fill_by(left, min(vacant + 1, 7), days, entered(years=[2026, 2027])) <= found
