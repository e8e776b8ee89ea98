"""Appointments in the admin: lists, ending with reason and document, two granters for a new one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongshi.desk.queries import tasks_of
from gongshi.offices.duties import Duty, Office
from gongshi.offices.models import Appointment, AppointmentEnd, Proposal
from gongshi.offices.services import appoint
from gongshi.people.models import Identity, Person
from gongshi.people.names import name_of
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from tests.gongshi.admin.doors import House, counted
from tests.gongshi.people.numbers import invented
from tests.village import AT

pytestmark = pytest.mark.django_db
NUMBER = invented("19800301", 2)


@pytest.fixture
def house() -> House:
    return House()


def wish(house: House, **given: Any) -> dict[str, Any]:
    return {
        "area": house.a.area.code,
        "office": "first_secretary",
        "name": "葛书记",
        "id_number": NUMBER,
        "starts_on": "2026-03-01",
        "legal_basis": "县委组织部文件〔2026〕3号",
        **given,
    }


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def ask(house: House, **given: Any) -> Proposal:
    answer = house.granter.post("/admin/offices/appoint/", {**wish(house, **given), "sure": "1"})
    assert answer.status_code == 302, text_of(answer)
    return Proposal.objects.get(state="open")


def test_one_asks_another_confirms_and_somebody_new_holds_the_office(house: House) -> None:
    form = house.granter.get("/admin/offices/appoint/")
    assert "第一书记" in text_of(form)
    look = house.granter.post("/admin/offices/appoint/", wish(house))
    assert "还没有登记" in text_of(look)
    assert not Proposal.objects.exists()
    asked = ask(house)
    assert not Appointment.objects.filter(office="first_secretary").exists()
    waiting = text_of(house.other_granter.get("/admin/waiting/"))
    assert "葛书记" in waiting
    assert "葛书记" in text_of(house.other_granter.get(f"/admin/waiting/{asked.pk}/"))
    done = house.other_granter.post(f"/admin/waiting/{asked.pk}/confirm/")
    assert done.status_code == 302
    row = Appointment.objects.get(office="first_secretary")
    assert name_of(row.person) == "葛书记"
    assert (row.starts_on, row.legal_basis) == (date(2026, 3, 1), "县委组织部文件〔2026〕3号")
    assert [row.requester, row.confirmer] == list(house.a.granters)
    kinds = list(Entry.objects.order_by("-seq").values_list("kind", flat=True)[:4])
    assert kinds == [
        "proposal.confirmed",
        "appointment",
        "proposal.asked",
        "person.registered",
    ]
    assert list(verify()) == []


def test_what_waits_stands_on_the_other_granters_desk_alone(house: House) -> None:
    ask(house)
    first, second = (tasks_of(one, AT) for one in house.a.granters)
    assert [task.title for task in second] == ["任命"]
    assert first == []
    assert tasks_of(house.a["乙镇授权"], AT) == []


def test_a_villager_is_found_by_name_and_a_known_person_is_not_made_twice(house: House) -> None:
    house.a.household("12", "卞示例")
    asked = ask(house, name="卞示例", id_number="")
    assert asked.person == house.a["卞示例"]


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"name": "无此人", "id_number": ""}, "ROLL-1"),
        ({"office": "township_clerk"}, "I7"),
        ({"id_number": "1"}, "ID-1"),
        ({"name": "1"}, "NAME-1"),
        ({"office": "committee_director"}, "I10"),
        ({"office": "supervisor"}, "I7"),
    ],
)
def test_what_the_rules_refuse_is_said_and_nothing_waits(
    house: House, given: dict[str, str], rule: str
) -> None:
    before = counted()
    said = house.granter.post("/admin/offices/appoint/", wish(house, **given))
    assert rule in text_of(said)
    forced = house.granter.post("/admin/offices/appoint/", {**wish(house, **given), "sure": "1"})
    assert forced.status_code == 403
    assert rule in text_of(forced)
    assert counted() == before


def test_outside_a_village_a_name_alone_is_nobody(house: House) -> None:
    before = counted()
    given = wish(
        house, area=house.a.township.code, office="township_clerk", name="王二", id_number=""
    )
    assert "OFFICE-2" in text_of(house.granter.post("/admin/offices/appoint/", given))
    assert counted() == before


def test_the_same_wish_waits_once(house: House) -> None:
    ask(house)
    before = counted()
    again = house.granter.post("/admin/offices/appoint/", {**wish(house), "sure": "1"})
    assert "OFFICE-3" in text_of(again)
    assert counted() == before


def test_nobody_confirms_their_own_wish_and_strangers_none(house: House) -> None:
    asked, strangers = ask(house), house.strangers()
    before = counted()
    address = f"/admin/waiting/{asked.pk}/"
    assert "须由另一名授权人确认" in text_of(house.granter.get(address))
    own = house.granter.post(f"{address}confirm/")
    assert own.status_code == 403
    assert "I6" in text_of(own)
    for who, client in strangers.items():
        for act in ("confirm/", "decline/"):
            assert client.post(f"{address}{act}", {"reason": "x"}).status_code in {403, 404}, who
        assert client.get(address).status_code in {403, 404, 302}, who
        sure = client.post("/admin/offices/appoint/", {**wish(house), "sure": "1"})
        assert sure.status_code in {200, 403}, who  # 200: the form again, "no such place"
    assert counted() == before


def test_what_the_rules_refuse_in_between_is_not_confirmed(house: House) -> None:
    asked = ask(house)
    house.a.appoint("另一人", Office.FIRST_SECRETARY)
    before = counted()
    late = house.other_granter.post(f"/admin/waiting/{asked.pk}/confirm/")
    assert "I10" in text_of(late)
    assert counted() == before


def test_a_wish_is_declined_or_taken_back_with_a_reason_and_answered_once(house: House) -> None:
    asked = ask(house)
    address = f"/admin/waiting/{asked.pk}/"
    before = counted()
    assert "PERSON-4" in text_of(house.other_granter.post(f"{address}decline/", {"reason": " "}))
    assert counted() == before
    house.other_granter.post(f"{address}decline/", {"reason": "文件不全"})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("declined", "文件不全")
    late = house.other_granter.post(f"{address}confirm/")
    assert "OFFICE-3" in text_of(late)
    assert not Appointment.objects.filter(office="first_secretary").exists()
    second = ask(house)
    house.granter.post(f"/admin/waiting/{second.pk}/decline/", {"reason": "写错了"})
    second.refresh_from_db()
    assert second.state == "withdrawn"


def test_an_office_ends_with_reason_and_document(house: House) -> None:
    row = Appointment.objects.get(person=house.a["理事二"])
    address = f"/admin/offices/{row.pk}/"
    assert "立即终止任职" in text_of(house.granter.get(address))
    incomplete = house.granter.post(address, {"reason": "辞职", "legal_basis": ""})
    assert incomplete.status_code == 200
    assert not AppointmentEnd.objects.exists()
    done = house.granter.post(address, {"reason": "辞职", "legal_basis": "辞职书〔2026〕1号"})
    assert done.status_code == 302
    ending = AppointmentEnd.objects.get()
    assert (ending.reason, ending.legal_basis) == ("辞职", "辞职书〔2026〕1号")
    seen = text_of(house.granter.get(address))
    assert "辞职书〔2026〕1号" in seen
    assert "立即终止任职" not in seen
    again = house.granter.post(address, {"reason": "辞职", "legal_basis": "x"})
    assert "I10" in text_of(again)
    assert list(verify()) == []


@pytest.mark.parametrize("whose", [0, 1])
def test_no_granter_is_left_alone_for_ever(house: House, whose: int) -> None:
    """One of two could end the other's office, and nobody could ever be appointed again."""
    row = Appointment.objects.get(person=house.a.granters[whose])
    paper = {"reason": "调离", "legal_basis": "县委文件〔2026〕9号"}
    before = counted()
    answer = house.granter.post(f"/admin/offices/{row.pk}/", paper)
    assert answer.status_code == 403
    assert "(I6)" in text_of(answer) or "I6" in text_of(answer)
    assert counted() == before
    house.a.appoint("第三授权", Office.GRANTER, area=house.a.county)
    assert house.granter.post(f"/admin/offices/{row.pk}/", paper).status_code == 302
    assert AppointmentEnd.objects.get().appointment == row
    town = Appointment.objects.get(person=house.a["乙镇授权"])
    third = house.client("第三授权")
    assert third.post(f"/admin/offices/{town.pk}/", paper).status_code == 302


