"""The public pages hold their budgets in a real browser: three modes, three widths, no scripts."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongshi.people.models import User
from publicity.notices.services import withdraw
from publicity.objections.models import Objection
from publicity.objections.services import file_objection
from tests.faces.pages import (
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
from tests.publicity.conftest import displayed, village  # noqa: F401 -- a fixture
from tests.village import AT, Village

from .walk import Clock

pytestmark = pytest.mark.browser

WEIGHT, REQUESTS = 50_000, 6
DESK_WEIGHT = 60_000


class Board:
    """The public pages by name, with an objection filed, a receipt and a withdrawn notice."""

    def __init__(self, village: Village, url: str) -> None:  # noqa: F811 -- not the fixture
        self.url = url
        with transaction.atomic():
            gone = displayed(village, "2")
            withdraw(notice=gone, reason="金额有误，重新公示", by=village["委员乙"], at=AT)
            self.notice = displayed(village)
        _objection, self.code = file_objection(
            notice=self.notice, text="我家四口人", client_key=uuid4(), at=AT, row="r1"
        )
        self.objecting = f"/objections/{self.notice.number}/"
        self.pages = {
            "county": "/",
            "township": f"/a/{village.township.code}/",
            "village": f"/a/{village.area.code}/",
            "offices": f"/a/{village.area.code}/offices/",
            "list": "/notices/",
            "found": "/notices/?q=光伏",
            "notice": f"/gs/{self.notice.number}/",
            "objection": self.objecting,
            "follow": "/objections/",
            "withdrawn": f"/gs/{gone.number}/",
            "nowhere": "/gs/nowhere/",
        }

    def hand_in(self, page: Page) -> None:
        """File an objection as a villager does; the page shows the receipt."""
        page.goto(f"{self.url}{self.objecting}")
        page.locator("[name=row]").select_option("r2")
        page.locator("[name=text]").fill("我家四口人，只算了三口。")
        page.get_by_role("button", name="交上去").click()
        page.wait_for_selector(".code")

    def look(self, page: Page) -> None:
        """Follow the first objection with its code."""
        page.goto(f"{self.url}/objections/")
        page.locator("[name=code]").fill(self.code)
        page.get_by_role("button", name="查看").click()
        page.wait_for_selector(".facts")


@pytest.fixture
def board(
    roots: None,
    village: Village,  # noqa: F811 -- the fixture
    live_server: LiveServer,
    clock: Clock,
) -> Board:
    made = Board(village, live_server.url)
    clock.go_to(AT + timedelta(days=1))
    return made


def faults(page: Page, name: str, mode: str) -> dict[str, object]:
    """Judge a page at every width; give what is wrong, by page and width."""
    found: dict[str, object] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wrong = {
            "axe": violations(page),
            "too wide": too_wide(page),
            "letters": letters(page) - LETTERS[mode],
            "targets": small_targets(page, FINGERS[mode]),
        }
        if any(wrong.values()):
            found[f"{name} {width}"] = {what: which for what, which in wrong.items() if which}
    return found


@pytest.mark.parametrize("mode", list(MODES))
def test_every_public_page_is_readable_and_within_reach(
    browser: Browser, board: Board, mode: str
) -> None:
    found: dict[str, object] = {}
    with opened(browser, f"{board.url}/", mode=mode) as page:
        for name, path in board.pages.items():
            page.goto(f"{board.url}{path}")
            assert page.locator("h1").count() == 1, name
            found |= faults(page, name, mode)
        board.hand_in(page)
        found |= faults(page, "receipt", mode)
        board.look(page)
        found |= faults(page, "answer", mode)
    assert found == {}


def test_every_public_page_is_light_and_calls_no_stranger(browser: Browser, board: Board) -> None:
    for name, path in board.pages.items():
        asked, weight = weigh(browser, f"{board.url}{path}")
        assert [url for url in asked if not url.startswith(board.url)] == [], name
        assert 0 < weight <= WEIGHT, name
        assert 3 <= len(asked) <= REQUESTS, name


def test_every_page_of_the_desk_is_light_and_calls_no_stranger(
    browser: Browser,
    board: Board,
    village: Village,  # noqa: F811 -- the fixture
) -> None:
    clerk = Client()
    clerk.force_login(
        User.objects.create(username="wenshu", person=village["文书"]),
        backend="gongshi.people.backends.PhoneOrName",
    )
    cookies = {name: morsel.value for name, morsel in clerk.cookies.items()}
    for path in (
        "/desk/",
        "/desk/notices/",
        f"/desk/notices/{board.notice.pk}/",
        "/desk/funds/",
        f"/desk/funds/new/{village.area.code}/",
        "/desk/meetings/",
        "/desk/meetings/new/",
    ):
        asked, weight = weigh(browser, f"{board.url}{path}", cookies=cookies)
        assert f"{board.url}{path}" in asked, path
        assert not any("sign-in" in url for url in asked), path
        assert [url for url in asked if not url.startswith(board.url)] == [], path
        assert 0 < weight <= DESK_WEIGHT, path


def test_a_villager_without_scripts_reads_objects_and_follows(
    browser: Browser, board: Board
) -> None:
    with opened(browser, f"{board.url}{board.pages['notice']}", scripts=False) as page:
        assert "分配明细" in page.locator("main").inner_text()
        board.hand_in(page)
        assert "卞*本" in page.locator("main").inner_text()
        board.look(page)
        assert "正在核实" in page.locator("main").inner_text()
    assert Objection.objects.count() == 2
