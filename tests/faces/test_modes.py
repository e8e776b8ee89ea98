"""Reading modes: a link and a cookie on the same address."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from gongshi.desk.modes import modes, reading_modes
from gongshi.desk.views import page_expired

YEAR = 365 * 24 * 60 * 60


@pytest.mark.parametrize(
    ("mode", "name", "value"),
    [
        ("elder", "view", "elder"),
        ("standard", "view", "standard"),
        ("high", "contrast", "high"),
        ("plain", "contrast", "standard"),
    ],
)
def test_a_switch_sets_one_cookie_for_a_year(
    client: Client, mode: str, name: str, value: str
) -> None:
    answer = client.get("/view/", {"mode": mode, "next": "/gs/2026-017/?page=2"})
    assert answer.status_code == 302
    assert answer["Location"] == "/gs/2026-017/?page=2"
    assert list(answer.cookies) == [name]
    cookie = answer.cookies[name]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == (value, YEAR, "Lax")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "stranger",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "///example.org",
        "javascript:alert(1)",
        "gs/",
        "",
    ],
)
def test_a_switch_never_leads_away(client: Client, stranger: str) -> None:
    assert client.get("/view/", {"mode": "elder", "next": stranger})["Location"] == "/"


def test_an_unknown_mode_changes_nothing(client: Client) -> None:
    answer = client.get("/view/", {"mode": "dark", "next": "/gs/"})
    assert answer["Location"] == "/gs/"
    assert not answer.cookies
    assert client.post("/view/", {"mode": "elder"}).status_code == 405


def test_modes_are_read_from_cookies_and_nothing_else_is_believed() -> None:
    assert reading_modes({}) == reading_modes({"view": '"><script>', "contrast": "1"})
    seen = reading_modes({"view": "elder", "contrast": "high"}, back="/gs/")
    assert (seen.view, seen.contrast, seen.back) == ("elder", "high", "/gs/")
    request = RequestFactory().get("/gs/?q=%E8%B5%84%E9%87%91")
    assert modes(request)["modes"].back == "/gs/?q=%E8%B5%84%E9%87%91"


@pytest.mark.django_db
def test_the_page_carries_the_modes_and_the_way_back(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    client.cookies["view"] = "elder"
    html = client.get("/styleguide/notice/?page=2").content.decode()
    assert 'data-view="elder" data-contrast="standard"' in html
    assert "/view/?mode=standard&amp;next=%2Fstyleguide%2Fnotice%2F%3Fpage%3D2" in html
    assert html.index('href="#main"') < html.index("/view/?mode=") < html.index("<main")


def expired(origin: str) -> str:
    form = {
        "text": "水渠少修了三十米",
        "new_password1": "geheim-wort",
        "csrfmiddlewaretoken": "abc",
    }
    request = RequestFactory().post("/object/", form, headers={"Origin": origin})
    answer = page_expired(request, reason="stale")
    assert answer.status_code == 403
    return answer.content.decode()


def test_an_expired_page_gives_the_words_back_but_no_secret() -> None:
    html = expired("http://testserver")
    assert "水渠少修了三十米" in html
    assert "geheim-wort" not in html
    assert "abc</textarea>" not in html


@pytest.mark.parametrize("origin", ["https://example.org", "null", ""])
def test_an_expired_page_shows_no_strangers_words(origin: str) -> None:
    assert "水渠少修了三十米" not in expired(origin)
