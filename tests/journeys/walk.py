"""Walking through the house in a real browser: people, their desk, a villager's phone, pictures."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from gongshi.desk.cast import PASSWORD
from tests.faces.pages import too_wide, violations

PHONE = {"width": 360, "height": 740}
WIDTHS = (360, 1280)
#: A page of the desk, its text alone, in bytes.
HEAVY = 60_000
MODES = ("standard", "elder")
SEND = """([path, fields]) => {
  const form = document.createElement('form');
  form.method = 'post'; form.action = path;
  const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
  Object.entries({...fields, csrfmiddlewaretoken: token}).forEach(([name, value]) => {
    const input = document.createElement('input');
    input.name = name; input.value = value; form.append(input);
  });
  document.body.append(form); form.submit();
}"""


@dataclass
class Clock:
    """The moment at which everything happens; the test moves it on."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def go_to(self, at: datetime) -> None:
        self.at = at

    def pass_days(self, days: int) -> None:
        self.at += timedelta(days=days)


#: Resolves when what changed has been laid out and painted.
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Album:
    """Where pictures go: the folder named by GONGSHI_SCREENSHOTS, else nowhere.

    What is worth a picture is worth a look by axe, on a phone.
    """

    name: str
    count: int = 0
    faults: dict[str, object] = field(default_factory=dict)

    def take(self, page: Page, title: str, *, judge: bool) -> None:
        """Judge the page, then photograph it whole at both widths, in standard and big text."""
        self.count += 1
        wrong = [*violations(page), *(["too wide"] if too_wide(page) else [])] if judge else []
        if judge and len(page.content().encode()) > HEAVY:
            wrong.append("too heavy")
        if wrong:
            self.faults[title] = wrong
        folder = os.environ.get("GONGSHI_SCREENSHOTS")
        if not folder:
            return
        place = Path(folder) / self.name
        place.mkdir(parents=True, exist_ok=True)
        usual = page.evaluate("document.documentElement.dataset.view")
        for mode in MODES:
            # The sheet reads the mode here; a page that answers a form cannot be asked for twice.
            page.evaluate("mode => document.documentElement.dataset.view = mode", mode)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 740})
                file = f"{self.count:02d}-{title}-{width}-{mode}.png"
                page.evaluate(PAINTED)
                page.screenshot(path=place / file, full_page=True, animations="disabled")
        page.evaluate("mode => document.documentElement.dataset.view = mode", usual)
        page.set_viewport_size(PHONE)


@dataclass
class Visit:
    """Someone in front of a page; every method gives the visit back: a walk reads as one line."""

    page: Page
    url: str
    album: Album

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        """The address of this page without its host."""
        return self.page.url.removeprefix(self.url)

    def go(self, path: str) -> Self:
        """Open an address of this site."""
        self.page.goto(f"{self.url}{path}")
        return self

    def follow(self, words: str, *, near: str = "") -> Self:
        """Tap the link with these words; with ``near``, the one in the item that says so."""
        place = self.main.locator("li", has_text=near) if near else self.main
        with self.page.expect_navigation():
            place.get_by_role("link", name=words, exact=True).first.click()
        return self

    def fill(self, **fields: str) -> Self:
        """Fill in fields by their names."""
        for name, value in fields.items():
            box = self.main.locator(f'[name="{name}"]').first
            kind = box.get_attribute("type")
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(value)
            elif kind == "radio":
                self.choose(name, value)
            elif kind == "checkbox":
                box.check()
            elif kind == "file":
                box.set_input_files(value)
            else:
                box.fill(value)
        return self

    def choose(self, name: str, value: str) -> Self:
        """Tap one of several boxes, as a finger would: on its label."""
        self.main.locator(f'label:has([name="{name}"][value="{value}"])').first.click()
        return self

    def pick(self, name: str, words: str) -> Self:
        """Pick the entry of a list that says so."""
        entry = self.main.locator(f'[name="{name}"] option', has_text=words).first
        self.main.locator(f'[name="{name}"]').select_option(entry.get_attribute("value"))
        return self

    def tick(self, words: str) -> Self:
        """Tap the box with these words."""
        self.main.get_by_label(words).check()
        return self

    def press(self, words: str) -> Self:
        """Tap the button with these words, and wait for the answer."""
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=words).click()
        return self

    def sees(self, *words: str) -> Self:
        """The page says all of this."""
        for each in words:
            expect(self.main).to_contain_text(each)
        return self

    def sees_nothing_of(self, *words: str) -> Self:
        """Nowhere in what was sent, not even hidden, stands any of this."""
        source = self.page.content()
        assert [each for each in words if each in source] == []
        return self

    def is_refused(self, words: str, rule: str) -> Self:
        """The page says no, by itself or at a field of its form: the reason in words, the rule."""
        told = self.main.locator(".verdict, .wrong-list")
        expect(told).to_contain_text(words)
        expect(told).to_contain_text(f"规则 {rule}")
        return self

    def is_told(self, words: str, rule: str) -> Self:
        """Nobody tried anything: the page only says calmly whose turn it is, and by which rule."""
        expect(self.main.locator(".verdict")).to_have_count(0)
        told = self.main.locator(".note-box", has_text=words)
        expect(told).to_contain_text(f"规则 {rule}")
        return self

    def picture(self, title: str, *, judge: bool = True) -> Self:
        """Keep a picture of this page; pages of Wagtail's own making are not judged here."""
        self.album.take(self.page, title, judge=judge)
        return self


@dataclass
class Desk(Visit):
    """Someone with an account at their desk."""

    def tasks(self) -> list[str]:
        """Give the titles of what waits for this person."""
        self.go("/desk/")
        return self.main.locator("h2 a").all_inner_texts()

    def open(self, task: str, about: str = "") -> Self:
        """Open the thing to do with this title, about this matter."""
        self.go("/desk/")
        items = self.main.locator("li", has_text=about)
        with self.page.expect_navigation():
            items.get_by_role("link", name=task, exact=True).first.click()
        return self

    def turn_to(self, section: str) -> Self:
        """Turn to a section of the desk in its bar."""
        with self.page.expect_navigation():
            self.page.locator(".tabs").get_by_role("link", name=section).click()
        return self

    def posts(self, path: str, **fields: str) -> Self:
        """Send a form that the page does not offer, as someone who knows its address would."""
        with self.page.expect_navigation():
            self.page.evaluate(SEND, [path, fields])
        return self


@dataclass
class Walk:
    """The whole walk: who comes in, when, and with which pictures."""

    browser: Browser
    url: str
    clock: Clock
    album: Album
    village: str = ""
    contexts: list[BrowserContext] = field(default_factory=list)

    def _page(self) -> Page:
        context = self.browser.new_context(
            viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        return context.new_page()

    def villager(self) -> Visit:
        """Someone without an account, on a phone."""
        return Visit(self._page(), self.url, self.album)

    def sign_in(self, login: str) -> Desk:
        """Someone with an account signs in; whoever came before has left."""
        self.leave()
        desk = Desk(self._page(), self.url, self.album).go("/desk/")
        return desk.fill(username=login, password=PASSWORD).press("登录")

    def leave(self) -> None:
        """Close every page."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()
