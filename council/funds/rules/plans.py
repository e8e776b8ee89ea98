"""What a plan may be for, who adopts it, and when a new version is needed (pure)."""

from __future__ import annotations

from collections.abc import Collection

from gongshi.money import yuan
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

#: Where the money comes from in law: it chooses the assembly and its threshold.
POVERTY_ASSET, GENERAL_COLLECTIVE = "poverty_asset", "general_collective"

#: The assembly that adopts a plan, by earmark (village law 24, 26; collective organisation law 28).
ADOPTING_BODY = {
    POVERTY_ASSET: "representatives",
    GENERAL_COLLECTIVE: "collective_representatives",
}


def has_executor(members: int) -> Verdict:
    """FUND-19: who carries a plan out is known by name, else nobody sees who must stay out (I2)."""
    if members:
        return ALLOWED
    return denied(
        "FUND-19",
        gettext_noop(
            "Nobody is entered yet as a member of this village's two committees, which carry the "
            "plan out, so nobody can see who must stay out of deciding it. Import the list of the "
            "two committees first, then enter the plan."
        ),
    )


def shares_something(total: int | None) -> Verdict:
    """FUND-1: a plan shares more than nothing, or no money at all."""
    if total is None or total > 0:
        return ALLOWED
    return denied("FUND-1", gettext_noop("A plan shares more than nothing."))


def is_offered(offered: bool, formula: str) -> Verdict:  # noqa: FBT001 -- a fact
    """FUND-16: a formula is installed, and on in this village."""
    if offered:
        return ALLOWED
    return denied("FUND-16", gettext_noop("There is no formula “%(key)s” here."), key=formula)


def has_rows(rows: int) -> Verdict:
    """FUND-1: an allocation has at least one row."""
    if rows:
        return ALLOWED
    return denied("FUND-1", gettext_noop("An allocation needs at least one row."))


def has_version(*, made: bool) -> Verdict:
    """FUND-17: only a plan that stands can be changed."""
    if made:
        return ALLOWED
    return denied("FUND-17", gettext_noop("There is no plan yet that could be changed."))


def has_draft(*, entered: bool) -> Verdict:
    """FUND-17: only lines that somebody entered can be adopted."""
    if entered:
        return ALLOWED
    return denied("FUND-17", gettext_noop("Nobody has entered the lines of this plan yet."))


def is_made(*, made: bool) -> Verdict:
    """FUND-17: a step is done only with what it is for."""
    if made:
        return ALLOWED
    return denied("FUND-17", gettext_noop("What this step is for has not been made yet."))


def has_purpose(code: str, allowed: Collection[str], forbidden: Collection[str]) -> Verdict:
    """FUND-3: relief money is spent on a purpose of the list, never on one of the negative list."""
    if code in forbidden:
        return denied(
            "FUND-3",
            gettext_noop(
                "This purpose (%(code)s) is on the negative list: it may not be paid for."
            ),
            code=code,
        )
    if code not in allowed:
        return denied("FUND-3", gettext_noop("“%(code)s” is not a purpose of the list."), code=code)
    return ALLOWED


def has_earmark(earmark: str) -> Verdict:
    """FUND-4: every sum is poverty asset income or general collective income, never both."""
    if earmark in ADOPTING_BODY:
        return ALLOWED
    return denied(
        "FUND-4",
        gettext_noop("Say whether this is income of poverty-relief assets or of the collective."),
    )


def is_authorised(authorisation: str) -> Verdict:
    """FUND-5: representatives decide only what the village assembly has authorised them to."""
    if authorisation.strip():
        return ALLOWED
    return denied(
        "FUND-5",
        gettext_noop(
            "Name the resolution by which the village assembly authorised its representatives; "
            "without it their decision is void."
        ),
    )


def says_why(number: int, reason: str) -> Verdict:
    """FUND-6: a second or later version says why it was made."""
    if number == 1 or reason.strip():
        return ALLOWED
    return denied("FUND-6", gettext_noop("Say why the plan is changed."))


def fits_item(total: int, ceiling: int, used: int) -> Verdict:
    """FUND-7: plans and allocations together never exceed the fund item they draw on."""
    if used + total <= ceiling:
        return ALLOWED
    return denied(
        "FUND-7",
        gettext_noop("This item has %(left)s yuan left, not %(total)s."),
        left=yuan(ceiling - used),
        total=yuan(total),
    )


def is_second_person(*, same: bool) -> Verdict:
    """FUND-18: what one person entered another approves."""
    if same:
        return denied(
            "FUND-18", gettext_noop("You entered this yourself: someone else must approve it.")
        )
    return ALLOWED
