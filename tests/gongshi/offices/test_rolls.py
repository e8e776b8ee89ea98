"""Importing who is in office: two granters, known people of age, women marked, seats free."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongshi.offices.models import Appointment
from gongshi.people.names import name_of
from gongshi.spreadsheets.models import ImportBatch
from gongshi.verdict import RuleBroken
from tests.gongshi.offices.conftest import FAMILIES, MOTHER, OTHER, SON, Clerks, everything
from tests.gongshi.offices.test_home_imports import said, states
from tests.gongshi.people.numbers import invented

BASIS = "村民代表会议决议〔2026〕1号"
CHILD = ["2", "", "", "小示例", "孙女", invented("20100301", 2), "", ""]
REPRESENTATIVES = ["姓名", "身份证号", "是否妇女", "任职依据", "起始日期"]
COUNCIL = ["姓名", "身份证号码", "职务", "代表类别", "依据文件", "任期开始"]
COMMITTEE = ["姓名", "职务", "任职依据"]


@pytest.fixture
def office(office: Clerks) -> Clerks:
    office.homes([*FAMILIES, CHILD])
    return office


def sent(
    office: Clerks, kind: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> ImportBatch:
    return office.send(f"offices.{kind}", headings, rows, by="first")


def refused(office: Clerks, batch: ImportBatch, rule: str = "SHEET-60", by: str = "second") -> None:
    before = everything()
    with pytest.raises(RuleBroken) as broken:
        office.accept(batch, by=by)
    assert broken.value.verdict.rule == rule
    assert everything() == before


def test_representatives_take_office_on_the_word_of_two_granters(office: Clerks) -> None:
    rows = [
        ["葛示例", "", "否", BASIS, "2026-01-10"],
        ["卞示例", "", "是", BASIS, "2026-01-10"],
        ["丁示例", OTHER, "女", BASIS, ""],
    ]
    batch = sent(office, "representatives", REPRESENTATIVES, rows)
    refused(office, batch, "I6", by="first")
    refused(office, batch, "I6", by="clerk")
    assert office.accept(batch, by="second") == {"appointments": 3}
    held = Appointment.objects.filter(office="villagers_representative").order_by("pk")
    assert [(name_of(row.person), row.category) for row in held] == [
        ("葛示例", "villager"),
        ("卞示例", "woman"),
        ("丁示例", "woman"),
    ]
    first = held[0]
    assert (str(first.starts_on), first.legal_basis) == ("2026-01-10", BASIS)
    assert [first.requester, first.confirmer] == list(office.village.granters)
    again = sent(office, "representatives", REPRESENTATIVES, rows[:1])
    assert states(again)[2] == "unchanged"
    assert office.accept(again, by="second") == {"appointments": 0}


def test_a_council_is_entered_with_whom_each_stands_for(office: Clerks) -> None:
    rows = [
        ["葛示例", "", "理事长", "离任村干部", BASIS, ""],
        ["卞示例", "", "理事", "妇女代表", BASIS, ""],
        ["葛示范", SON, "理事", "贫困户代表", BASIS, ""],
    ]
    assert office.accept(sent(office, "council", COUNCIL, rows), by="second") == {"appointments": 3}
    held = Appointment.objects.filter(office__startswith="council").order_by("pk")
    assert [(row.office, row.category) for row in held] == [
        ("council_chair", "old_cadre"),
        ("council_member", "woman"),
        ("council_member", "poor_household"),
    ]
    batch = sent(office, "council", COUNCIL, [["葛示范", "", "理事", "村民代表", BASIS, ""]])
    assert said(batch)[2] == {"ROLL-7"}
    batch = sent(office, "council", COUNCIL, [["丁示例", "", "理事长", "村民代表", BASIS, ""]])
    assert said(batch)[2] == {"I10"}
    refused(office, batch)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (["无此人", "", "否", BASIS, ""], "ROLL-1"),
        (["小示例", "", "是", BASIS, ""], "ROLL-3"),
        (["卞示例", MOTHER, "否", BASIS, ""], "ROLL-4"),
        (["葛示范", SON, "是", BASIS, ""], "ROLL-4"),
        (["葛示例", "", "也许", BASIS, ""], "ROLL-6"),
        (["葛示例", "", "否", "", ""], "OFFICE-1"),
        (["葛示例", "", "否", BASIS, "下个月"], "SHEET-42"),
        (["葛示例", 371326195506071234.0, "否", BASIS, ""], "SHEET-40"),
    ],
)
def test_one_wrong_row_appoints_nobody(office: Clerks, row: list[object], rule: str) -> None:
    good = ["丁示例", "", "是", BASIS, ""]
    batch = sent(office, "representatives", REPRESENTATIVES, [good, row])
    assert rule in said(batch)[3]
    refused(office, batch)


def test_eighteen_on_the_first_day_is_enough(office: Clerks) -> None:
    for starts, rule in (("2028-02-29", {"ROLL-3"}), ("2028-03-01", set())):
        row = ["小示例", "", "是", BASIS, starts]
        batch = sent(office, "representatives", REPRESENTATIVES, [row])
        assert said(batch)[2] == rule


def test_offices_that_exclude_each_other_are_named_with_their_row(office: Clerks) -> None:
    rows = [["葛示例", "主任", BASIS], ["卞示例", "委员", BASIS], ["丁示例", "支部书记", BASIS]]
    assert (
        office.accept(sent(office, "committee", COMMITTEE, rows), by="second")["appointments"] == 3
    )
    batch = sent(office, "supervisory", ["姓名", "任职依据"], [["葛示例", BASIS]])
    assert said(batch)[2] == {"SSD"}
    refused(office, batch)
    kin = [["葛示例", "", "葛示范", "", "儿子"]]
    headings = ["本人姓名", "本人身份证号", "亲属姓名", "亲属身份证号", "关系"]
    office.accept(office.send("people.kinship", headings, kin))
    batch = sent(office, "supervisory", ["姓名", "任职依据"], [["葛示范", BASIS]])
    refused(office, batch, "SSD")


def test_one_list_names_nobody_twice_and_one_director(office: Clerks) -> None:
    rows = [["葛示例", "主任", BASIS], ["葛示例", "主任", BASIS], ["丁示例", "主任", BASIS]]
    batch = sent(office, "committee", COMMITTEE, rows)
    assert "ROLL-5" in said(batch)[3]
    assert "I10" in said(batch)[4]
    refused(office, batch)
    wrong = sent(office, "committee", COMMITTEE, [["葛示例", "村长助理", BASIS]])
    assert said(wrong)[2] == {"ROLL-6"}


def test_only_granters_send_lists(office: Clerks) -> None:
    with pytest.raises(RuleBroken) as broken:
        office.send("offices.committee", COMMITTEE, [["葛示例", "主任", BASIS]])
    assert broken.value.verdict.rule == "I6"
    assert not ImportBatch.objects.filter(kind="offices.committee").exists()
