"""A show of hands by seven members fits one phone screen and works by finger and keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from .pages import opened

pytestmark = pytest.mark.browser


def test_seven_members_and_the_button_are_on_one_screen(browser: Browser, guide: str) -> None:
    with opened(browser, f"{guide}vote/", width=360) as page:
        assert page.locator(".hands fieldset").count() == 7
        last = page.locator(".hands fieldset").last.bounding_box()
        button = page.locator(".tally button").bounding_box()
        assert last["y"] + last["height"] <= 740
        assert button["y"] + button["height"] <= 740
        assert last["y"] + last["height"] <= button["y"], "the bar covers no member"


def test_a_tap_chooses_and_the_tally_follows(browser: Browser, guide: str) -> None:
    with opened(browser, f"{guide}vote/", width=360) as page:
        assert page.locator("[data-tally=reject]").inner_text() == "1"
        page.locator(".hands fieldset").first.locator(".hand.no").click()
        assert page.locator("[data-tally=reject]").inner_text() == "2"
        assert page.locator("[data-tally=approve]").inner_text() == "3"
        page.keyboard.press("ArrowLeft")
        assert page.locator("input[name=vote-1][value=approve]").is_checked()


def test_without_scripts_a_tap_still_chooses(browser: Browser, guide: str) -> None:
    with opened(browser, f"{guide}vote/", width=320, scripts=False) as page:
        page.locator(".hands fieldset").first.locator(".hand.no").click()
        assert page.locator("input[name=vote-1][value=reject]").is_checked()
