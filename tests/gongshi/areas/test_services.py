"""Loading published codes: Linyi with its townships, and the odd ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gongshi.areas.models import Area
from gongshi.areas.rules import Level
from gongshi.areas.services import Place, load, touch
from gongshi.verdict import RuleBroken

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data" / "areas"
FILES = [str(DATA / name) for name in ("streets.csv", "areas.csv", "cities.csv")]


def below(code: str) -> list[str]:
    return list(Area.objects.filter(parent=code.ljust(12, "0")).values_list("name", flat=True))


def test_linyi_has_thirteen_counties_and_pingyi_fourteen_townships(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("load_areas", *FILES)
    assert "39 new, 0 renamed, 0 same" in capsys.readouterr().out
    assert len(below("3713")) == 13
    assert len(below("371326")) == 14
    assert "地方镇" in below("371326")
    assert below("371371") == ["罗西街道", "马厂湖镇"]
    call_command("load_areas", *FILES)
    assert "0 new, 0 renamed, 39 same" in capsys.readouterr().out


def test_a_city_without_counties_has_its_streets_below_it() -> None:
    call_command("load_areas", *FILES)
    city = Area.objects.get(code="441900000000")
    assert (city.name, city.level, city.parent) == ("东莞市", "county", None)
    load([Place("4419", "东莞市")])
    assert Area.objects.get(code="441900000000").level == "county"
    assert below("441900") == ["东城街道", "南城街道", "万江街道", "莞城街道"]


def test_a_city_becomes_a_county_when_the_list_of_counties_comes_later() -> None:
    call_command("load_areas", FILES[2])
    assert Area.objects.get(code="441900000000").level == "prefecture"
    call_command("load_areas", *FILES[:2])
    assert Area.objects.get(code="441900000000").level == "county"


def test_a_county_run_by_its_province_hangs_below_no_prefecture() -> None:
    call_command("load_areas", *FILES)
    assert not Area.objects.filter(code__in=["419000000000", "429000000000"]).exists()
    for code, name in (("419001", "济源市"), ("659001", "石河子市")):
        area = Area.objects.get(code=code.ljust(12, "0"))
        assert (area.name, area.level, area.parent) == (name, "county", None)


def test_villages_follow_and_names_change() -> None:
    call_command("load_areas", *FILES)
    assert load([Place("371326106201", " 示范村 ")])["new"] == 1
    village = Area.objects.get(code="371326106201")
    assert (village.name, village.level, village.parent_id) == ("示范村", "village", "371326106000")
    before = Area.objects.get(code="371326000000").revision
    assert load([Place("371326106201", "新示范村")])["renamed"] == 1
    assert Area.objects.get(code="371326000000").revision == before + 1


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        (Place("371326106201", "示范村"), "AREA-3"),
        (Place("37132610", "八位"), "AREA-3"),
        (Place("3713261062011", "十三位"), "AREA-1"),
        (Place("371326106", "镇", Level.COUNTY), "AREA-1"),
        (Place("371326", " "), "AREA-2"),
        (Place("371326", "长" * 61), "AREA-2"),
    ],
)
def test_a_wrong_row_loads_nothing(place: Place, rule: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        load([Place("371302", "兰山区"), place])
    assert broken.value.verdict.rule == rule
    assert not Area.objects.exists()


def test_a_file_of_another_shape_is_refused_in_words(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("代码,名称\n371326,平邑县\n", encoding="utf-8")
    with pytest.raises(CommandError, match="code and name"):
        call_command("load_areas", str(wrong))
    with pytest.raises(CommandError):
        call_command("load_areas", str(tmp_path / "absent.csv"))
    orphan = tmp_path / "orphan.csv"
    orphan.write_text("code,name\n371326106,地方镇\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"\[AREA-3\]"):
        call_command("load_areas", str(orphan))
    assert not Area.objects.exists()


def test_a_touch_reaches_everything_above_and_nothing_beside() -> None:
    call_command("load_areas", *FILES)
    touch("371326106000")
    raised = Area.objects.filter(revision=1).values_list("code", flat=True)
    assert set(raised) == {"371326106000", "371326000000"}
