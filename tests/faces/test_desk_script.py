"""The desk's script on a weak network: words are kept, photos shrink, nothing goes twice."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from .pages import opened

pytestmark = pytest.mark.browser

WORDS = "到会六人，桑范文回避"


def photo(width: int = 3200, height: int = 1600) -> dict[str, Any]:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#876543").save(out, "PNG")
    return {"name": "会场.png", "mimeType": "image/png", "buffer": out.getvalue()}


def answers(page: Page, path: str, *statuses: int) -> list[str]:
    """Let requests to the path fail (0) or answer in this order; give what arrives.

    The last answer holds for all that follow: a page that is being left may send once more.
    """
    got: list[str] = []
    left = list(statuses)

    def answer(route: Route) -> None:
        got.append((route.request.post_data_buffer or b"").decode("utf-8", "replace"))
        status = left.pop(0) if len(left) > 1 else left[0]
        if status:
            route.fulfill(status=status, body="{}")
        else:
            route.abort()

    page.route(f"**{path}", answer)
    return got


def stop_the_clock(page: Page) -> None:
    """From here on the page's time passes only when the test says so."""
    page.clock.install(time=0)
    page.clock.pause_at(60_000)


def line(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('[data-saved-line]').innerText.includes(words)", arg=words
    )


def test_words_go_to_the_server_after_three_seconds(browser: Browser, guide: str) -> None:
    with opened(browser, f"{guide}meeting/") as page:
        got = answers(page, "/draft/", 200)
        stop_the_clock(page)
        page.fill("#remarks", WORDS)
        line(page, "还没有存")
        page.clock.run_for(2900)
        assert got == []
        page.clock.run_for(200)
        line(page, "已存到服务器")
        assert len(got) == 1
        assert WORDS in got[0]
        assert "csrfmiddlewaretoken" in got[0]
        assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("status", [0, 500, 403])
def test_without_the_server_words_stay_on_the_phone_and_come_back(
    browser: Browser, guide: str, status: int
) -> None:
    with opened(browser, f"{guide}meeting/") as page:
        answers(page, "/draft/", status, 200)
        stop_the_clock(page)
        page.fill("#remarks", WORDS)
        page.clock.run_for(3100)
        line(page, "网络不通")
        kept = page.evaluate("localStorage.getItem('draft:/draft/')")
        assert WORDS in kept
        assert "csrf" not in kept
        page.reload()
        assert page.input_value("#remarks") == ""
        page.get_by_role("button", name="找回").click()
        assert page.input_value("#remarks") == WORDS
        line(page, "已存到服务器")
        assert page.evaluate("localStorage.length") == 0


def test_a_photo_shrinks_before_it_travels_with_the_form(browser: Browser, guide: str) -> None:
    with opened(browser, f"{guide}meeting/") as page:
        page.set_input_files("#id_photo", photo())
        page.wait_for_function(
            "() => document.querySelector('#id_photo').files[0].type == 'image/jpeg'"
        )
        size = page.evaluate(
            "createImageBitmap(document.querySelector('#id_photo').files[0])"
            ".then(image => [image.width, image.height])"
        )
        assert size == [1600, 800]


def test_a_small_photo_is_not_blown_up_and_a_broken_one_goes_as_it_is(
    browser: Browser, guide: str
) -> None:
    with opened(browser, f"{guide}meeting/") as page:
        broken = {"name": "x.heic", "mimeType": "image/heic", "buffer": b"no picture"}
        page.set_input_files("#id_photo", [photo(300, 200), broken])
        page.wait_for_function(
            "() => document.querySelector('#id_photo').files[0].type == 'image/jpeg'"
        )
        assert page.evaluate("document.querySelector('#id_photo').files[1].size") == 10
        width = page.evaluate(
            "createImageBitmap(document.querySelector('#id_photo').files[0]).then(i => i.width)"
        )
        assert width == 300


def test_photos_go_one_by_one_and_are_tried_again(browser: Browser, guide: str) -> None:
    with opened(browser, f"{guide}meeting/") as page:
        got = answers(page, "/photo/", 0, 200, 0, 0, 0)
        page.evaluate("document.querySelector('[data-photos]').dataset.upload = '/photo/'")
        page.set_input_files("#id_photo", [photo(), photo(20, 20)])
        page.wait_for_function("() => document.querySelectorAll('.photos li').length == 2")
        page.wait_for_function(
            "() => document.querySelector('.photos').innerText.includes('没有传上去')"
        )
        assert "已存到服务器" in page.locator(".photos li").first.inner_text()
        assert len(got) == 5
        assert all(one.count("filename=") == 1 for one in got)
        keys = [one.split('name="client_key"', 1)[1].split()[0] for one in got]
        assert keys[0] == keys[1] != keys[2] == keys[3] == keys[4], "a retry is the same photo"


def test_a_second_tap_sends_nothing(browser: Browser, guide: str) -> None:
    with opened(browser, f"{guide}object/") as page:
        sent: list[str] = []
        page.on("request", lambda r: sent.append(r.method) if r.method == "POST" else None)
        with page.expect_navigation():
            page.evaluate(
                """() => { const button = document.querySelector('form button[type=submit]');
                           button.click(); button.click(); }"""
            )
        page.wait_for_load_state("networkidle")
        assert sent == ["POST"]
