"""Accounts in the admin: who has one, slips on paper, closing; and who may do none of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongshi.offices.duties import Office
from gongshi.people.models import User
from gongshi.people.services.accounts import choose_password
from gongshi.printing.services import Slip
from gongshi.record.models import Entry
from tests.gongshi.admin.doors import House, counted

pytestmark = pytest.mark.django_db
#: Session, gate and menu included; the same for one person as for thirty.
LIST_QUERIES = 26
GOOD = "地方镇的春天2026"


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Slip]:
    """Catch what would be printed: rendering a PDF is tried elsewhere."""
    slips: list[Slip] = []

    def catch(given: list[Slip]) -> bytes:
        slips.extend(given)
        return b"%PDF"

    monkeypatch.setattr("gongshi.offices.printing.slips_pdf", catch)
    return slips


def asked(house: House, *names: str, area: str = "") -> dict[str, Any]:
    keys = [str(house.a[name].key) for name in names]
    return {"area": area or house.a.area.code, "person": keys}


def page(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def row(text: str, name: str) -> str:
    [found] = [each for each in re.findall(r"<tr>.*?</tr>", text) if f">{name}<" in each]
    return found


def test_a_granter_opens_accounts_and_prints_their_slips(house: House, printed: list[Slip]) -> None:
    code = house.a.area.code
    text = page(house.granter, f"/admin/accounts/?area={code}")
    assert "未开通" in row(text, "理事长")
    look = house.granter.post("/admin/accounts/check/", asked(house, "理事长", "理事二"))
    assert "开通账号" in look.content.decode()
    assert "打印2张登录条" in look.content.decode()
    assert not User.objects.filter(person=house.a["理事长"]).exists()
    answer = house.granter.post("/admin/accounts/slips/", asked(house, "理事长", "理事二"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert {slip.name for slip in printed} == {"理事长", "理事二"}
    text = page(house.granter, f"/admin/accounts/?area={code}")
    assert "登录条已打印，未使用" in row(text, "理事长")
    assert "授权甲" in row(text, "理事长")
    assert printed[0].code not in text
    first = Entry.objects.filter(kind="account.opened").first()
    assert first is not None
    assert first.actor == house.a.granters[0].key.hex


def test_its_holder_is_told_who_printed_the_slip(house: House, printed: list[Slip]) -> None:
    house.granter.post("/admin/accounts/slips/", asked(house, "理事长"))
    from django.test import Client

    phone = Client()
    given = {"username": printed[0].login, "slip": printed[0].code}
    assert phone.post("/desk/slip/", given).status_code == 302
    assert "授权甲" in phone.get("/desk/password/").content.decode()
    phone.post("/desk/password/", {"password": GOOD, "again": GOOD})
    said = phone.get("/desk/").content.decode()
    assert "授权甲" in said
    assert "登录条" in said


def test_a_new_slip_for_an_account_in_use_says_what_it_ends(
    house: House, printed: list[Slip]
) -> None:
    house.granter.post("/admin/accounts/slips/", asked(house, "理事长"))
    account = User.objects.get(person=house.a["理事长"])
    choose_password(account=account, password=GOOD, at=timezone.now())
    look = house.granter.post("/admin/accounts/check/", asked(house, "理事长"))
    assert "原密码立即失效" in look.content.decode()
    house.granter.post("/admin/accounts/slips/", asked(house, "理事长"))
    assert not User.objects.get(pk=account.pk).check_password(GOOD)


def test_one_granter_never_holds_slips_of_both_sides_of_a_village(
    house: House, printed: list[Slip]
) -> None:
    """ACCOUNT-7: whoever could come in on both sides could decide and carry out alone."""
    house.granter.post("/admin/accounts/slips/", asked(house, "理事长"))
    text = row(page(house.granter, f"/admin/accounts/?area={house.a.area.code}"), "主任")
    assert "ACCOUNT-7" in text
    assert "checkbox" not in text
    before = counted()
    for name, area in (("主任", house.a.area.code), ("会计", house.a.township.code)):
        answer = house.granter.post("/admin/accounts/slips/", asked(house, name, area=area))
        assert answer.status_code == 403
        assert "ACCOUNT-7" in answer.content.decode()
    look = house.other_granter.post("/admin/accounts/check/", asked(house, "理事二", "委员甲"))
    assert "ACCOUNT-7" in look.content.decode()
    assert "(PDF)" not in look.content.decode()
    both = house.granter.post("/admin/accounts/slips/", asked(house, "理事二", "委员甲"))
    assert both.status_code == 403
    assert counted() == before
    answer = house.other_granter.post("/admin/accounts/slips/", asked(house, "主任"))
    assert answer.status_code == 200
    refused = house.other_granter.post("/admin/accounts/slips/", asked(house, "理事二"))
    assert "ACCOUNT-7" in refused.content.decode()
    neutral = house.other_granter.post("/admin/accounts/slips/", asked(house, "监委甲", "文书"))
    assert neutral.status_code == 200


def test_the_other_villages_sides_do_not_count(house: House, printed: list[Slip]) -> None:
    house.a.appoint("乙主任", Office.COMMITTEE_DIRECTOR, area=house.beside)
    house.granter.post("/admin/accounts/slips/", asked(house, "理事长"))
    answer = house.granter.post(
        "/admin/accounts/slips/", asked(house, "乙主任", area=house.beside.code)
    )
    assert answer.status_code == 200


def test_nobody_takes_over_an_account_above_them(house: House, printed: list[Slip]) -> None:
    """ACCOUNT-5, ACCOUNT-6: neither another granter's nor one with an office elsewhere."""
    a = house.a
    a.appoint("乙审核", Office.TOWNSHIP_REVIEWER, area=house.town)
    a.appoint("乙审核", Office.ORGANISATION_FILER, area=a.county)
    elsewhere, above = house.client("乙镇授权"), house.granter
    before = counted()
    for name in ("乙审核", "乙镇授权"):
        answer = elsewhere.post("/admin/accounts/slips/", asked(house, name, area=house.town.code))
        assert answer.status_code == 403
        assert "ACCOUNT-" in answer.content.decode()
    a.people["授权乙"] = a.granters[1]
    answer = above.post("/admin/accounts/slips/", asked(house, "授权乙", area=a.county.code))
    assert "ACCOUNT-5" in answer.content.decode()
    assert counted() == before
    assert (
        house.granter.post(
            "/admin/accounts/slips/", asked(house, "乙审核", area=house.town.code)
        ).status_code
        == 200
    )