def test_an_office_that_has_not_begun_can_be_ended_too(house: House) -> None:
    row = appoint(
        person=house.a["理事二"],
        office=Office.VILLAGERS_REPRESENTATIVE,
        area=house.a.area,
        starts_on=date(2100, 1, 1),
        category="villager",
        legal_basis="决议",
        by=house.a.granters[0],
        confirmed_by=house.a.granters[1],
        at=AT,
    )
    address = f"/admin/offices/{row.pk}/"
    assert "立即终止任职" in text_of(house.granter.get(address))
    house.granter.post(address, {"reason": "决议作废", "legal_basis": "决议〔2026〕9号"})
    assert AppointmentEnd.objects.get().appointment == row
    assert "立即终止任职" not in text_of(house.granter.get(address))


def test_strangers_end_nothing(house: House) -> None:
    row = Appointment.objects.get(person=house.a["理事二"])
    strangers = house.strangers()
    before = counted()
    for who, client in strangers.items():
        given = {"reason": "x", "legal_basis": "y"}
        assert client.post(f"/admin/offices/{row.pk}/", given).status_code in {403, 404}, who
    assert counted() == before
    assert "立即终止任职" not in text_of(
        strangers["this village's clerk"].get(f"/admin/offices/{row.pk}/")
    )


def test_the_list_by_place_and_by_office(house: House) -> None:
    everywhere = text_of(house.granter.get("/admin/offices/"))
    assert "乙镇授权" in everywhere
    here = text_of(house.granter.get(f"/admin/offices/?area={house.a.area.code}"))
    assert "理事长" in here
    assert "乙镇授权" not in here
    chairs = text_of(house.granter.get("/admin/offices/?office=council_chair"))
    assert "理事长</a>" in chairs
    assert "理事二</a>" not in chairs
    assert "理事长</a>" not in text_of(house.granter.get("/admin/offices/?when=past"))
    elsewhere = house.client("乙文书").get(f"/admin/offices/?area={house.a.area.code}")
    assert elsewhere.status_code == 404


