"""Production refuses to start on a missing or insecure value, and says which."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]
KEY = "0123456789abcdef" * 4
GOOD = {
    "SECRET_KEY": "kV7-long-and-random-enough-for-a-session-and-a-token-91xQ",
    "IDENTITY_KEY": KEY,
    "RECORD_KEY": KEY[::-1],
    "ALLOWED_HOSTS": "gongshi.example.cn",
    "GONGSHI_BASE_URL": "https://gongshi.example.cn",
    "DATABASE_URL": "sqlite:////tmp/gongshi-never-opened.sqlite3",
}


def start(values: dict[str, str]) -> dict[str, Any]:
    """Read the settings as a fresh process with this environment would."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*GOOD, "CACHE_URL"):
            patch.delenv(name, raising=False)
        for name, value in values.items():
            patch.setenv(name, value)
        return runpy.run_path(str(ROOT / "site" / "gongshi" / "settings" / "production.py"))


def refusal(values: dict[str, str]) -> str:
    with pytest.raises(ImproperlyConfigured) as stopped:
        start(values)
    return str(stopped.value)


def without(*names: str, **changed: str) -> dict[str, str]:
    return {name: value for name, value in {**GOOD, **changed}.items() if name not in names}


def test_a_complete_environment_starts() -> None:
    settings = start(GOOD)
    assert settings["DEBUG"] is False
    assert len(settings["RECORD_KEY"]) == 32
    assert settings["SESSION_COOKIE_NAME"] == "__Host-sid"


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_value_stops_the_start(name: str) -> None:
    assert f"{name} is missing" in refusal(without(name))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (without(SECRET_KEY="short"), "SECRET_KEY is weak"),
        (without(SECRET_KEY="django-insecure-" + "x1y2z3" * 9), "SECRET_KEY is weak"),
        (without(SECRET_KEY="a" * 60), "SECRET_KEY is weak"),
        (without(IDENTITY_KEY="0" * 64), "IDENTITY_KEY is not a key"),
        (without(RECORD_KEY=KEY[:-1]), "RECORD_KEY is not a key"),
        (without(RECORD_KEY=KEY), "are the same"),
        (without(ALLOWED_HOSTS="*"), "must name the site"),
        (without(GONGSHI_BASE_URL="http://gongshi.example.cn"), "must begin with https://"),
        (without(GONGSHI_BASE_URL="https://other.example.cn"), "that ALLOWED_HOSTS does not"),
        (without(DATABASE_URL="mysql://x/y"), "DATABASE_URL must begin"),
        (without(DATABASE_URL="postgres://x/y"), "CACHE_URL is missing"),
        (without(CACHE_URL="memcached://x"), "CACHE_URL must begin"),
    ],
)
def test_an_insecure_value_stops_the_start(values: dict[str, str], sentence: str) -> None:
    assert sentence in refusal(values)


def test_everything_wrong_is_said_at_once() -> None:
    said = refusal({})
    assert all(f"{name} is missing" in said for name in GOOD)


def test_secrets_come_from_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    secret = tmp_path / "record"
    secret.write_text(GOOD["RECORD_KEY"] + "\n")
    secret.chmod(0o600)
    from_file = without("RECORD_KEY", RECORD_KEY_FILE=str(secret))
    assert start(from_file)["RECORD_KEY"] == bytes.fromhex(GOOD["RECORD_KEY"])
    secret.chmod(0o644)
    assert "open to everyone" in refusal(from_file)
    assert "cannot be read" in refusal(without(RECORD_KEY_FILE=str(tmp_path / "none")))


def test_no_secret_is_shown_in_a_refusal() -> None:
    assert "short-secret" not in refusal(without(SECRET_KEY="short-secret"))
