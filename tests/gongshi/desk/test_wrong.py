"""When something is wrong: a page of the house in the reader's language, with a way on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client

from gongshi.people.models import User

ROOT = Path(__file__).resolve().parents[3]
#: Asks the settings of the demonstration for a page that is not there, and for its style sheet.
ASK = """
import sys; sys.path.insert(0, "site")
import django; django.setup()
from django.test import Client
lost, sheet = Client().get("/no-such-page.txt"), Client().get("/static/gongshi/app.css")
print(lost.status_code, "没有这一页" in lost.content.decode(), "gongshi/app.css" in
      lost.content.decode(), "Traceback" in lost.content.decode(), sheet.status_code)
"""


def house_page(page: str, words: str) -> None:
    assert f"<h1>{words}</h1>" in page
    assert 'lang="zh-CN"' in page
    assert '<a class="button" href="/">' in page
    assert "gongshi/app.css" in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/no/such/page/", "/nothing.txt", "/gs/9999-999/", "/desk/x/"])
def test_an_unknown_address(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    page = answer.content.decode()
    house_page(page, "没有这一页")
    assert ('href="/desk/"' in page) == address.startswith("/desk/")


@pytest.mark.django_db
@pytest.mark.needs("publicity")
def test_it_says_whom_to_call(client: Client) -> None:
    assert 'href="tel:12317"' in client.get("/nothing.txt").content.decode()


@pytest.mark.django_db
def test_it_speaks_english_to_whoever_reads_english(client: Client) -> None:
    page = client.get("/nothing.txt", headers={"accept-language": "en"}).content.decode()
    assert "There is no such page" in page
    assert "没有这一页" not in page


@pytest.mark.django_db
def test_big_letters_stay_big(client: Client) -> None:
    client.cookies["view"] = "elder"
    assert 'data-view="elder"' in client.get("/nothing.txt").content.decode()


@pytest.mark.django_db
def test_an_account_without_a_person_is_told_that_the_desk_is_not_open(client: Client) -> None:
    client.force_login(
        User.objects.create_user(username="operator"),
        backend="gongshi.people.backends.PhoneOrName",
    )
    answer = client.get("/desk/")
    assert answer.status_code == 403
    house_page(answer.content.decode(), "这一页不对你开放")


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (RuntimeError("secret detail"), 500, "我们这边出了问题"),
        (SuspiciousOperation("secret detail"), 400, "看不懂这个网址"),
    ],
)
def test_what_broke_is_told_to_the_journal_and_not_to_the_reader(
    monkeypatch: pytest.MonkeyPatch, capsys, failure: Exception, status: int, words: str
) -> None:
    def breaks(*_args: object) -> None:
        raise failure

    monkeypatch.setattr("gongshi.desk.middleware.BehindTheDoor._stop", breaks)
    answer = Client(raise_request_exception=False).get("/desk/")
    assert answer.status_code == status
    house_page(answer.content.decode(), words)
    assert "secret detail" not in answer.content.decode()


def test_the_demonstration_answers_as_a_real_site_does(tmp_path: Path) -> None:
    outside = {name: value for name, value in os.environ.items() if "GONGSHI" not in name}
    outside |= {"DJANGO_SETTINGS_MODULE": "gongshi.settings.dev", "GONGSHI_VAR": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", ASK],
        cwd=ROOT,
        env=outside,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["404", "True", "True", "False", "200"], told.stderr