def test_the_preview_names_the_matters_one_would_stay_out_of(house: House) -> None:
    from gongshi.matters.services import add_beneficiaries, open_matter, record_act

    home = house.a.household("12", "卞示例")
    matter = open_matter(kind="x", title="化肥分配", area=house.a.area, at=AT)
    record_act(
        by=house.a["理事二"],
        duty=Duty.DRAFT_PLAN,
        matter=matter,
        at=AT,
        kind="x",
        write=lambda _act: add_beneficiaries(matter=matter, version=1, households=[home]),
    )
    given = wish(house, office="council_member", name="卞示例", id_number="")
    look = text_of(house.granter.post("/admin/offices/appoint/", given))
    assert "化肥分配" in look
    assert "I3" in look


@pytest.mark.parametrize("many", [1, 3, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(house: House, many: int) -> None:
    for number in range(many):
        house.a.appoint(f"代表{number}", Office.VILLAGERS_REPRESENTATIVE, area=house.beside)
    house.granter.get("/admin/offices/")
    with CaptureQueriesContext(connection) as asked_for:
        house.granter.get(f"/admin/offices/?area={house.beside.code}")
    assert len(asked_for) == LIST_QUERIES


#: Session, gate and menu included.
LIST_QUERIES = 16


def test_whoever_is_registered_for_an_office_has_an_identity(house: House) -> None:
    before = Person.objects.count(), Identity.objects.count()
    ask(house)
    assert (Person.objects.count(), Identity.objects.count()) == (before[0] + 1, before[1] + 1)
