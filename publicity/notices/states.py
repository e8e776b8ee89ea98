"""The phases of a notice, and the one vocabulary of statuses people read (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """What has been done with a notice."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    PUBLISHED = "published"  # released, not yet on the board
    DISPLAYED = "displayed"  # posted: the period runs
    CONCLUDED = "concluded"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


#: Whoever looks at the public pages finds these.
PUBLIC = frozenset(
    {Phase.PUBLISHED, Phase.DISPLAYED, Phase.CONCLUDED, Phase.CORRECTED, Phase.WITHDRAWN}
)

#: Once public, and no longer standing: their pages stay and say why.
GONE = frozenset({Phase.CORRECTED, Phase.WITHDRAWN})
#: What stands before the public.
STANDING = PUBLIC - GONE


class Status(StrEnum):
    """What is shown, everywhere in the same words."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    OPEN_LAST = "open_last"
    OBJECTION = "objection"
    CLOSED_CLEAR = "closed_clear"
    CLOSED_RESOLVED = "closed_resolved"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    ANNOUNCED = "announced"  # a 公告: decided, no period to object in


@dataclass(frozen=True, slots=True)
class Shown:
    """What the status of a notice is told from. ``last`` is its last day on the board."""

    phase: Phase
    announcement: bool
    first: date | None
    last: date | None
    open_objections: int
    objections: int


#: Phases that say everything by themselves.
ENDED = {Phase.WITHDRAWN: Status.WITHDRAWN, Phase.CORRECTED: Status.CORRECTED}


def status_of(shown: Shown, today: date) -> Status:
    """Give the status on a day; readers decide by date, so a late clock exposes nothing."""
    if shown.phase in ENDED:
        return ENDED[shown.phase]
    if shown.open_objections:
        return Status.OBJECTION
    if shown.announcement and shown.phase in PUBLIC:
        return Status.ANNOUNCED
    return _by_date(shown, today)


def _by_date(shown: Shown, today: date) -> Status:
    if shown.first is None or shown.last is None or today < shown.first:
        return Status.SCHEDULED
    if today <= shown.last:
        return Status.OPEN if today < shown.last else Status.OPEN_LAST
    return Status.CLOSED_RESOLVED if shown.objections else Status.CLOSED_CLEAR
