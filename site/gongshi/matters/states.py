"""The stages of a matter: one general order that every kind's procedure refines (pure)."""

from __future__ import annotations

from enum import StrEnum

from gongshi.verdict import gettext_noop


class Stage(StrEnum):
    """Where a matter stands (I12)."""

    OPEN = "open"
    PLANNED = "planned"
    DECIDED = "decided"
    TOWN_OK = "town_ok"
    APPROVED = "approved"
    EXECUTING = "executing"
    INSPECTED = "inspected"
    ACCEPTED = "accepted"
    RELEASED = "released"
    PAID = "paid"
    ARCHIVED = "archived"
    REJECTED = "rejected"
    ESCALATED = "escalated"
    SUSPENDED = "suspended"


#: Nothing more happens to a matter here.
CLOSED = frozenset({Stage.ARCHIVED, Stage.REJECTED})

#: The stages in words, for refusals and pages.
STAGE_WORDS: dict[Stage, str] = {
    Stage.OPEN: gettext_noop("opened"),
    Stage.PLANNED: gettext_noop("plan drafted"),
    Stage.DECIDED: gettext_noop("advised by the council"),
    Stage.TOWN_OK: gettext_noop("reviewed by the township"),
    Stage.APPROVED: gettext_noop("already approved"),
    Stage.EXECUTING: gettext_noop("being carried out"),
    Stage.INSPECTED: gettext_noop("inspected"),
    Stage.ACCEPTED: gettext_noop("already accepted"),
    Stage.RELEASED: gettext_noop("released for payment"),
    Stage.PAID: gettext_noop("already paid"),
    Stage.ARCHIVED: gettext_noop("archived"),
    Stage.REJECTED: gettext_noop("already refused"),
    Stage.ESCALATED: gettext_noop("handed to the representatives"),
    Stage.SUSPENDED: gettext_noop("held up for now"),
}
