"""When an objection may be filed and answered (pure)."""

from __future__ import annotations

from datetime import date

from gongshi.people.leaks import Severity, classify
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

LONGEST = 2000  # characters; more is cut by no one: the villager is asked to shorten it


def may_file(*, public: bool, announcement: bool, last: date | None, today: date) -> Verdict:
    """OBJ-1: anyone may object from the release of a notice to the end of its last day."""
    if announcement:
        return denied(
            "OBJ-1",
            gettext_noop("This tells what was done. For questions, please call the number on it."),
        )
    if not public:
        return denied("OBJ-1", gettext_noop("This notice does not invite objections now."))
    if last is not None and today > last:
        return denied(
            "OBJ-1",
            gettext_noop("The period ended on %(last)s. Please call the number on the notice."),
            last=last.isoformat(),
        )
    return ALLOWED


def is_readable(text: str) -> Verdict:
    """OBJ-2: an objection says something, in at most 2,000 characters."""
    if len(text.strip()) < 2:
        return denied("OBJ-2", gettext_noop("Please write what is wrong, in a few words."))
    if len(text) > LONGEST:
        return denied(
            "OBJ-2", gettext_noop("Please keep it below %(most)s characters."), most=LONGEST
        )
    return ALLOWED


def is_about_a_row(row: str, rows: frozenset[str]) -> Verdict:
    """OBJ-3: an objection to one row names a row of this notice."""
    if row and row not in rows:
        return denied("OBJ-3", gettext_noop("This row is not part of the notice."))
    return ALLOWED


def may_reply(*, answered: bool, text: str) -> Verdict:
    """OBJ-4, OBJ-7: an objection is answered once, in writing, in words that everyone may read."""
    if answered:
        return denied("OBJ-4", gettext_noop("This objection has already been answered."))
    if not text.strip():
        return denied("OBJ-4", gettext_noop("Please answer in writing."))
    if classify(text) is Severity.REFUSE:
        return denied(
            "OBJ-7",
            gettext_noop(
                "Everyone reads this answer: leave out ID numbers, mobile numbers and bank cards."
            ),
        )
    return ALLOWED


def all_answered(still_open: int) -> Verdict:
    """OBJ-5: no period ends while an objection is open."""
    if still_open:
        return denied(
            "OBJ-5",
            gettext_noop("%(count)s objections are not answered yet."),
            count=still_open,
        )
    return ALLOWED


def may_enter_for_a_villager(*, holds_office: bool) -> Verdict:
    """I7: who records or answers in the notice's place takes down what a villager says."""
    if not holds_office:
        return denied("I7", gettext_noop("You hold no office here today that may enter this."))
    return ALLOWED


def may_file_so_often(number: int, most: int) -> Verdict:
    """OBJ-6: so many objections an hour from one connection; the telephone stays open."""
    if number > most:
        return denied(
            "OBJ-6",
            gettext_noop(
                "Many objections came from this connection. Please call the number on the notice."
            ),
        )
    return ALLOWED


def may_try_so_many(number: int, most: int) -> Verdict:
    """OBJ-8: so many wrong codes an hour from one connection, so that nobody guesses one."""
    if number > most:
        return denied(
            "OBJ-8",
            gettext_noop(
                "Many wrong codes came from this connection. Please try again in an hour, or ask "
                "at the village office with the receipt in your hand."
            ),
        )
    return ALLOWED
