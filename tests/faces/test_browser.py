"""Every sample page holds in a real browser: axe, width, letters, fingers, weight, no scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from gongshi.desk.styleguide import SAMPLES

from .pages import (
    FINGERS,
    LETTERS,
    MODES,
    WIDTHS,
    letters,
    opened,
    small_targets,
    too_wide,
    violations,
    weigh,
)

pytestmark = pytest.mark.browser


def every(names: Any = SAMPLES) -> Any:
    return pytest.mark.parametrize("name", list(names))


@every()
@pytest.mark.parametrize("mode", list(MODES))
def test_no_axe_violation_and_no_sideways_scrolling(
    browser: Browser, guide: str, name: str, mode: str
) -> None:
    with opened(browser, f"{guide}{name}/", mode=mode) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page) == [], f"{width} px"
            assert too_wide(page) == 0, f"{width} px"


@every()
@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_letters_are_large_and_targets_wide(
    browser: Browser, guide: str, name: str, mode: str
) -> None:
    with opened(browser, f"{guide}{name}/", mode=mode, width=360) as page:
        assert letters(page) == LETTERS[mode]
        assert small_targets(page, FINGERS[mode]) == []
        page.set_viewport_size({"width": 1280, "height": 800})
        widest = page.evaluate(
            "Math.max(0, ...[...document.querySelectorAll('p')].map(p => p.clientWidth"
            " / parseFloat(getComputedStyle(p).fontSize)))"
        )
        assert 20 < widest <= 40


@every()
def test_a_page_is_light_and_calls_no_stranger(browser: Browser, guide: str, name: str) -> None:
    asked, weight = weigh(browser, f"{guide}{name}/")
    host = guide.removesuffix("/styleguide/")
    assert [url for url in asked if not url.startswith(host)] == []
    assert 3 <= len(asked) <= 6
    assert 0 < weight <= 50_000


@every()
def test_nothing_needs_a_script(browser: Browser, guide: str, name: str) -> None:
    with opened(browser, f"{guide}{name}/", scripts=False) as page:
        assert page.locator("h1").count() == 1
        assert page.locator("[data-listen]:visible, [data-print]:visible").count() == 0
        for form in page.locator("form").all():
            assert form.locator("button[type=submit]").count() == 1


@every()
def test_no_inline_script_or_style(client: Any, settings: Any, name: str) -> None:
    settings.DEBUG = True
    html = client.get(f"/styleguide/{name}/").content.decode()
    assert "<style" not in html
    assert " style=" not in html
    assert "javascript:" not in html
    assert html.count("<script") == html.count('<script src="')
    assert not any(f" on{event}=" in html for event in ("click", "change", "submit", "load"))
