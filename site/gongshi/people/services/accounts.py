"""Opening accounts, printed slips, passwords and closing."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from gongshi.people.models import Identity, Person, User
from gongshi.people.parameters import SLIP_DAYS
from gongshi.people.queries import account_by_login, has_account, keys_of
from gongshi.people.rules import (
    may_be_phone,
)
from gongshi.people.rules.persons import (
    has_cause,
    has_no_account,
    is_open,
    login_is_free,
    may_be_login,
)
from gongshi.people.sealing import phone_hash
from gongshi.record.services import CLOCK, append
from gongshi.verdict import Verdict, first_refusal, require

#: No 0 and O, no 1, I and L: they look alike on paper. 12 of 31 are 59 bits.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 3, 4


@dataclass(frozen=True, slots=True)
class Issued:
    """An account with the code of its slip, which exists here and on paper alone."""

    account: User
    code: str = field(repr=False)


@transaction.atomic
def open_account(
    *,
    person: Person,
    username: str = "",
    phone: str = "",
    by: Person | None,
    allowed: Verdict,
    at: datetime,
) -> Issued:
    """Open an account without a password; its holder comes in with the slip and chooses one.

    Without a user name one is drawn by lot; without a telephone the identity's is taken.
    Raises I1, ACCOUNT-1, ACCOUNT-2 or PHONE-1.
    """
    require(allowed)
    if phone:
        require(may_be_phone(phone))
    username = username or f"gs{secrets.randbelow(900_000) + 100_000}"
    hashed = phone_hash(phone) or _own_phone(person)
    require(
        first_refusal(
            has_no_account(active=has_account(person)),
            may_be_login(username),
            login_is_free(
                name_taken=User.objects.filter(username=username).exists(),
                phone_taken=_phone_taken(hashed),
            ),
        )
    )
    account = User(username=username, person=person, phone_hash=hashed)
    code = _new_slip(account, by, at)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:  # somebody else opened one between our question and our answer
        require(has_no_account(active=has_account(person)))
        require(login_is_free(name_taken=True, phone_taken=False))
    _note("account.opened", account, by=by, at=at)
    return Issued(account, code)


@transaction.atomic
def reset_by_slip(*, account: User, by: Person | None, allowed: Verdict, at: datetime) -> Issued:
    """Hand out a new slip: the old password and every session end with it. Raises ACCOUNT-3."""
    require(allowed)
    locked = User.objects.select_for_update().get(pk=account.pk)
    require(is_open(active=locked.is_active))
    code = _new_slip(locked, by, at)
    locked.save()
    _note("account.slip", locked, by=by, at=at)
    return Issued(locked, code)


def slip_opens(*, login: str, code: str, at: datetime) -> User | None:
    """Give the account that a slip opens, and use the slip up; None in any other case, equally
    slowly, whether the account, the code or the day is wrong.
    """
    account = account_by_login(login)
    typed = plain_code(code)
    stored = account.slip_hash if account else ""
    fits = check_password(typed, stored) if stored else _take_as_long(typed)
    if account is None or not fits or account.slip_until is None or account.slip_until < at:
        return None
    unused = User.objects.filter(pk=account.pk, slip_hash=stored, is_active=True)
    with transaction.atomic():
        if not unused.update(slip_hash="", slip_until=None):
            return None
        _note("account.slip_used", account, by=account.person, at=at)
    account.refresh_from_db()
    return account


@transaction.atomic
def choose_password(*, account: User, password: str, at: datetime) -> User:
    """Set the password its holder chose; every other session ends.

    Raises Django's ValidationError where the password is too weak, and ACCOUNT-3.
    """
    locked = User.objects.select_for_update().get(pk=account.pk)
    require(is_open(active=locked.is_active))
    validate_password(password, locked)
    locked.set_password(password)
    locked.must_choose_password, locked.slip_hash, locked.slip_until = False, "", None
    locked.save()
    _note("account.password", locked, by=locked.person, at=at)
    return locked


@transaction.atomic
def close_account(
    *, account: User, reason: str, by: Person, allowed: Verdict, at: datetime
) -> User:
    """Close an account for good; every session ends. What was done with it stays.

    Raises ACCOUNT-3 or PERSON-4.
    """
    require(allowed)
    require(has_cause(reason))
    locked = User.objects.select_for_update().get(pk=account.pk)
    require(is_open(active=locked.is_active))
    shut(locked)
    _note("account.closed", locked, by=by, at=at, reason=reason)
    return locked


def shut(account: User) -> None:
    """Take every way in from an account: the password, the slip, the telephone, the sessions.

    A session carries a fingerprint of the password, so it dies with it.
    """
    account.is_active = account.must_choose_password = False
    account.set_unusable_password()
    account.slip_hash, account.slip_until, account.phone_hash = "", None, ""
    account.save()


def release_phone(person: Person, hashed: str) -> None:
    """Let the person's account follow a corrected telephone number. Raises ACCOUNT-2."""
    accounts = User.objects.filter(person__in=keys_of(person), is_active=True)
    if accounts.exists():
        others = User.objects.filter(phone_hash=hashed, is_active=True).exclude(pk__in=accounts)
        require(login_is_free(name_taken=False, phone_taken=bool(hashed) and others.exists()))
        accounts.update(phone_hash=hashed)


def plain_code(code: str) -> str:
    """Give a code as it was drawn, however somebody typed it."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", code).upper())


def _new_slip(account: User, by: Person | None, at: datetime) -> str:
    """Draw a code, keep its hash and who printed it, and take the password away."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)]
    account.slip_hash = make_password("".join(groups))
    account.slip_until = at + timedelta(days=SLIP_DAYS.value)
    account.slip_at, account.slip_by = at, by
    account.must_choose_password = True
    account.set_unusable_password()
    return "-".join(groups)


def _take_as_long(typed: str) -> bool:
    make_password(typed)
    return False


def _own_phone(person: Person) -> str:
    """Give the identity's telephone, unless someone of the same household signs in with it."""
    row = Identity.objects.filter(person=person).first()
    return row.phone_hash if row and not _phone_taken(row.phone_hash) else ""


def _phone_taken(hashed: str) -> bool:
    return bool(hashed) and User.objects.filter(phone_hash=hashed, is_active=True).exists()


def _note(kind: str, account: User, *, by: Person | None, at: datetime, reason: str = "") -> None:
    body: dict[str, object] = {"account": account.pk, "person": str(account.person_id or "")}
    if reason:
        body["reason"] = reason
    append(kind=kind, at=at, actor=by.key.hex if by else CLOCK, body=body)
