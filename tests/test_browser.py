"""The browser sees the running site, and axe runs inside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_visitor_meets_the_strict_policy(
    visitor: BrowserContext, live_server: LiveServer
) -> None:
    page = visitor.new_page()
    answer = page.goto(f"{live_server.url}/nowhere/")
    assert answer is not None
    assert answer.status == 404
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.browser
def test_axe_finds_a_picture_without_words(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.set_content('<html lang="zh"><title>公示</title><main><img src="data:,"></main></html>')
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(result => result.violations.map(each => each.id))")
    assert "image-alt" in found
