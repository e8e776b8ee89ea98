"""When a notice may be released, posted, concluded, corrected (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gongshi.offices.duties import Duty
from gongshi.people.leaks import Severity, classify
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop
from publicity.notices.duties import READING
from publicity.notices.states import STANDING, Phase


def has_hotline(hotlines: Sequence[str]) -> Verdict:
    """NOTICE-1: a notice without a telephone number for questions and complaints is not valid."""
    if not any(line.strip() for line in hotlines):
        return denied(
            "NOTICE-1", gettext_noop("Name at least one telephone number for objections.")
        )
    return ALLOWED


def period_long_enough(days: int, floor: int, *, announcement: bool) -> Verdict:
    """NOTICE-2: a notice that invites objections stays at least as long as the law says (days)."""
    if announcement or days >= floor:
        return ALLOWED
    return denied(
        "NOTICE-2",
        gettext_noop(
            "The period of %(days)s days is shorter than the %(floor)s days the law demands."
        ),
        days=days,
        floor=floor,
    )


def is_in(phase: Phase, *allowed: Phase) -> Verdict:
    """NOTICE-3: a notice is handled in its order: draft, review, release, posting, conclusion."""
    if phase in allowed:
        return ALLOWED
    return denied("NOTICE-3", gettext_noop("The notice is not at this point."))


def is_what_was_reviewed(digest: str, reviewed: str) -> Verdict:
    """NOTICE-4: what is released is, word for word, what was reviewed."""
    if digest == reviewed:
        return ALLOWED
    return denied(
        "NOTICE-4", gettext_noop("The text changed after the review: have it reviewed again.")
    )


def posting_is_complete(place: str, posted_on: date, today: date, *, photographed: bool) -> Verdict:
    """NOTICE-5: the posting record says where and when, and shows the board in a photograph."""
    if not place.strip():
        return denied("NOTICE-5", gettext_noop("Say on which board the notice hangs."))
    if posted_on > today:
        return denied("NOTICE-5", gettext_noop("A notice cannot have been posted in the future."))
    if not photographed:
        return denied("NOTICE-5", gettext_noop("Add a photograph of the board."))
    return ALLOWED


def posted_after_release(posted_on: date, released_on: date) -> Verdict:
    """NOTICE-5: a paper hangs on the day of its release or later: its period is never shortened."""
    if posted_on >= released_on:
        return ALLOWED
    return denied(
        "NOTICE-5",
        gettext_noop("The notice was released on %(released)s; it cannot have hung before."),
        released=released_on.isoformat(),
    )


def is_still_wanted(*, interrupted: bool) -> Verdict:
    """NOTICE-8: what was sent back to an earlier step is not released any more."""
    if interrupted:
        return denied(
            "NOTICE-8",
            gettext_noop("The matter was sent back to an earlier step: this notice is void."),
        )
    return ALLOWED


def may_conclude(
    phase: Phase,
    last: date | None,
    today: date,
    *,
    open_objections: int,
    announcement: bool = False,
) -> Verdict:
    """NOTICE-6: a period is concluded when its last day has passed and no objection is open.

    An announcement has no period: it says a result, and nobody takes it off the board.
    """
    if announcement:
        return denied("NOTICE-6", gettext_noop("An announcement stays: it has no period to end."))
    if phase is not Phase.DISPLAYED or last is None:
        return denied("NOTICE-6", gettext_noop("The notice is not on display."))
    if today <= last:
        return denied(
            "NOTICE-6",
            gettext_noop("The period runs until the end of %(last)s."),
            last=last.isoformat(),
        )
    if open_objections:
        return denied(
            "NOTICE-6",
            gettext_noop("%(count)s objections are still open: answer them first."),
            count=open_objections,
        )
    return ALLOWED


def may_withdraw(phase: Phase, reason: str) -> Verdict:
    """NOTICE-7: what was public is never deleted; it is withdrawn or corrected with a reason."""
    return first_refusal(
        ALLOWED
        if phase in STANDING
        else denied("NOTICE-7", gettext_noop("Only a notice that is public can be withdrawn.")),
        ALLOWED
        if reason.strip()
        else denied("NOTICE-7", gettext_noop("Say why the notice is withdrawn.")),
    )


def names_no_number(text: str) -> Verdict:
    """NOTICE-14: what is said beside a notice is as public as the notice, and stays as long."""
    if classify(text) is Severity.REFUSE:
        return denied(
            "NOTICE-14",
            gettext_noop(
                "Everyone reads this: leave out ID numbers, mobile numbers and bank cards."
            ),
        )
    return ALLOWED


def may_read_names(duties: Iterable[Duty]) -> Verdict:
    """NOTICE-9: full names are for those whose work is with the rows; all others read the web."""
    if READING & frozenset(duties):
        return ALLOWED
    return denied(
        "NOTICE-9",
        gettext_noop(
            "Your office does not work with lists of full names. The public page shows the notice "
            "to everyone, with covered names."
        ),
    )


def is_what_was_read(read: str, now: str) -> Verdict:
    """NOTICE-10: a reviewer judges the very text that was before their eyes."""
    if read == now:
        return ALLOWED
    return denied(
        "NOTICE-10",
        gettext_noop("The draft changed while you were reading it. Read what changed, then judge."),
    )


def encloses_its_own(strange: int) -> Verdict:
    """NOTICE-11: nobody shows a picture or document that another place's office uploaded."""
    if strange:
        return denied(
            "NOTICE-11",
            gettext_noop(
                "%(count)s pictures or attachments were uploaded by an office elsewhere. "
                "Upload them again here."
            ),
            count=strange,
        )
    return ALLOWED


def may_print_now(*, free: bool) -> Verdict:
    """NOTICE-12: so many papers at the same moment as the machine bears."""
    if not free:
        return denied(
            "NOTICE-12",
            gettext_noop(
                "Another paper is being printed just now. Please try again in half a minute; "
                "everything stands on the page of the notice as well."
            ),
        )
    return ALLOWED


def may_print_again(number: int, most: int) -> Verdict:
    """NOTICE-13: so many papers an hour for one connection; ``number`` counts this one."""
    if number > most:
        return denied(
            "NOTICE-13",
            gettext_noop(
                "Many papers were printed for this connection. Please try again in an hour, or "
                "call the number on the notice; everything stands on its page as well."
            ),
        )
    return ALLOWED


def acts_for_somebody(*, person: bool) -> Verdict:
    """I11: an account that stands for nobody in office does nothing, whatever flag it has."""
    if not person:
        return denied("I11", gettext_noop("An account without an office does nothing here."))
    return ALLOWED
