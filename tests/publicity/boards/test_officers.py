"""The page that says who decides, who uses and who watches: true today, for everyone to read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongshi.offices.duties import DUTIES, SIDES, Office, Side
from gongshi.offices.models import Appointment
from gongshi.offices.services import end_appointment
from gongshi.offices.setup import erase_identity
from gongshi.people.services.persons import correct_identity
from gongshi.verdict import ALLOWED
from publicity.boards.officers import PARTS
from tests.village import AT, Village, staffed_village

DAY = AT + timedelta(days=1)


@pytest.fixture
def village(db: None, monkeypatch: pytest.MonkeyPatch) -> Village:
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: DAY)
    return staffed_village()


def parts(village: Village, client: Client) -> list[str]:
    """Give the text of the page, cut at its headings."""
    page = client.get(f"/a/{village.area.code}/offices/")
    assert page.status_code == 200
    return page.content.decode().split("<h2>")[1:]


def test_everyone_stands_under_what_their_office_does(village: Village, client: Client) -> None:
    _rule, decides, uses, watches, *_rest = parts(village, client)
    for name in ("理事长", "理事七"):
        assert name in decides
        assert name not in uses + watches
    for name in ("主任", "委员甲", "地方镇 会计"):
        assert name in uses
        assert name not in watches
    for name in ("监委甲", "地方镇 乡镇审核人", "镇审核", "平邑县 部门审批人"):
        assert name in watches


def test_an_office_nobody_holds_is_called_vacant(village: Village, client: Client) -> None:
    decides, *_rest = parts(village, client)[1:]
    assert "村民代表" in decides
    assert "空缺" in decides
    assert decides.count("空缺") == 1
    assert "第一书记" not in client.get(f"/a/{village.area.code}/offices/").content.decode()


def test_an_office_of_another_village_or_of_the_county_is_not_this_village_s(
    village: Village, client: Client
) -> None:
    village.appoint("县会计", Office.ACCOUNTANT, area=village.county)
    assert "县会计" not in "".join(parts(village, client))


def test_who_leaves_an_office_leaves_the_page_at_once(
    village: Village, client: Client, django_capture_on_commit_callbacks
) -> None:
    assert "监委乙" in "".join(parts(village, client))
    held = Appointment.objects.get(person=village["监委乙"])
    with django_capture_on_commit_callbacks(execute=True):
        end_appointment(
            appointment=held,
            reason="辞职",
            legal_basis="辞职报告",
            by=village.granters[0],
            at=DAY - timedelta(minutes=1),
        )
    assert "监委乙" not in "".join(parts(village, client))
    assert "监委乙" not in client.get(f"/a/{village.area.code}/").content.decode()


@pytest.mark.parametrize("act", ["correct", "erase"])
def test_a_name_corrected_or_deleted_leaves_the_page_at_once(
    village: Village, client: Client, django_capture_on_commit_callbacks, act: str
) -> None:
    assert "监委乙" in "".join(parts(village, client))
    first, second = village.granters
    with django_capture_on_commit_callbacks(execute=True):
        if act == "correct":
            correct_identity(
                person=village["监委乙"],
                name="监委丙",
                reason="写错",
                by=first,
                allowed=ALLOWED,
                at=DAY,
            )
        else:
            erase_identity(
                person=village["监委乙"],
                ground="个人信息保护法第四十七条",
                area=village.area,
                by=first,
                confirmed_by=second,
                at=DAY,
            )
    page = "".join(parts(village, client))
    assert "监委乙" not in page
    assert ("监委丙" if act == "correct" else "监委甲、—") in page


def test_a_member_of_both_is_named_with_what_that_keeps_them_from(
    village: Village, client: Client
) -> None:
    assert len(parts(village, client)) == 4
    Appointment.objects.create(
        person=village["理事二"],
        office=Office.COMMITTEE_MEMBER.value,
        area=village.area,
        starts_on=AT.date(),
        legal_basis="选举结果公告",
        granted_at=AT,
    )
    cache.clear()
    both = parts(village, client)[4]
    assert "理事二" in both
    assert "不参加表决" in both


def test_only_a_village_has_this_page(village: Village, client: Client) -> None:
    assert client.get(f"/a/{village.township.code}/offices/").status_code == 404


def test_no_office_stands_where_its_duties_are_not() -> None:
    """What the page says of a side is what the table of duties says of its offices."""
    decides, uses, watches = (
        {SIDES.get(duty) for office in part.offices for duty in DUTIES[office]} for part in PARTS
    )
    assert Side.USER not in decides | watches
    assert Side.CARRIER not in uses | watches
    assert {Side.GOVERNMENT, Side.SUPERVISION} <= watches
    assert not {Side.GOVERNMENT, Side.SUPERVISION} & (decides | uses)


def test_the_page_asks_the_database_the_same_however_many_hold_offices(
    village: Village, client: Client
) -> None:
    counts = []
    for many in (1, 2, 27):
        for number in range(many):
            village.appoint(f"代表{many}-{number}", Office.VILLAGERS_REPRESENTATIVE)
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            parts(village, client)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 12
