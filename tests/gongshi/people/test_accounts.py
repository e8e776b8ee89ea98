"""Accounts, slips and passwords: one account a person, one use a slip."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from math import log2

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from gongshi.offices import setup
from gongshi.offices.duties import Office
from gongshi.offices.models import AreaUserPermission
from gongshi.offices.printing import slip_of
from gongshi.people.models import Person, User
from gongshi.people.parameters import SLIP_DAYS
from gongshi.people.queries import account_by_login
from gongshi.people.services import accounts
from gongshi.people.services.accounts import Issued, choose_password, open_account, slip_opens
from gongshi.people.services.persons import register_person
from gongshi.record.models import Entry
from gongshi.verdict import ALLOWED, RuleBroken
from tests.village import Village, bare_village

pytestmark = pytest.mark.django_db
PHONE = "19905396901"
GOOD = "地方镇的春天2026"


@pytest.fixture
def village() -> Village:
    return bare_village()


@pytest.fixture
def holder(village: Village, at: datetime) -> Person:
    person = register_person(
        name="葛示例", phone=PHONE, by=village.granters[0], allowed=ALLOWED, at=at
    )
    village.people["葛示例"] = person
    return person


def opened(person: Person, at: datetime, **more: str) -> Issued:
    return open_account(person=person, by=None, allowed=ALLOWED, at=at, **more)


def refused(rule: str, act: object) -> None:
    before = (list(User.objects.order_by("pk").values()), Entry.objects.count())
    with pytest.raises(RuleBroken) as broken:
        act()  # type: ignore[operator]
    assert broken.value.verdict.rule == rule
    assert before == (list(User.objects.order_by("pk").values()), Entry.objects.count())


def test_the_code_is_long_readable_and_nowhere_kept(holder: Person, at: datetime) -> None:
    issued = opened(holder, at, username="geshili")
    assert re.fullmatch(r"(?:[2-9A-HJ-KM-NP-Z]{4}-){2}[2-9A-HJ-KM-NP-Z]{4}", issued.code)
    assert 12 * log2(31) > 50
    stored = User.objects.filter(pk=issued.account.pk).values()[0]
    assert issued.code.replace("-", "") not in str(stored)
    assert issued.code not in repr(issued)
    assert not issued.account.has_usable_password()
    assert issued.account.slip_until == at + timedelta(days=SLIP_DAYS.value)
    assert opened(register_other(at), at).code != issued.code


def register_other(at: datetime, **more: str) -> Person:
    return register_person(name="另一人", by=None, allowed=ALLOWED, at=at, **more)


def test_a_slip_opens_once_in_any_spelling(holder: Person, at: datetime) -> None:
    issued = opened(holder, at, username="geshili")
    typed = " " + issued.code.lower().replace("-", " ") + " "
    assert slip_opens(login="19905396901", code=typed, at=at) == issued.account
    assert slip_opens(login="geshili", code=issued.code, at=at) is None
    assert Entry.objects.latest("seq").kind == "account.slip_used"


@pytest.mark.parametrize(
    ("login", "wrong", "late"),
    [("geshili", True, False), ("nobody", False, False), ("geshili", False, True)],
)
def test_a_wrong_or_late_slip_opens_nothing(
    holder: Person, at: datetime, login: str, *, wrong: bool, late: bool
) -> None:
    issued = opened(holder, at, username="geshili")
    code = "2222-2222-2222" if wrong else issued.code
    day = at + timedelta(days=SLIP_DAYS.value, seconds=1 if late else 0)
    assert slip_opens(login=login, code=code, at=day) is None
    assert slip_opens(login="geshili", code="", at=at) is None
    assert User.objects.get(username="geshili").slip_hash  # still good for its holder
    last = at + timedelta(days=SLIP_DAYS.value)
    assert slip_opens(login="geshili", code=issued.code, at=last) == issued.account


def test_one_account_a_person_and_one_person_a_login(holder: Person, at: datetime) -> None:
    issued = opened(holder, at, username="geshili")
    refused("I1", lambda: opened(holder, at, username="geshili2"))
    other = register_other(at)
    refused("ACCOUNT-2", lambda: opened(other, at, username="geshili"))
    refused("ACCOUNT-2", lambda: opened(other, at, phone="199 0539 6901"))
    refused("PHONE-1", lambda: opened(other, at, phone="1"))
    for bad in ("ab", "Ge", "葛示例", PHONE, "a" * 31):
        refused("ACCOUNT-1", lambda bad=bad: opened(other, at, username=bad))
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="second", person=holder)
    accounts.close_account(account=issued.account, reason="离任", by=other, allowed=ALLOWED, at=at)
    assert opened(holder, at, username="geshili2").account.is_active


def test_a_familys_telephone_opens_the_first_account_alone(holder: Person, at: datetime) -> None:
    first = opened(holder, at).account
    second = opened(register_other(at, phone=PHONE), at).account
    assert (account_by_login(PHONE), second.phone_hash) == (first, "")


def test_the_race_for_an_account_ends_in_i1(
    holder: Person, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(holder, at, username="geshili")
    answers = iter([False, True])
    monkeypatch.setattr(accounts, "has_account", lambda _person: next(answers))
    refused("I1", lambda: opened(holder, at, username="geshili2"))


def test_a_chosen_password_ends_the_slip(holder: Person, at: datetime) -> None:
    issued = opened(holder, at, username="geshili")
    for weak in ("short", "password123", ""):
        with pytest.raises(ValidationError):
            choose_password(account=issued.account, password=weak, at=at)
    account = choose_password(account=issued.account, password=GOOD, at=at)
    assert account.check_password(GOOD)
    assert not account.must_choose_password
    assert slip_opens(login="geshili", code=issued.code, at=at) is None


def test_a_new_slip_ends_the_password_and_the_old_slip(
    village: Village, holder: Person, at: datetime
) -> None:
    first = setup.open_account(person=holder, area=village.area, by=village.granters[0], at=at)
    choose_password(account=first.account, password=GOOD, at=at)
    second = setup.new_slip(account=first.account, area=village.area, by=village.granters[1], at=at)
    account = User.objects.get(pk=first.account.pk)
    assert not account.check_password(GOOD)
    assert account.must_choose_password
    assert slip_opens(login=account.username, code=first.code, at=at) is None
    assert slip_opens(login=account.username, code=second.code, at=at) == account


def test_a_closed_account_stays_closed(village: Village, holder: Person, at: datetime) -> None:
    by = village.granters[0]
    issued = setup.open_account(person=holder, area=village.area, by=by, at=at)
    setup.close_account(account=issued.account, reason="离任", area=village.area, by=by, at=at)
    assert slip_opens(login=issued.account.username, code=issued.code, at=at) is None
    assert account_by_login(PHONE) is None
    refused(
        "ACCOUNT-3", lambda: setup.new_slip(account=issued.account, area=village.area, by=by, at=at)
    )
    refused("ACCOUNT-3", lambda: choose_password(account=issued.account, password=GOOD, at=at))


def test_only_granters_hand_out_slips_and_never_to_granters(
    village: Village, holder: Person, at: datetime
) -> None:
    village.appoint("文书", Office.VILLAGE_CLERK)
    first, second = village.granters
    area = village.area
    refused("I6", lambda: setup.open_account(person=holder, area=area, by=village["文书"], at=at))
    refused("ACCOUNT-5", lambda: setup.open_account(person=second, area=area, by=first, at=at))
    refused("ACCOUNT-5", lambda: setup.open_account(person=first, area=area, by=first, at=at))
    operator = User.objects.create_superuser(username="operator", password=GOOD)
    refused("I11", lambda: setup.new_slip(account=operator, area=area, by=first, at=at))


def test_an_account_opened_late_sees_what_its_office_gives(
    village: Village, holder: Person, at: datetime
) -> None:
    village.appoint("葛示例", Office.VILLAGE_CLERK)
    account = setup.open_account(
        person=holder, area=village.area, by=village.granters[0], at=at
    ).account
    rows = AreaUserPermission.objects.filter(user=account)
    assert {row.permission.codename for row in rows} == {"duty_record"}
    assert {row.content_object_id for row in rows} == {village.area.code}
    assert Permission.objects.filter(user=account).count() == 0


def test_a_slip_says_who_where_and_until_when(
    village: Village, holder: Person, at: datetime
) -> None:
    village.appoint("葛示例", Office.VILLAGE_CLERK)
    issued = setup.open_account(person=holder, area=village.area, by=village.granters[0], at=at)
    slip = slip_of(issued, at)
    assert (slip.area, slip.name, slip.office) == ("示范村", "葛示例", "村文书")
    assert (slip.login, slip.code) == (issued.account.username, issued.code)
    assert slip.valid_until == (at + timedelta(days=14)).date()
    assert slip.address.endswith("/desk/slip/")


def test_the_operator_makes_a_granters_slip(
    village: Village, at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(village.granters[0], at, username="granter1")
    call_command("slip", "granter1")
    said = capsys.readouterr().out
    code = re.search(r"granter1  ([-\w]+)", said)
    assert code is not None
    until = User.objects.get(username="granter1").slip_until
    assert until is not None
    assert slip_opens(login="granter1", code=code[1], at=until) is not None
