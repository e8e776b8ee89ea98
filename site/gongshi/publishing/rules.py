"""When something is handed over for publication, taken up and handed back (pure)."""

from __future__ import annotations

from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


def may_request(*, on_its_way: bool) -> Verdict:
    """PUB-1: the same thing is on its way to the notice board once at a time."""
    if on_its_way:
        return denied("PUB-1", gettext_noop("This is already on its way to the notice board."))
    return ALLOWED


def may_conclude(*, interrupted: bool) -> Verdict:
    """PUB-2: a publication that was interrupted is not concluded."""
    if interrupted:
        return denied("PUB-2", gettext_noop("This publication was interrupted."))
    return ALLOWED


def may_take_up(*, interrupted: bool, concluded: bool, announcement: bool) -> Verdict:
    """PUB-3: a notice is made of what still waits, never of what is over.

    An announcement is concluded by its release alone; withdrawn later, it may be made again.
    """
    if interrupted or (concluded and not announcement):
        return denied(
            "PUB-3", gettext_noop("This publication is over; no further notice is made of it.")
        )
    return ALLOWED
