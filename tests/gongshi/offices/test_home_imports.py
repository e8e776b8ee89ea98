"""Importing households and kinship as clerks send them: what is new, changed, the same, wrong."""

from __future__ import annotations

import pytest

from gongshi.people.models import Household, Kinship, Person
from gongshi.people.names import name_of
from gongshi.people.sealing import unseal
from gongshi.spreadsheets.models import ImportBatch
from gongshi.spreadsheets.queries import preview
from gongshi.verdict import RuleBroken
from tests.gongshi.offices.conftest import (
    FAMILIES,
    FATHER,
    HOMES,
    MOTHER,
    OTHER,
    SON,
    Clerks,
    everything,
)
from tests.gongshi.people.numbers import invented


def states(batch: ImportBatch) -> dict[int, str]:
    return dict(batch.rows.values_list("row_number", "state"))


def said(batch: ImportBatch) -> dict[int, set[str]]:
    return {row.number: {each.rule for each in row.messages} for row in preview(batch).rows}


def test_families_are_entered_once(office: Clerks) -> None:
    batch = office.send("people.homes", HOMES, FAMILIES)
    assert set(states(batch).values()) == {"new"}
    assert office.accept(batch) == {"households": 2, "rows": 5, "people": 5}
    first = Household.objects.get(number="1")
    assert (first.area_id, first.group) == (office.village.area.code, "一组")
    members = {(name_of(row.person), row.is_head, row.relation) for row in first.members.all()}
    assert members == {("葛示例", True, ""), ("卞示例", False, "配偶"), ("葛示范", False, "之子")}
    head = first.members.get(is_head=True).person
    assert unseal(head.key, head.identity.sealed).phone == "19905396901"
    before = everything()
    again = office.send("people.homes", HOMES, FAMILIES)
    assert set(states(again).values()) == {"unchanged"}
    office.accept(again)
    assert everything() == before


def test_synonyms_and_another_order_read_the_same(office: Clerks) -> None:
    headings = ["身份证号码", "家庭成员姓名", "称谓", "户号", "组别"]
    rows = [[row[5], row[3], row[4], row[0], row[1]] for row in FAMILIES]
    assert office.accept(office.send("people.homes", headings, rows))["people"] == 5
    assert Household.objects.get(number="2").members.count() == 2


def test_changes_are_shown_and_written(office: Clerks) -> None:
    office.homes()
    rows = [
        ["1", "三组", "", "葛示例", "父亲", FATHER, "19905396902", ""],
        ["1", "三组", "", "葛示范", "户主", SON, "", ""],
        ["1", "三组", "", "小示例", "之女", invented("20200101", 2), "", ""],
        ["2", "二组", "", "丁孙儿", "孙子", invented("20100101", 3), "", ""],
        ["3", "三组", "", "新示例", "户主", "", "", ""],
    ]
    batch = office.send("people.homes", HOMES, rows)
    assert list(states(batch).values()) == ["changed", "changed", "new", "changed", "new"]
    assert office.accept(batch) == {"households": 1, "rows": 5, "people": 2}
    home = Household.objects.get(number="1")
    assert (home.group, home.members.filter(ends_on=None).count()) == ("三组", 4)
    assert name_of(home.members.get(is_head=True).person) == "葛示范"
    words = {name_of(row.person): row.relation for row in home.members.all()}
    assert words["葛示例"] == "父亲"
    known = [unseal(row.person_id, row.person.identity.sealed) for row in home.members.all()]
    assert {facts.phone for facts in known} == {"19905396902", ""}
    assert Person.objects.filter(memberships__household__number="2").count() == 2


