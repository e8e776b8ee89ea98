"""The page of docs/rules that shows what a county may change is what the features declare."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from gongshi.admin.views import in_words
from gongshi.settings.rules import DECLARED

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules" / "parameters.md"


def test_the_page_is_what_the_command_prints(
    settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    if not {"council", "publicity"} <= set(settings.GONGSHI_PLUGINS):  # type: ignore[attr-defined]
        pytest.skip("the page shows both halves")
    call_command("rules")
    assert PAGE.read_text(encoding="utf-8") == capsys.readouterr().out


def test_every_value_has_a_source_and_a_sentence() -> None:
    assert DECLARED
    assert [key for key, rule in DECLARED.items() if not rule.source or not rule.sentence] == []


def test_values_are_shown_in_words_never_in_code(settings: object) -> None:
    if "council" not in settings.GONGSHI_PLUGINS:  # type: ignore[attr-defined]
        pytest.skip("the codes are the council's")
    rule = DECLARED["funds.purposes_allowed"]
    with translation.override("zh-hans"):
        shown = in_words(rule.value, rule.words)
    assert shown.count("、") == len(rule.value) - 1
    assert not re.search("[a-z_]", shown), shown
