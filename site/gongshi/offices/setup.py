"""Setting a village up and its accounts: the doors at which ``by``'s office is asked for.

The services of people stand below the offices and take a verdict; here it is given. Recording
(persons, households, kinship) asks for the duty ``record``; an account, a slip and the joining of
two persons ask for a granter, since whoever hands out a slip could come in as its holder.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongshi.areas.models import Area
from gongshi.offices import grants
from gongshi.offices.duties import Duty
from gongshi.offices.holders import holders_of
from gongshi.offices.queries import appointments_for, granters_over
from gongshi.offices.slips import Hand
from gongshi.people.models import Person, User
from gongshi.people.queries import canonical, keys_of
from gongshi.people.services import accounts, persons
from gongshi.people.services.accounts import Issued
from gongshi.verdict import ALLOWED, RuleBroken, Verdict, denied, gettext_noop


def may_record(by: Person | None, area: str, at: datetime) -> Verdict:
    """I7: who holds an office of recording here may enter people, households and kinship."""
    if by is not None and appointments_for(by, Duty.RECORD, area, at).exists():
        return ALLOWED
    return denied("I7", gettext_noop("You hold no office here today that may enter this."))


def may_grant(by: Person | None, area: Area, at: datetime) -> Verdict:
    """I6: who is a granter here."""
    if by is not None and str(canonical(by).key) in granters_over(area, at):
        return ALLOWED
    return denied("I6", gettext_noop("Only granters of this area may do this."))


def may_open_account(by: Person, person: Person, area: Area, at: datetime) -> Verdict:
    """I6, ACCOUNT-5 to ACCOUNT-7: a granter hands out slips, and never both sides' of a place."""
    [verdict] = Hand(by, at, area).may_print(holders_of([person.key], at))
    return verdict


@transaction.atomic
def open_account(
    *,
    person: Person,
    area: Area,
    username: str = "",
    phone: str = "",
    by: Person,
    at: datetime,
) -> Issued:
    """Open an account and let it see what its holder's offices give."""
    allowed = may_open_account(by, person, area, at)
    issued = accounts.open_account(
        person=person, username=username, phone=phone, by=by, allowed=allowed, at=at
    )
    grants.derive(person, at)
    return issued


@transaction.atomic
def hand_out(*, people: Sequence[Person], area: Area, by: Person, at: datetime) -> list[Issued]:
    """Give each a slip: opens the account of who has none, ends the password of who has one."""
    issued = []
    for person in people:
        account = User.objects.filter(person__in=keys_of(person), is_active=True).first()
        if account is None:
            issued.append(open_account(person=canonical(person), area=area, by=by, at=at))
        else:
            issued.append(new_slip(account=account, area=area, by=by, at=at))
    return issued


def new_slip(*, account: User, area: Area, by: Person, at: datetime) -> Issued:
    """Hand out a new slip to who lost password or slip."""
    allowed = may_open_account(by, _holder(account), area, at)
    return accounts.reset_by_slip(account=account, by=by, allowed=allowed, at=at)


def close_account(*, account: User, area: Area, reason: str, by: Person, at: datetime) -> User:
    """Close an account; its holder's appointments are ended separately."""
    person = _holder(account)
    [allowed] = Hand(by, at, area).may_close(holders_of([person.key], at))
    return accounts.close_account(account=account, reason=reason, by=by, allowed=allowed, at=at)


def merge_persons(
    *, person: Person, double: Person, area: Area, by: Person, confirmed_by: Person, at: datetime
) -> Person:
    """Join two keys of one human being, by two granters."""
    allowed = may_grant(by, area, at) and may_grant(confirmed_by, area, at)
    return persons.merge_persons(
        person=person, double=double, by=by, confirmed_by=confirmed_by, allowed=allowed, at=at
    )


def erase_identity(
    *, person: Person, ground: str, area: Area, by: Person, confirmed_by: Person, at: datetime
) -> int:
    """Delete what identifies a person, by two granters."""
    allowed = may_grant(by, area, at) and may_grant(confirmed_by, area, at)
    return persons.erase_identity(
        person=person, ground=ground, by=by, confirmed_by=confirmed_by, allowed=allowed, at=at
    )


def _holder(account: User) -> Person:
    if account.person is None:
        raise RuleBroken(
            denied("I11", gettext_noop("An account without a person is the operator's own."))
        )
    return account.person
