"""The editor in a real browser: rich text and blocks work, and the policy bars nothing of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.needs("council", "publicity"),
    pytest.mark.django_db(transaction=True),
]
SHOTS = os.environ.get("GONGSHI_SHOTS", "")


@pytest.fixture
def ground() -> Iterator[object]:
    from gongshi.publishing.registries import publishables
    from tests.gongshi.admin.test_walk import Ground
    from tests.publicity.conftest import Sample

    with transaction.atomic():
        made = Ground()
    yield made
    publishables.unregister(Sample)


def opened(
    browser: Browser, server: LiveServer, account: object, width: int
) -> tuple[Page, list[str]]:
    """Open the admin as this account; give the page and the complaints of the browser."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "gongshi.people.backends.PhoneOrName"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": server.url}])
    page, complaints = context.new_page(), []
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text) if "Content Security Policy" in said.text else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints


def handed_over(page: Page, words: str) -> None:
    """Wait until the editor has put what was typed where the form sends it from."""
    page.wait_for_function(
        "words => [...document.querySelectorAll('form input[type=hidden], form textarea')]"
        ".some(field => field.value.includes(words))",
        arg=words,
    )


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def test_a_notice_is_written_with_blocks_and_nothing_is_barred(
    ground: object, browser: Browser, live_server: LiveServer
) -> None:
    account = ground.account(ground.a["镇发布甲"])
    page, complaints = opened(browser, live_server, account, 1280)
    page.goto(f"{live_server.url}/admin/")
    shot(page, "dashboard-1280")
    page.goto(f"{live_server.url}/admin/pages/{ground.draft.pk}/edit/")
    page.wait_for_selector("[data-streamfield-stream-container]")
    page.locator("[data-streamfield-stream-container] button.c-sf-add-button").last.click()
    page.get_by_role("option", name="段落").click()
    editor = page.locator(".public-DraftEditor-content").last
    editor.click()
    page.keyboard.type("道路从三月起封闭施工。")
    handed_over(page, "道路从三月起封闭施工。")
    shot(page, "editor-1280")
    page.get_by_role("button", name="保存草稿").click()
    page.wait_for_selector(".messages .success")
    assert complaints == []
    from publicity.notices.models import Notice
    from publicity.notices.queries import latest

    assert "道路从三月起封闭施工" in str(latest(Notice.objects.get(pk=ground.draft.pk)).content)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in (
            ("dashboard", "/admin/"),
            ("notices", "/admin/notices/"),
            ("notice", f"/admin/notices/{ground.draft.pk}/"),
            ("editor", f"/admin/pages/{ground.draft.pk}/edit/"),
            ("objection", f"/admin/objections/{ground.objection.pk}/"),
        ):
            page.goto(live_server.url + address)
            shot(page, f"{name}-{width}")
    assert complaints == []


def test_a_clerk_looks_before_importing(
    ground: object, browser: Browser, live_server: LiveServer
) -> None:
    from council.funds.services.plans import create_plan
    from gongshi.spreadsheets.models import ImportBatch
    from tests.village import AT

    plan = create_plan(
        area=ground.a.area,
        title="2026年光伏收益分配方案",
        year=2026,
        earmark="poverty_asset",
        purpose="support_without_labour",
        total=120000,
        authorisation="村民会议授权决议〔2026〕1号",
        by=ground.a["文书"],
        at=AT,
    )
    account = ground.account(ground.a["文书"])
    page, complaints = opened(browser, live_server, account, 1280)
    page.goto(f"{live_server.url}/admin/imports/")
    shot(page, "imports-1280")
    page.goto(f"{live_server.url}/admin/imports/new/funds.plan_lines/")
    page.select_option("[name=plan]", str(plan.pk))
    table = "户号,户主姓名,金额(元)\n99,查无此人,500\n合计,,600\n".encode("utf-8-sig")
    page.set_input_files(
        "[name=file]", {"name": "明细.csv", "mimeType": "text/csv", "buffer": table}
    )
    shot(page, "upload-1280")
    page.get_by_role("button", name="上传并核对").click()
    page.wait_for_selector(".gs-counts")
    assert "查无此人" in page.content()
    assert ImportBatch.objects.get().state == "previewed"
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        shot(page, f"preview-{width}")
    assert complaints == []