@pytest.mark.parametrize(
    ("rows", "at_row", "rule"),
    [
        ([*FAMILIES, ["3", "", "", "戊示例", "户主", FATHER, "", ""]], 7, "HOME-6"),
        ([*FAMILIES, ["1", "", "", "葛示例", "之女", "", "", ""]], None, None),
        ([FAMILIES[0], ["1", "", "", "戊示例", "户主", "", "", ""]], 2, "HOME-1"),
        ([FAMILIES[1]], 2, "HOME-1"),
        ([FAMILIES[0], ["1", "", "", "戊示例", "邻居", "", "", ""]], 3, "HOME-5"),
        ([["1", "", "", "葛示例", "户主", 371326195506071234.0, "", ""]], 2, "SHEET-40"),
        ([["1", "", "", "葛示例", "户主", "110105194912310021", "", ""]], 2, "ID-4"),
        ([["1", "", "", "葛3", "户主", "", "", ""]], 2, "NAME-1"),
        ([["1", "", "", "葛示例", "户主", "", "12", ""]], 2, "SHEET-41"),
        ([["", "", "", "葛示例", "户主", "", "", ""]], 2, None),
        (
            [
                ["1", "", "", "戊示例", "户主", "", "", ""],
                ["1", "", "", "戊 示例", "配偶", "", "", ""],
            ],
            3,
            "HOME-6",
        ),
    ],
)
def test_one_wrong_row_stops_the_whole_file(
    office: Clerks, rows: list[list[object]], at_row: int | None, rule: str | None
) -> None:
    before = everything()
    batch = office.send("people.homes", HOMES, rows)
    if at_row is None:
        assert batch.counts["error"] == 0  # the same name, but one has a number: two people
        return
    assert states(batch)[at_row] == "error"
    assert rule is None or rule in said(batch)[at_row]
    with pytest.raises(RuleBroken) as broken:
        office.accept(batch)
    assert broken.value.verdict.rule.startswith("SHEET-6")
    assert everything() == before


def test_nobody_moves_and_no_number_changes_hands_by_a_table(office: Clerks) -> None:
    office.homes()
    before = everything()
    rows = [
        ["2", "", "", "葛示范", "孙子", SON, "", ""],
        ["9", "", "", "戊示例", "户主", MOTHER, "", ""],
        ["2", "", "", "丁示例", "户主", OTHER, "", "1999-01-01"],
    ]
    batch = office.send("people.homes", HOMES, rows)
    assert said(batch)[2] == {"HOME-2"}
    assert said(batch)[3] == {"PERSON-1", "HOME-2"}
    assert (said(batch)[4], states(batch)[4]) == ({"HOME-7"}, "warning")
    with pytest.raises(RuleBroken):
        office.accept(batch)
    assert everything() == before


def test_only_who_records_here_may_import(office: Clerks) -> None:
    before = everything()
    with pytest.raises(RuleBroken) as broken:
        office.send("people.homes", HOMES, FAMILIES, by="first")
    assert broken.value.verdict.rule == "I7"
    batch = office.send("people.homes", HOMES, FAMILIES)
    with pytest.raises(RuleBroken):
        office.accept(batch, by="first")
    assert everything() == before


KIN = ["干部姓名", "本人身份证号", "亲属姓名", "亲属身份证号", "与本人关系"]


def test_kinship_is_kept_once_whoever_tells_it(office: Clerks) -> None:
    office.homes()
    rows = [["葛示例", "", "葛示范", "", "儿子"], ["葛示例", FATHER, "卞示例", MOTHER, "妻"]]
    assert office.accept(office.send("people.kinship", KIN, rows)) == {"edges": 2}
    edges = list(Kinship.objects.values())
    other_way = [["葛示范", "", "葛示例", "", "父亲"], ["卞示例", "", "葛示例", "", "丈夫"]]
    batch = office.send("people.kinship", KIN, other_way)
    assert set(states(batch).values()) == {"unchanged"}
    assert office.accept(batch) == {"edges": 0}
    assert list(Kinship.objects.values()) == edges
    for edge in Kinship.objects.all():
        assert edge.one_id < edge.other_id


def test_kinship_refuses_in_laws_strangers_and_contradictions(office: Clerks) -> None:
    office.homes([*FAMILIES, ["2", "", "", "葛示例", "其他", "", "", ""]])
    rows = [
        ["葛示范", "", "卞示例", "", "岳母"],
        ["葛示范", "", "无此人", "", "父亲"],
        ["葛示例", "", "葛示范", "", "儿子"],
        ["葛示范", "", "葛示范", "", "兄弟"],
        ["葛示范", "", "丁示例", "", ""],
    ]
    before = everything()
    batch = office.send("people.kinship", KIN, rows)
    rules = [said(batch)[number] for number in (2, 3, 4, 5)]
    assert rules == [{"KIN-1"}, {"ROLL-1"}, {"ROLL-2"}, {"KIN-1"}]
    assert states(batch)[6] == "error"
    with pytest.raises(RuleBroken):
        office.accept(batch)
    assert everything() == before
    office.accept(office.send("people.kinship", KIN, [["葛示例", FATHER, "卞示例", "", "妻"]]))
    batch = office.send("people.kinship", KIN, [["葛示例", FATHER, "卞示例", "", "姐姐"]])
    assert said(batch)[2] == {"KIN-2"}
