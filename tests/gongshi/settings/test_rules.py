"""Values a county may change: defaults, overrides, and what the law forbids."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from gongshi.settings.rules import DECLARED, Rule, declare, overrides_hold, read_overrides, rule

SOURCE = "a statute, section 1"


@pytest.fixture(autouse=True)
def declarations(settings: Settings) -> Iterator[None]:
    before = dict(DECLARED)
    settings.GONGSHI_RULES = {}
    declare("trial.days", default=10, floor=5, ceiling=60, source=SOURCE, sentence="Days.")
    declare(
        "trial.forbidden",
        default=("wages", "cars"),
        floor=("wages",),
        source=SOURCE,
        sentence="What.",
    )
    declare("trial.hotline", default=True, floor=True, source=SOURCE, sentence="Whether.")
    yield
    DECLARED.clear()
    DECLARED.update(before)


def test_without_an_override_the_default_holds() -> None:
    assert rule("trial.days") == 10
    assert rule("trial.forbidden") == ("wages", "cars")


@pytest.mark.parametrize("days", [5, 6, 60])
def test_an_override_within_the_limits_holds(settings: Settings, days: int) -> None:
    settings.GONGSHI_RULES = {"trial.days": days}
    assert rule("trial.days") == days
    assert overrides_hold() == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("trial.days", 4),
        ("trial.days", 61),
        ("trial.days", "10"),
        ("trial.days", True),
        ("trial.forbidden", ("cars",)),
        ("trial.hotline", False),
    ],
)
def test_a_laxer_or_malformed_override_stops_the_start(
    settings: Settings, key: str, value: object
) -> None:
    settings.GONGSHI_RULES = {key: value}
    [message] = overrides_hold()
    assert key in message.msg
    with pytest.raises(ImproperlyConfigured, match=key):
        rule(key)


def test_the_refusal_names_the_source(settings: Settings) -> None:
    settings.GONGSHI_RULES = {"trial.days": 4}
    assert SOURCE in overrides_hold()[0].msg


def test_an_unknown_key_stops_the_start(settings: Settings) -> None:
    settings.GONGSHI_RULES = {"trial.dais": 9}
    assert "trial.dais" in overrides_hold()[0].msg


def test_declaring_twice_needs_the_same_meaning() -> None:
    again = declare("trial.days", default=10, floor=5, ceiling=60, source=SOURCE, sentence="Days.")
    assert isinstance(again, Rule)
    with pytest.raises(ImproperlyConfigured, match="already declared"):
        declare("trial.days", default=11, floor=5, source=SOURCE, sentence="Days.")


def test_a_default_below_its_own_floor_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="laxer"):
        declare("trial.short", default=4, floor=5, source=SOURCE, sentence="Days.")


def test_overrides_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(
        '# decision of the county, 2026\ntrial.days = 15\ntrial.named = ["wages", "餐费"]\n'
    )
    assert read_overrides(str(path)) == {"trial.days": 15, "trial.named": ("wages", "餐费")}
    assert read_overrides("") == {}
