"""The desk pages in a real browser: no sideways scrolling, nothing that axe finds, big enough."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from council.funds.rules.lines import GROUP, Line
from gongshi.people.models import Identity, User
from gongshi.people.sealing import Facts, name_hash, seal

AXE = Path(__file__).parents[2] / "vendor" / "axe.min.js"
SHOTS = os.environ.get("GONGSHI_SHOTS", "")
WAYS = [(320, ""), (360, "elder"), (1280, "")]


def sign_in(visitor: BrowserContext, url: str, user: User) -> None:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "gongshi.people.backends.PhoneOrName"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    visitor.clear_cookies()
    name = settings.SESSION_COOKIE_NAME
    visitor.add_cookies([{"name": name, "value": str(session.session_key), "url": url}])


def name_everyone(village) -> None:
    words = [*zip(village.heads, ("葛示例", "卞样本", "桑范文"), strict=True)]
    words += [(village.people["member1"], "宓虚构"), (village.people["accountant"], "逄代称")]
    for person, name in words:
        Identity.objects.create(
            person=person, sealed=seal(person.key, Facts(name=name)), name_hash=name_hash(name)
        )


def addresses(village) -> list[tuple[str, str, str]]:
    """Give who opens which page: name of the shot, person, address."""
    draft = village.plan(title="待拟定：2026年光伏收益分配方案", stated={"total_text": "约1000元"})
    village.propose(draft, lines=[*village.lines(), Line(GROUP, "其余脱贫群众", persons=7)])
    paying = village.drafted(title="付款中：2025年光伏收益分配方案")
    village.until(paying, "payment")
    listing = village.drafted(title="编表中：2024年光伏收益分配方案")
    village.until(listing, "payment_list")
    checking = village.drafted(title="核查中：2023年光伏收益分配方案")
    village.until(checking, "delivery_check")
    return [
        ("plans", "clerk", "/desk/funds/"),
        ("new", "clerk", f"/desk/funds/new/{village.area.pk}/"),
        ("draft-member", "member1", f"/desk/funds/{draft.pk}/draft/"),
        ("draft-clerk", "clerk", f"/desk/funds/{draft.pk}/draft/"),
        ("plan", "member1", f"/desk/funds/{paying.pk}/"),
        ("list", "committee", f"/desk/funds/{listing.pk}/payment-list/"),
        ("payments", "accountant", f"/desk/funds/{paying.pk}/payments/"),
        ("delivery", "member2", f"/desk/funds/{checking.pk}/delivery/"),
    ]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_hold_in_every_mode(
    village, visitor: BrowserContext, live_server: LiveServer
) -> None:
    name_everyone(village)
    pages = addresses(village)
    visitor.set_default_timeout(20_000)
    for shot, who, address in pages:
        user, _new = User.objects.get_or_create(username=who, person=village.people[who])
        sign_in(visitor, live_server.url, user)
        for width, mode in WAYS:
            visitor.add_cookies(
                [{"name": "view", "value": mode or "standard", "url": live_server.url}]
            )
            page = visitor.new_page()
            page.set_viewport_size({"width": width, "height": 800})
            answer = page.goto(f"{live_server.url}{address}")
            assert answer is not None
            assert answer.status == 200, (shot, who)
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{shot}-{width}{mode}.png", full_page=True)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, (shot, width, mode)
            small = page.evaluate(
                "[...document.querySelectorAll('main button, main .button, main select, main input"
                ":not([type=hidden]):not([type=checkbox]):not([type=radio])')]"
                ".filter(e => e.getBoundingClientRect().height > 0"
                " && e.getBoundingClientRect().height < 47.5).length"
            )
            assert small == 0, (shot, width, mode)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id))")
            assert found == [], (shot, width, mode)
            page.close()
