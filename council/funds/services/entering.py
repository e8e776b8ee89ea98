"""Entering for others: a clerk or a member types, nobody is bound yet (reading 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongshi.areas.models import Area
from gongshi.offices.duties import Duty
from gongshi.offices.queries import appointments_for
from gongshi.people.models import Person
from gongshi.record.services import append
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


def may_enter(by: Person, area: Area, at: datetime) -> Verdict:
    """I7: only who holds an office of recording here may enter something for this place."""
    if appointments_for(by, Duty.RECORD, area.code, at).exists():
        return ALLOWED
    return denied("I7", gettext_noop("You hold no office here today that may enter this."))


def note(kind: str, *, by: Person, area: Area, at: datetime, body: Mapping[str, object]) -> None:
    """Append what was entered to the record."""
    office = appointments_for(by, Duty.RECORD, area.code, at).values_list("office", flat=True)
    append(
        kind=kind,
        at=at,
        actor=by.key.hex,
        office=next(iter(office), ""),
        area=area.code,
        body=body,
    )
