"""When a meeting may be called, attended and closed (pure)."""

from __future__ import annotations

from datetime import date

from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop

#: Meetings older than this were never on paper here; a year ahead nobody is called.
EARLIEST, A_YEAR = 2000, 366


def notice_given(noticed_on: date, held_on: date, days: int) -> Verdict:
    """MEETING-1: the notice went out early enough; the day of the notice does not count."""
    if (held_on - noticed_on).days < days:
        return denied(
            "MEETING-1",
            gettext_noop("This body must be called %(days)s days before; here it is %(given)s."),
            days=days,
            given=(held_on - noticed_on).days,
        )
    return ALLOWED


def is_a_likely_day(held_on: date, today: date) -> Verdict:
    """MEETING-1: a meeting is called for a day within a year; papers of older ones are entered."""
    if held_on.year < EARLIEST or (held_on - today).days > A_YEAR:
        return denied(
            "MEETING-1",
            gettext_noop("Look at the day once more: %(day)s cannot be meant."),
            day=held_on.isoformat(),
        )
    return ALLOWED


def has_come(held_on: date, today: date) -> Verdict:
    """MEETING-4: nobody signs in or votes before the day for which the meeting was called.

    Who was told of that day would else find everything voted on when they come.
    """
    if today < held_on:
        return denied(
            "MEETING-4",
            gettext_noop("This meeting was called for %(day)s: nobody signs in before."),
            day=held_on.isoformat(),
        )
    return ALLOWED


def sends_nobody_away(*, sent: int, voting: bool) -> Verdict:
    """MEETING-5: while a vote is open nobody enters as away whoever is signed in.

    They could not vote any more, and nobody would wait for them.
    """
    if voting and sent:
        return denied(
            "MEETING-5",
            gettext_noop(
                "A vote is open: %(sent)s who signed in cannot be entered as away now. If somebody "
                "left, the chair closes the vote without them."
            ),
            sent=sent,
        )
    return ALLOWED


def may_attend(state_closed: bool, strangers: int) -> Verdict:  # noqa: FBT001 -- a fact
    """MEETING-2: attendance is kept until the meeting closes, of those who are due."""
    if state_closed:
        return denied("MEETING-2", gettext_noop("This meeting is closed."))
    if strangers:
        return denied("MEETING-2", gettext_noop("Only those due at the meeting are signed in."))
    return ALLOWED


def may_vote_here(*, closed: bool, held_on: date, today: date) -> Verdict:
    """MEETING-2, MEETING-4: a vote is taken in a meeting that has begun and is not closed."""
    return first_refusal(may_attend(closed, 0), has_come(held_on, today))


def may_close_meeting(*, voting: bool) -> Verdict:
    """MEETING-3: a meeting does not close over an open vote."""
    if voting:
        return denied("MEETING-3", gettext_noop("A vote is still open: close it first."))
    return ALLOWED


def belongs_here(*, same_village: bool) -> Verdict:
    """I7: a meeting deals with the matters of its own village."""
    if same_village:
        return ALLOWED
    return denied("I7", gettext_noop("This step belongs to another village."))


def holds_office(*, held: bool) -> Verdict:
    """I7: what belongs to no matter is done in an office that may do it, held here today."""
    if held:
        return ALLOWED
    return denied("I7", gettext_noop("You hold no office here today that may do this."))
