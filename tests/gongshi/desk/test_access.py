"""Coming in and going out through the desk's door, as a browser would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from gongshi.files.models import StoredFile
from gongshi.files.registries import Purpose, purposes
from gongshi.offices.duties import Office
from gongshi.people.models import Person, User
from gongshi.people.services.accounts import (
    Issued,
    choose_password,
    close_account,
    open_account,
    reset_by_slip,
)
from gongshi.people.services.persons import register_person
from gongshi.record.models import Entry
from gongshi.verdict import ALLOWED
from tests.gongshi.people.numbers import OTHER_ID
from tests.village import Village, bare_village

pytestmark = pytest.mark.django_db
GOOD = "地方镇的春天2026"
PHONE = "19905396901"


@pytest.fixture
def village() -> Village:
    return bare_village()


@pytest.fixture
def issued(village: Village, at: datetime) -> Issued:
    person = register_person(
        name="葛示例", id_number=OTHER_ID, phone=PHONE, by=None, allowed=ALLOWED, at=at
    )
    village.people["葛示例"] = person
    village.appoint("葛示例", Office.VILLAGE_CLERK)
    return open_account(
        person=person, username="geshili", by=None, allowed=ALLOWED, at=timezone.now()
    )


@pytest.fixture
def account(issued: Issued) -> User:
    return choose_password(account=issued.account, password=GOOD, at=timezone.now())


def sign_in(client: Client, name: str = "geshili", password: str = GOOD, **more: str) -> object:
    return client.post("/desk/sign-in/", {"username": name, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def test_the_first_sign_in_from_slip_to_desk(client: Client, issued: Issued) -> None:
    typed = {"username": PHONE, "slip": issued.code.lower()}
    first = client.post("/desk/slip/", typed)
    assert (first.status_code, first["Location"]) == (302, "/desk/password/")
    for closed in ("/desk/", "/admin/"):
        assert client.get(closed)["Location"] == "/desk/password/"
    weak = client.post("/desk/password/", {"password": "1234", "again": "1234"})
    assert weak.status_code == 200
    assert "field-wrong" in weak.content.decode()
    differs = client.post("/desk/password/", {"password": GOOD, "again": GOOD + "x"})
    assert "两次输入的密码不一样" in differs.content.decode()
    assert not User.objects.get(pk=issued.account.pk).has_usable_password()
    done = client.post("/desk/password/", {"password": GOOD, "again": GOOD})
    assert (done.status_code, done["Location"]) == (302, "/desk/")
    assert is_in(client)
    again = Client().post("/desk/slip/", typed)
    assert again.status_code == 200
    assert "纸条已用过或过期" in again.content.decode()


@pytest.mark.parametrize(
    "name", ["geshili", " GESHILI ", PHONE, "199 0539 6901", "+86 19905396901"]
)
def test_a_user_name_or_a_telephone_opens_the_account(
    client: Client, account: User, name: str
) -> None:
    answer = sign_in(client, name)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert is_in(client)
    assert client.get("/desk/")["Cache-Control"].count("no-store")


@pytest.mark.parametrize(
    ("name", "password"), [("geshili", "wrong"), ("nobody", GOOD), ("", GOOD), ("geshili", "")]
)
def test_anything_else_opens_nothing(
    client: Client, account: User, name: str, password: str
) -> None:
    answer = sign_in(client, name, password)
    assert answer.status_code == 200
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/?next=/desk/")


def test_a_wrong_name_and_a_wrong_password_read_the_same(client: Client, account: User) -> None:
    first = sign_in(client, "geshili", "wrong").content.decode()
    second = sign_in(client, "geshila", "wrong").content.decode()
    token = '<input type="hidden" name="csrfmiddlewaretoken"'
    assert "用户名、手机号或密码不对" in first
    assert first.split(token)[0] == second.split(token)[0]


def test_an_expired_slip_and_a_slip_without_password_open_nothing(
    client: Client, issued: Issued
) -> None:
    User.objects.filter(pk=issued.account.pk).update(slip_until=timezone.now() - timedelta(hours=1))
    answer = client.post("/desk/slip/", {"username": "geshili", "slip": issued.code})
    assert answer.status_code == 200
    assert sign_in(client, "geshili", issued.code).status_code == 200
    assert not is_in(client)


def test_sessions_end_with_close_slip_and_password(
    client: Client, account: User, village: Village
) -> None:
    phone, computer = Client(), client
    sign_in(phone), sign_in(computer)
    new = {"password_now": GOOD, "password": GOOD + "!", "again": GOOD + "!"}
    assert computer.post("/desk/password/", new).status_code == 302
    assert (is_in(computer), is_in(phone)) == (True, False)
    by = village.granters[0]
    reset = reset_by_slip(account=account, by=by, allowed=ALLOWED, at=timezone.now())
    assert not is_in(computer)
    computer.post("/desk/slip/", {"username": "geshili", "slip": reset.code})
    assert computer.get("/desk/password/").status_code == 200
    close_account(account=account, reason="离任", by=by, allowed=ALLOWED, at=timezone.now())
    assert computer.get("/desk/password/")["Location"].startswith("/desk/sign-in/")
    assert sign_in(Client(), "geshili", GOOD + "!").status_code == 200


def test_whoever_finds_a_desk_open_changes_no_password(client: Client, account: User) -> None:
    sign_in(client)
    new = {"password": GOOD + "!", "again": GOOD + "!"}
    before, entries = User.objects.get(pk=account.pk).password, Entry.objects.count()
    for guess in ({}, {"password_now": "wrong"}, {"password_now": GOOD + "!"}):
        answer = client.post("/desk/password/", new | guess)
        assert answer.status_code == 200
        assert "field-wrong" in answer.content.decode()
    assert User.objects.get(pk=account.pk).password == before
    assert Entry.objects.count() == entries
    assert client.post("/desk/password/", new | {"password_now": GOOD}).status_code == 302


def test_signing_out_takes_a_post(client: Client, account: User) -> None:
    sign_in(client)
    assert client.get("/desk/sign-out/").status_code == 405
    assert is_in(client)
    assert client.post("/desk/sign-out/")["Location"] == "/desk/sign-in/"
    assert not is_in(client)
    assert Client(enforce_csrf_checks=True).post("/desk/sign-out/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/desk/password/", "/desk/password/"),
        ("https://elsewhere.example/", "/desk/"),
        ("//elsewhere.example/", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_the_way_back_stays_on_this_site(
    client: Client, account: User, asked: str, reached: str
) -> None:
    assert sign_in(client, next=asked)["Location"] == reached


def test_wagtail_has_no_door_of_its_own(client: Client, account: User) -> None:
    assert client.get("/admin/")["Location"] == "/desk/sign-in/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/desk/sign-in/?next=/admin/"
    assert client.get("/admin/password_reset/").headers["Location"].startswith("/desk/sign-in/")
    sign_in(client)
    assert client.post("/admin/logout/")["Location"] == "/desk/sign-in/"
    assert not is_in(client)


def test_a_forgotten_session_ends(client: Client, account: User) -> None:
    sign_in(client)
    assert is_in(client)
    session = client.session
    session["seen"] -= 61 * 60
    session.save()
    assert client.get("/desk/?x=1")["Location"] == "/desk/sign-in/?next=/desk/%3Fx%3D1"
    assert not is_in(client)


def test_a_session_ends_after_a_working_day_however_busy(client: Client, account: User) -> None:
    sign_in(client)
    assert is_in(client)
    session = client.session
    session["since"] -= 8 * 60 * 60 - 60
    session.save()
    assert is_in(client)
    session = client.session
    session["since"] -= 120
    session.save()
    assert not is_in(client)


@pytest.mark.parametrize("mark", ["seen", "since"])
def test_a_forgotten_session_opens_no_file_either(
    client: Client, account: User, mark: str, tmp_path: Path, settings: Any
) -> None:
    class Inside(Purpose):
        key = "test.inside"
        title = "inside"

        @classmethod
        def may_see(cls, user: Any, file: StoredFile) -> bool:  # noqa: ARG003 -- the signature
            return bool(user.is_authenticated)

    settings.MEDIA_ROOT = tmp_path
    file = StoredFile(purpose=Inside.key, name="a", media_type="image/jpeg", size=1, sha256="a")
    file.created_at = timezone.now()
    file.content.save("a.jpg", ContentFile(b"x"))
    purposes.register(Inside)
    try:
        sign_in(client)
        assert is_in(client)
        assert client.get(f"/files/{file.pk}/").status_code == 200
        session = client.session
        session[mark] -= 9 * 60 * 60
        session.save()
        assert client.get(f"/files/{file.pk}/").status_code == 404
    finally:
        purposes.unregister(Inside)


@pytest.fixture
def counted() -> Iterator[None]:
    with override_settings(AXES_ENABLED=True):
        yield


@pytest.mark.usefixtures("counted")
def test_five_failures_close_the_account_from_here(client: Client, account: User) -> None:
    for name in ("geshili", PHONE, "Geshili", "199-0539-6901"):
        assert sign_in(client, name, "wrong").status_code == 200
    last = sign_in(client, PHONE, "wrong")
    assert last.status_code == 429
    assert "尝试次数太多" in last.content.decode()
    assert sign_in(client).status_code == 429
    assert not is_in(client)
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert sign_in(elsewhere).status_code == 302
    stored = str(list(AccessAttempt.objects.values()))
    assert "geshili" not in stored.lower()
    assert not {PHONE, "199-0539-6901", "wrong"} & set(stored.replace("\\n", "'").split("'"))
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


@pytest.mark.usefixtures("counted")
def test_a_password_tried_at_an_open_desk_counts_as_at_the_door(
    client: Client, account: User
) -> None:
    sign_in(client)
    guess = {"password_now": "wrong", "password": GOOD + "!", "again": GOOD + "!"}
    seen = [client.post("/desk/password/", guess).status_code for _ in range(5)]
    assert seen == [200] * 4 + [429]
    assert client.post("/desk/password/", guess | {"password_now": GOOD}).status_code == 429
    assert User.objects.get(pk=account.pk).check_password(GOOD)
    assert "wrong" not in str(list(AccessAttempt.objects.values()))


@pytest.mark.usefixtures("counted")
def test_the_many_addresses_of_one_customer_are_one_visitor(account: User) -> None:
    seen = [
        sign_in(Client(REMOTE_ADDR=f"2001:db8:0:7::{number}"), password="wrong").status_code
        for number in range(1, 6)
    ]
    assert seen == [200] * 4 + [429]
    assert sign_in(Client(REMOTE_ADDR="2001:db8:0:7::99")).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="2001:db8:0:8::1")).status_code == 302


@pytest.mark.usefixtures("counted")
def test_guessing_slips_is_counted_too(client: Client, issued: Issued) -> None:
    for _ in range(4):
        wrong = client.post("/desk/slip/", {"username": "geshili", "slip": "2222-2222-2222"})
        assert wrong.status_code == 200
    assert client.post("/desk/slip/", {"username": "geshili", "slip": "x"}).status_code == 429
    right = client.post("/desk/slip/", {"username": "geshili", "slip": issued.code})
    assert right.status_code == 429
    assert User.objects.get(pk=issued.account.pk).slip_hash


@pytest.mark.usefixtures("counted")
def test_a_success_forgets_the_failures(client: Client, account: User) -> None:
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, password="wrong").status_code == 200
        assert sign_in(client).status_code == 302
        client.post("/desk/sign-out/")


def test_an_operator_without_a_person_is_sent_to_the_admin(client: Client) -> None:
    User.objects.create_superuser(username="operator", password=GOOD)
    assert sign_in(client, "operator")["Location"] == "/admin/"
    assert client.get("/desk/").status_code == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads the database file")
@pytest.mark.usefixtures("counted")
def test_nothing_readable_lies_in_the_database_file(client: Client, issued: Issued) -> None:
    for name in (PHONE, "葛示例", OTHER_ID):
        sign_in(client, name, "wrong secret")
    client.post("/desk/slip/", {"username": PHONE, "slip": issued.code})
    client.post("/desk/password/", {"password": GOOD, "again": GOOD})
    assert Person.objects.count() > 2
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA database_list")
        path = cursor.fetchone()[2]
    with open(path, "rb") as file:  # noqa: PTH123 -- a plain file, read as a thief would
        stored = file.read()
    assert b"geshili" in stored  # it is this file that is looked at
    for secret in ("葛示例", OTHER_ID, PHONE, GOOD, issued.code.replace("-", ""), "wrong secret"):
        assert secret.encode() not in stored
        assert secret.encode("utf-16-le") not in stored
