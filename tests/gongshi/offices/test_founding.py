"""``manage.py found``: a county and its first granters from nothing, once."""

from __future__ import annotations

import io
import re
import stat
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from gongshi.areas.models import Area
from gongshi.offices.models import Appointment, AreaUserPermission
from gongshi.people.models import Identity, Person, User
from gongshi.people.names import name_of
from gongshi.people.services.accounts import slip_opens
from gongshi.record.models import Entry

pytestmark = pytest.mark.django_db
TWO = ["--granter", "王示例", "--granter", "李示例"]
BASIS = ["--basis", "平邑县授权文件〔2026〕1号"]
COUNTY = ["--county", "371326", "--name", "平邑县"]


def found(*words: str) -> str:
    out = io.StringIO()
    call_command("found", *words, stdout=out)
    return out.getvalue()


def everything() -> list[int]:
    return [table.objects.count() for table in (Area, Person, Identity, User, Appointment, Entry)]


def refused(*words: str) -> str:
    before = everything()
    with pytest.raises(CommandError) as said:
        found(*words)
    assert everything() == before
    return str(said.value)


def test_one_command_makes_a_county_with_two_granters_who_can_sign_in() -> None:
    said = found(*COUNTY, *TWO, *BASIS)
    assert "平邑县已设立" in said
    held = Appointment.objects.filter(area="371326000000", office="granter").order_by("pk")
    assert [name_of(row.person) for row in held] == ["王示例", "李示例"]
    assert {row.legal_basis for row in held} == {"平邑县授权文件〔2026〕1号"}
    assert Entry.objects.filter(kind="genesis").count() == 1
    slips = re.findall(r"用户名 (\w+)，一次性登录码 ([-\w]+)", said)
    assert [login for login, _code in slips] == ["g371326a", "g371326b"]
    for login, code in slips:
        assert slip_opens(login=login, code=code, at=timezone.now()) is not None
    seen = AreaUserPermission.objects.filter(permission__codename="duty_grant")
    assert seen.count() == 2


def test_a_county_whose_place_is_loaded_needs_no_name() -> None:
    Area.objects.create(code="371326000000", name="平邑县", level="county")
    assert "平邑县已设立" in found("--county", "371326000000", *TWO, *BASIS)


def test_asked_again_it_changes_nothing_and_gives_no_slip() -> None:
    found(*COUNTY, *TWO, *BASIS)
    before = everything()
    said = found(*COUNTY, "--granter", "李示例", "--granter", "王示例", *BASIS)
    assert everything() == before
    assert "manage.py slip" in said
    assert "一次性登录码" not in said


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (["--county", "371326106", "--name", "地方镇", *TWO, *BASIS], "FOUND-1"),
        (["--county", "37132x", "--name", "平邑县", *TWO, *BASIS], "AREA-1"),
        ([*COUNTY, "--granter", "王示例", "--granter", "王 示例", *BASIS], "I6"),
        ([*COUNTY, "--granter", "王示例", "--granter", "1", *BASIS], "NAME-1"),
        ([*COUNTY, *TWO, "--basis", " "], "OFFICE-1"),
    ],
)
def test_what_is_wrong_is_refused_in_chinese_and_nothing_is_left(
    words: list[str], rule: str
) -> None:
    said = refused(*words)
    assert rule in said
    assert "没有任何改动" in said


def test_a_founded_county_refuses_other_granters_and_another_name() -> None:
    found(*COUNTY, *TWO, *BASIS)
    assert "I6" in refused(*COUNTY, "--granter", "王示例", "--granter", "赵示例", *BASIS)
    said = refused("--county", "371326", "--name", "费县", *TWO, *BASIS)
    assert "FOUND-1" in said
    assert "平邑县" in said


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["--name", "平邑县", *TWO, *BASIS], "--county"),
        (["--county", "371326", *TWO, *BASIS], "--name"),
        ([*COUNTY, "--granter", "王示例", *BASIS], "--granter"),
        ([*COUNTY, *TWO], "--basis"),
    ],
)
def test_a_script_is_told_what_is_missing(
    words: list[str], option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert option in refused(*words)


def test_at_the_keyboard_only_what_has_no_default_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(["371326", "平邑县", "王示例", "李示例", "文件1号"])
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda words: asked.append(words) or next(answers))
    assert "平邑县已设立" in found()
    assert len(asked) == 5


def test_slips_on_paper_are_not_shown_and_the_file_is_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "slips.pdf"
    said = found(*COUNTY, *TWO, *BASIS, "--pdf", str(file))
    assert "一次性登录码" not in said
    assert file.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_slips_that_cannot_be_written_found_nothing(tmp_path: Path) -> None:
    refused(*COUNTY, *TWO, *BASIS, "--pdf", str(tmp_path / "nowhere" / "slips.pdf"))
