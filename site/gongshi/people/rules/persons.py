"""When persons are registered, corrected, erased and joined, and accounts opened (pure)."""

from __future__ import annotations

import re

from gongshi.people.rules import normalise_name
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


def is_same_person(known_name: str, given_name: str) -> Verdict:
    """PERSON-1: an ID number belongs to one person; another name beside it is a slip of the pen."""
    if normalise_name(known_name).casefold() == normalise_name(given_name).casefold():
        return ALLOWED
    return denied(
        "PERSON-1",
        gettext_noop("This ID number is registered under another name. Compare with the ID card."),
    )


def id_is_free(*, taken: bool) -> Verdict:
    """PERSON-1: no second person gets an ID number that is already registered."""
    if taken:
        return denied("PERSON-1", gettext_noop("This ID number already belongs to another person."))
    return ALLOWED


def by_two(first: str, second: str, ground: str) -> Verdict:
    """PERSON-2: an identity is erased by two different persons, on a lawful ground."""
    if first == second:
        return denied("PERSON-2", gettext_noop("Two different persons erase an identity together."))
    if not ground.strip():
        return denied("PERSON-2", gettext_noop("Name the legal ground on which this is erased."))
    return ALLOWED


def may_merge(*, one: str, other: str, by: str, confirmed_by: str) -> Verdict:
    """PERSON-3: two granters join two keys of one human being, neither of them their own."""
    if one == other:
        return denied("PERSON-3", gettext_noop("These two are already the same person."))
    if by == confirmed_by or {by, confirmed_by} & {one, other}:
        return denied(
            "PERSON-3", gettext_noop("Two granters join two persons, and never themselves.")
        )
    return ALLOWED


def has_cause(reason: str) -> Verdict:
    """PERSON-4: what is corrected or ended says why."""
    if not reason.strip():
        return denied("PERSON-4", gettext_noop("Say why this is corrected or ended."))
    return ALLOWED


_LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,29}")


def may_be_login(username: str) -> Verdict:
    """ACCOUNT-1: a user name is plain letters and digits, so that it names nobody."""
    if _LOGIN.fullmatch(username):
        return ALLOWED
    return denied(
        "ACCOUNT-1",
        gettext_noop("A user name has 3 to 30 small letters and digits and begins with a letter."),
    )


def login_is_free(*, name_taken: bool, phone_taken: bool) -> Verdict:
    """ACCOUNT-2: a user name and a telephone number open one account."""
    if name_taken:
        return denied("ACCOUNT-2", gettext_noop("This user name is taken."))
    if phone_taken:
        return denied(
            "ACCOUNT-2", gettext_noop("Another account already signs in with this telephone.")
        )
    return ALLOWED


def has_no_account(*, active: bool) -> Verdict:
    """I1: a human being has at most one active account, under any of their keys."""
    if active:
        return denied("I1", gettext_noop("This person already has an account: close that first."))
    return ALLOWED


def is_open(*, active: bool) -> Verdict:
    """ACCOUNT-3: a closed account stays closed; a person may be given a new one."""
    if active:
        return ALLOWED
    return denied("ACCOUNT-3", gettext_noop("This account is closed."))
