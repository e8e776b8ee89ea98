"""How a test opens a page and judges it: width, mode, scripts; axe, letters, fingers, weight."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

MODES = {
    "standard": {},
    "elder": {"view": "elder"},
    "high": {"contrast": "high"},
}
WIDTHS = (320, 390, 1280)
#: Size of letters and of what a finger must hit, in pixels.
LETTERS = {"standard": 18, "elder": 24, "high": 18}
FINGERS = {"standard": 48, "elder": 60, "high": 48}

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: What a finger must hit; links inside running text are excepted, as in WCAG 2.5.8.
SMALL_TARGETS = """minimum => [...document.querySelectorAll(
  'a, button, summary, select, textarea, input:not([type=hidden])')]
  .filter(e => e.offsetParent && !e.matches('.skip')
    && !e.closest('.trap, td, dd:not(.hotlines dd)'))
  .map(e => [e, (e.type === 'radio' || e.type === 'checkbox') ? e.closest('label') : e])
  .map(([e, box]) => [e.outerHTML.slice(0, 90), box.getBoundingClientRect()])
  .filter(([, r]) => Math.min(r.height, r.width) < minimum - 0.5)
  .map(([html, r]) => `${html} ${r.width}x${r.height}`)"""


@contextmanager
def opened(
    browser: Browser, url: str, *, width: int = 390, mode: str = "standard", scripts: bool = True
) -> Iterator[Page]:
    """Open a page as a reader with this phone and these settings sees it."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="zh-CN", java_script_enabled=scripts
    )
    if MODES[mode]:
        context.add_cookies([{"name": k, "value": v, "url": url} for k, v in MODES[mode].items()])
    page = context.new_page()
    try:
        page.goto(url)
        yield page
    finally:
        context.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Give what axe finds wrong with a page at its present width."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
    assert len(found["passes"]) > 10, "axe has looked"
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]]


def too_wide(page: Page) -> int:
    """Give by how many pixels a page must be scrolled sideways."""
    return int(
        page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)")
    )


def letters(page: Page) -> float:
    """Give the size of the text of a page in pixels."""
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


def small_targets(page: Page, minimum: int) -> list[str]:
    """Give what a finger of this width would miss."""
    found: list[str] = page.evaluate(SMALL_TARGETS, minimum)
    return found


def weigh(
    browser: Browser, url: str, *, cookies: dict[str, str] | None = None
) -> tuple[list[str], int]:
    """Load a page cold; give the addresses it asked for and the bytes, compressed."""
    asked: list[str] = []
    bodies: list[bytes] = []
    with opened(browser, "about:blank") as page:
        page.context.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in (cookies or {}).items()]
        )
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfinished", lambda request: bodies.append(request.response().body()))
        page.goto(url, wait_until="networkidle")
    return asked, sum(len(gzip.compress(body)) for body in bodies)
