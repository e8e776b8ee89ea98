"""When a meeting may be called, attended and closed (pure)."""

from __future__ import annotations

from datetime import date

from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop


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


def may_attend(state_closed: bool, strangers: int) -> Verdict:  # noqa: FBT001 -- a fact
    """MEETING-2: attendance is kept until the meeting closes, of those who are due."""
    if state_closed:
        return denied("MEETING-2", gettext_noop("This meeting is closed."))
    if strangers:
        return denied("MEETING-2", gettext_noop("Only those due at the meeting are signed in."))
    return ALLOWED


def has_come(held_on: date, today: date) -> Verdict:
    """MEETING-4: nobody signs in or votes before the day for which the meeting was called."""
    if today < held_on:
        return denied("MEETING-4", gettext_noop("The day of this meeting has not come yet."))
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
