"""The doctor finds what is wrong, says what to do, and fails only for what is necessary."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from pytest_django import Settings

from gongshi.admin import examination
from gongshi.clock import SHANGHAI, Calendar

pytestmark = pytest.mark.django_db(transaction=True)


def ask(*words: str) -> tuple[str, bool]:
    out = io.StringIO()
    try:
        call_command("doctor", *words, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code == 0
    return out.getvalue(), True


def finding(key: str) -> dict[str, Any]:
    text, _ = ask("--json")
    return next(row for row in json.loads(text) if row["key"] == key)


def test_this_machine_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Calendar(years=frozenset(range(2020, 2100)))
    monkeypatch.setattr(examination, "calendar", lambda: known)
    text, well = ask()
    assert well, text
    assert "什么也不缺" in text
    assert "Nothing is missing." in ask("--language", "en")[0]


def test_a_missing_library_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(examination.LIBRARIES, "libnone.so.9", "libnone9")
    text, well = ask()
    assert not well
    assert "apt-get install libnone9" in text


def test_a_machine_without_chinese_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "fonts-noto-cjk" in finding("font")["advice"]


@pytest.mark.parametrize(
    ("years", "said"),
    [({2026, 2027}, ""), ({2026}, "2027"), ({2027}, "2026"), (set(), "2026、2027")],
)
def test_years_without_public_holidays_are_a_warning(
    monkeypatch: pytest.MonkeyPatch, years: set[int], said: str
) -> None:
    now = datetime(2026, 12, 31, 23, 0, tzinfo=SHANGHAI)
    monkeypatch.setattr(examination.timezone, "now", lambda: now)
    monkeypatch.setattr(examination, "calendar", lambda: Calendar(years=frozenset(years)))
    found = examination.holidays()
    assert found.well == (not said)
    assert said in found.advice
    assert not found.necessary


def test_the_browser_is_not_necessary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination.shutil, "which", lambda _name: None)
    text, well = ask("--language", "en")
    assert well
    assert "– Browser for tests" in text


def test_a_folder_that_cannot_be_made(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch(0o644)
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert str(settings.MEDIA_ROOT) in finding("folders")["advice"]


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "LEAST_FREE_BYTES", 10**18)
    assert finding("space")["advice"]


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [("TIME_ZONE", "UTC", "time_zone"), ("RECORD_KEY", b"short", "keys")],
)
def test_a_wrong_setting(settings: Settings, name: str, value: object, key: str) -> None:
    setattr(settings, name, value)
    assert finding(key)["advice"]


def test_a_setting_that_loses_acknowledged_votes() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's own settings are not ours to change")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            assert "synchronous=1" in finding("database")["advice"]
        finally:
            cursor.execute("PRAGMA synchronous=FULL")


def test_an_unreachable_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connections["default"], "cursor", unreachable)
    assert "connection refused" in finding("database")["advice"]
    assert finding("migrations")["advice"]


def test_a_waiting_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    executor = examination.MigrationExecutor
    monkeypatch.setattr(executor, "migration_plan", lambda *_: [("one", False)])
    assert "manage.py migrate" in finding("migrations")["advice"]
