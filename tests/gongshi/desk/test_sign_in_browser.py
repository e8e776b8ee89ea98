"""The first sign-in on a phone: slip, password, desk; seen by a real browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from gongshi.offices.duties import Office
from gongshi.people.services.accounts import open_account
from gongshi.verdict import ALLOWED
from tests.village import bare_village

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GOOD = "地方镇的春天2026"


def test_from_the_slip_to_the_desk_and_back(
    visitor: BrowserContext, live_server: LiveServer, tmp_path: Path
) -> None:
    village = bare_village()
    village.appoint("葛示例", Office.VILLAGE_CLERK)
    issued = open_account(
        person=village["葛示例"], username="geshili", by=None, allowed=ALLOWED, at=timezone.now()
    )
    shots = Path(os.environ.get("GONGSHI_SHOTS", tmp_path))
    page = visitor.new_page()

    def fits(name: str) -> None:
        page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.goto(live_server.url + "/desk/")
    fits("sign-in")
    page.get_by_role("link", name="凭纸条登录").click()
    page.get_by_label("用户名或手机号").fill("geshili")
    page.get_by_label("登录码").fill("2222 2222 2222")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("alert").wait_for()
    fits("slip-wrong")
    page.get_by_label("登录码").fill(issued.code.lower())
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/desk/password/")
    page.get_by_label("新密码").fill(GOOD)
    page.get_by_label("再输一遍").fill(GOOD)
    fits("password")
    page.get_by_role("button", name="就用这个密码").click()
    page.wait_for_url("**/desk/")
    fits("desk")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/desk/sign-in/")
    page.get_by_label("用户名或手机号").fill("geshili")
    page.get_by_label("密码").fill(GOOD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")
