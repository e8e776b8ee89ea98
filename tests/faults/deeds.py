"""What an act that is killed halfway must be able to say of itself, and who does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from gongshi.people.models import Identity, Person, User
from gongshi.people.sealing import name_hash
from gongshi.record.models import Entry
from tests.village import AT, Village

LATER = AT + timedelta(minutes=9)


@dataclass(frozen=True)
class Deed:
    """One act, many times over: each target is a number that the database gives to both sides.

    ``marks`` says of one target, fact by fact, whether it is there: all or none. ``totals``
    counts over everything what must be the same number.
    """

    prepare: Callable[[Village, int], object]
    targets: Callable[[], list[int]]
    perform: Callable[[int], object]
    marks: Callable[[int], list[bool]]
    totals: Callable[[], list[int]]


def named(name: str) -> Person:
    """Find a person of the village by name."""
    return Identity.objects.get(name_hash=name_hash(name)).person


def account(name: str) -> User:
    """Give the person's account."""
    return User.objects.get_or_create(username=name, person=named(name))[0]


def entries(kind: str) -> int:
    return Entry.objects.filter(kind=kind).count()


def key_of(number: int) -> UUID:
    """Give the key of the form that does the act on this target."""
    return uuid5(NAMESPACE_OID, f"fault:{number}")
