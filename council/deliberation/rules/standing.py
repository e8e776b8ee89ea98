"""How a serving council stands: its vacant seats, who stays away, when its term ends (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from council.deliberation.rules.composition import FEWEST
from council.deliberation.states import Presence, TermState
from gongshi.clock import Calendar, last_day
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop


def takes_nominations(state: TermState) -> Verdict:
    """TERM-4: nobody is nominated for a council whose term is over."""
    if state is TermState.CLOSED:
        return denied("TERM-4", gettext_noop("This term is already closed."))
    return ALLOWED


def may_fill(*, vacant: int, newcomers: int, document: str, first_document: str) -> Verdict:
    """TERM-7: a by-election fills vacant seats, by a resolution of its own."""
    if newcomers > vacant:
        return denied(
            "TERM-7",
            gettext_noop(
                "This council has %(vacant)s vacant seats; %(newcomers)s people are proposed."
            ),
            vacant=vacant,
            newcomers=newcomers,
        )
    return first_refusal(_proposes(newcomers), _is_new_document(document, first_document))


def _proposes(newcomers: int) -> Verdict:
    if not newcomers:
        return denied("TERM-7", gettext_noop("Nobody is proposed for the vacant seats."))
    return ALLOWED


def _is_new_document(document: str, first_document: str) -> Verdict:
    if not document.strip() or document.strip() == first_document.strip():
        return denied(
            "TERM-7",
            gettext_noop(
                "A by-election rests on a resolution of its own: name that of the villagers' "
                "representatives who confirmed the newcomers."
            ),
        )
    return ALLOWED


def fill_by(left_on: Sequence[date], vacant: int, days: int, calendar: Calendar) -> date | None:
    """Give the last day to fill the seat that has been vacant longest; none where none is.

    ``left_on`` are the days on which members left, in any order: the last so many of them left
    the seats that are vacant now. ``days`` are calendar days.
    """
    if not vacant or not left_on:
        return None
    since = sorted(left_on, reverse=True)[: min(vacant, len(left_on))][-1]
    return last_day(since, days, calendar=calendar)


def is_quorate(serving: int) -> bool:
    """I8: below five the council only elects and hands over."""
    return serving >= FEWEST


def absent_in_a_row(newest_first: Iterable[Presence]) -> int:
    """Count the meetings, back from the last, at which someone was absent without excuse.

    An excused absence neither counts nor breaks the row.
    """
    count = 0
    for presence in newest_first:
        if presence is Presence.PRESENT:
            break
        count += presence is Presence.ABSENT
    return count


def is_over(ends_on: date, today: date) -> bool:
    """Say whether a term is over: its last day is the first without the office."""
    return ends_on <= today


def is_expiring(ends_on: date, today: date, days: int) -> bool:
    """Say whether the next council is to be formed: so many days before the end, or later."""
    return (ends_on - today).days <= days
