"""The ground of the journeys: the demonstration's cast, its notice boards, and a clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Collection, Locale, Page

from gongshi.desk.cast import TOWNSHIPS, VILLAGES, Cast
from gongshi.desk.registries import Script
from gongshi.people.models import HouseholdMember, User
from publicity.notices.players import NoticesGoUp

from .walk import Album, Clock, Walk

START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give the time everyone sees, the server's thread included."""
    made = Clock(START)
    monkeypatch.setattr("django.utils.timezone.now", made)
    return made


@pytest.fixture
def roots(transactional_db: None) -> None:
    """Put back the roots that migrations plant and a test that commits pulls up."""
    if not Page.objects.filter(depth=1).exists():
        Locale.objects.get_or_create(language_code="zh-hans")
        Page.add_root(title="Root", slug="root")
        Collection.add_root(name="Root")


@pytest.fixture
def script(roots: None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Give a county of one village with its people, accounts and notice boards.

    The council member lishi1-3 lives in the village's first household.
    """
    cache.clear()
    monkeypatch.setattr("gongshi.desk.cast.TOWNSHIPS", TOWNSHIPS[:1])
    monkeypatch.setattr("gongshi.desk.cast.VILLAGES", VILLAGES[:1])
    made = Cast(START).assemble(START)
    NoticesGoUp().prepare(made)
    home = made.households[made.villages[0].code][0]
    HouseholdMember.objects.create(
        household=home, person=person_behind("lishi1-3"), starts_on=date(2020, 1, 1)
    )
    return made


def person_behind(login: str) -> Any:
    """Give the person behind an account."""
    return User.objects.get(username=login).person


@pytest.fixture
def walk(
    script: Script, browser: Browser, live_server: LiveServer, clock: Clock, request: Any
) -> Iterator[Walk]:
    """Give the walk through the house."""
    made = Walk(browser, live_server.url, clock, Album(request.node.name.removeprefix("test_")))
    yield made
    made.leave()
