"""When an upload may be confirmed (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongshi.spreadsheets.states import TRANSITIONS, BatchState
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


def may_become(state: str, wanted: BatchState) -> Verdict:
    """SHEET-61: an upload is confirmed, given up or expires once, and then rests."""
    if wanted in TRANSITIONS[BatchState(state)]:
        return ALLOWED
    return denied(
        "SHEET-61", gettext_noop("This upload is already closed. Upload the file once more.")
    )


def is_fresh(uploaded_at: datetime, at: datetime, hours: int) -> Verdict:
    """SHEET-62: what was previewed too long ago must be looked at anew."""
    if at < uploaded_at + timedelta(hours=hours):
        return ALLOWED
    return denied(
        "SHEET-62",
        gettext_noop(
            "The preview is older than %(hours)s hours and no longer holds. Upload the file "
            "once more."
        ),
        hours=hours,
    )


def same_file(stored: str, shown: str) -> Verdict:
    """SHEET-63: what is confirmed is the file that was shown."""
    if stored == shown:
        return ALLOWED
    return denied(
        "SHEET-63", gettext_noop("The file is not the one that was shown. Upload it once more.")
    )


def nothing_wrong(errors: int) -> Verdict:
    """SHEET-60: all rows or none; one row with an error stops the whole file."""
    if not errors:
        return ALLOWED
    return denied(
        "SHEET-60",
        gettext_noop(
            "%(errors)s rows have errors. Correct them in the file and upload it once more."
        ),
        errors=errors,
    )


def warnings_seen(warnings: int, *, accepted: bool) -> Verdict:
    """SHEET-64: warnings are confirmed on purpose."""
    if accepted or not warnings:
        return ALLOWED
    return denied(
        "SHEET-64",
        gettext_noop("There are %(warnings)s warnings. Look at them and tick that you have."),
        warnings=warnings,
    )


def same_outcome(previewed: str, now: str) -> Verdict:
    """SHEET-65: confirming does what the preview showed, or nothing."""
    if previewed == now:
        return ALLOWED
    return denied(
        "SHEET-65",
        gettext_noop(
            "Meanwhile something has changed in the system, so the preview no longer holds. Upload "
            "the file once more."
        ),
    )