def test_an_account_is_closed_with_a_reason_after_saying_what_that_means(house: House) -> None:
    account = house.account("理事长")
    address = f"/admin/accounts/{house.a['理事长'].key}/close/"
    assert "不再启用" in page(house.granter, address)
    assert house.granter.post(address, {"reason": " "}).status_code == 200
    assert User.objects.get(pk=account.pk).is_active
    assert house.granter.post(address, {"reason": "届满离任"}).status_code == 302
    assert not User.objects.get(pk=account.pk).is_active
    assert Entry.objects.latest("seq").kind == "account.closed"
    text = page(house.granter, f"/admin/accounts/?area={house.a.area.code}")
    assert "已停用" in row(text, "理事长")


def test_strangers_change_nothing(house: House) -> None:
    house.account("理事二")
    strangers = house.strangers()
    before = counted()
    for who, client in strangers.items():
        for name in ("主任", "理事二"):
            slips = client.post("/admin/accounts/slips/", asked(house, name))
            look = client.post("/admin/accounts/check/", asked(house, name))
            close = client.post(f"/admin/accounts/{house.a['理事二'].key}/close/", {"reason": "x"})
            assert slips.status_code in {403, 404}, who
            assert close.status_code in {403, 404}, who
            assert "打印1张登录条" not in look.content.decode(), who
    assert counted() == before
    for who in ("council chair", "system administrator", "superuser"):
        assert strangers[who].get("/admin/accounts/").status_code in {403, 302}, who
    elsewhere = f"/admin/accounts/?area={house.a.area.code}"
    assert strangers["another village's clerk"].get(elsewhere).status_code == 404


def test_a_clerk_sees_how_far_accounts_are_and_nothing_to_press(house: House) -> None:
    text = page(house.client("文书"), "/admin/accounts/")
    assert "未开通" in row(text, "理事长")
    assert "checkbox" not in text
    assert house.account("文书").username not in re.findall(r"<td>(\w+)</td>", text)


def test_a_table_of_ticks_is_read_strictly(house: House) -> None:
    area = house.a.area.code
    for given in ([], ["x"], ["00000000-0000-0000-0000-000000000000"]):
        answer = house.granter.post("/admin/accounts/slips/", {"area": area, "person": given})
        assert answer.status_code in {403, 404}


@pytest.mark.parametrize("many", [1, 3, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(house: House, many: int) -> None:
    for number in range(many):
        house.a.appoint(f"代表{number}", Office.VILLAGERS_REPRESENTATIVE, area=house.beside)
        house.account(f"代表{number}")
    client = house.granter
    client.get("/admin/accounts/")
    with CaptureQueriesContext(
        connection,
    ) as asked_for:
        page(client, f"/admin/accounts/?area={house.beside.code}")
    assert len(asked_for) == LIST_QUERIES
