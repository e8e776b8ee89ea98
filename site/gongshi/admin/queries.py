"""What an account may see in the admin today: guardian's rows, filtered by today's appointments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from gongshi.admin.duties import MACHINE, OPENS, Section
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, level_of, pad, prefix
from gongshi.offices.duties import DUTIES, Duty, Office
from gongshi.offices.grants import codename
from gongshi.offices.models import AreaUserPermission
from gongshi.offices.queries import appointments_of
from gongshi.people.models import Person, User


@dataclass(frozen=True, slots=True)
class Entrant:
    """An account as the admin sees it. ``areas`` gives, per section, the codes it reaches."""

    person: Person | None = None
    areas: dict[Section, frozenset[str]] = field(default_factory=dict)
    duties: dict[Duty, frozenset[str]] = field(default_factory=dict)
    machine: bool = False

    @property
    def sections(self) -> frozenset[Section]:
        return frozenset(self.areas) | (MACHINE if self.machine else frozenset())

    @property
    def may_enter(self) -> bool:
        return bool(self.sections)

    def reaches(self, area: str, *sections: Section) -> bool:
        """Whether one of the sections is open for this area (12-digit code)."""
        over = {pad(prefix(area, level)) for level in Level}  # and itself
        return any(over & self.areas.get(section, frozenset()) for section in sections)


NOBODY = Entrant()


def entrant_of(user: Any, at: datetime | None = None) -> Entrant:
    """Give what an account may see now; read once a request, for an account lives as long."""
    kept = getattr(user, "_entrant", None)
    if isinstance(kept, Entrant) and at is None:
        return kept
    found = _read(user, at or timezone.now())
    if at is None and user.is_authenticated:
        user._entrant = found  # noqa: SLF001 -- our own mark on the account of this request
    return found


def account_of(request: HttpRequest) -> User:
    """Give the account that is signed in; the gate lets nobody else reach a page of ours."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def person_of(request: HttpRequest) -> Person:
    """Give the person who acts; an account without one acts nowhere (I11)."""
    person = entrant_of(request.user).person
    if person is None:
        raise PermissionDenied
    return person


def _read(user: Any, at: datetime) -> Entrant:
    if not (user.is_authenticated and user.is_active):
        return NOBODY
    # The flag is read anew: in the admin the account of the request has lost it (see gate).
    machine = User.objects.filter(pk=user.pk, is_superuser=True).exists()
    if user.person is None:
        return Entrant(machine=machine)
    granted = set(
        AreaUserPermission.objects.filter(user_id=user.pk).values_list(
            "permission__codename", "content_object_id"
        )
    )
    areas: dict[Section, set[str]] = {}
    duties: dict[Duty, set[str]] = {}
    for name, area in appointments_of(user.person, at).values_list("office", "area_id"):
        office = Office(name)
        held = {duty for duty in DUTIES[office] if (codename(duty.value), area) in granted}
        for duty in held:
            duties.setdefault(duty, set()).add(area)
        for section in OPENS.get(office, frozenset()) if held else ():
            areas.setdefault(section, set()).add(area)
    return Entrant(
        person=user.person,
        areas={section: frozenset(codes) for section, codes in areas.items()},
        duties={duty: frozenset(codes) for duty, codes in duties.items()},
        machine=machine,
    )


def prefixes(codes: Iterable[str]) -> list[str]:
    """Give the digits that the codes of these areas and of all below them begin with."""
    return sorted(prefix(code, Level(level_of(code))) for code in codes)


def below(path: str, codes: Iterable[str]) -> Q:
    """Filter for rows whose area code, found by ``path``, is one of these or lies below one."""
    return starting(path, prefixes(codes))
