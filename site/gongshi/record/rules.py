"""When rows may be erased from under the record (pure)."""

from __future__ import annotations

from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


def may_erase(*, ground: str, by: tuple[str, str], count: int) -> Verdict:
    """Ask for something to erase, a legal ground and two different persons."""
    first, second = by
    if not count:
        return denied("record.erase.nothing", gettext_noop("There is nothing to erase."))
    if not ground.strip():
        return denied("record.erase.ground", gettext_noop("An erasure names its legal ground."))
    if first == second or "clock" in by or not (first and second):
        return denied(
            "record.erase.two_persons", gettext_noop("Two different persons erase together.")
        )
    return ALLOWED


def may_erase_table(table: str, *, erasable: bool) -> Verdict:
    """Only tables of personal rows lose rows; acts stay."""
    if erasable:
        return ALLOWED
    return denied(
        "record.erase.table", gettext_noop("Rows of %(table)s are never erased."), table=table
    )


def was_recorded(*, wanted: int, found: int) -> Verdict:
    """What was never committed, or is erased already, cannot be erased from the record."""
    if wanted == found:
        return ALLOWED
    return denied(
        "record.erase.recorded",
        gettext_noop("%(missing)s of the rows are not in the record or already erased."),
        missing=wanted - found,
    )
