"""When a line may be paid, and when the money has arrived (pure)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from gongshi.money import yuan
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop

#: The longest voucher number.
LONGEST = 40

#: Did it reach the household?
REACHED, PARTLY, NOT_REACHED = "yes", "partly", "no"


def plain_voucher(typed: str) -> str:
    """Give a voucher number as it is kept: one number, in whichever widths, dashes or signs that
    nobody sees it was typed, is one voucher (FUND-10).
    """
    kept = []
    for sign in unicodedata.normalize("NFKC", typed).upper():
        kind = unicodedata.category(sign)
        if kind[0] not in "ZC":
            kept.append("-" if kind == "Pd" else sign)
    return "".join(kept)


def may_pay(
    *,
    payable: int | None,
    paid: int,
    amount: int,
    voucher: str,
    taken: bool,
    paid_on: date,
    listed_on: date | None,
    today: date,
) -> Verdict:
    """Judge one payment: its stage, its line, its voucher, its day."""
    return first_refusal(
        is_payable(payable),
        within_line(payable or 0, paid, amount),
        has_voucher(voucher, taken=taken),
        is_not_ahead(paid_on, today),
        is_not_before_its_list(paid_on, listed_on),
    )


def is_payable(payable: int | None) -> Verdict:
    """FUND-8: nothing is paid before its stage: approved, filed and on the payment list."""
    if payable is None:
        return denied(
            "FUND-8", gettext_noop("This line cannot be paid yet: it is not on a payment list.")
        )
    return ALLOWED


def within_line(line: int, paid: int, amount: int) -> Verdict:
    """FUND-9: a payment is more than nothing and never above what its line still has."""
    if amount <= 0:
        return denied("FUND-9", gettext_noop("A payment is more than nothing."))
    if paid >= line:
        return denied("FUND-9", gettext_noop("This line has already been paid."))
    if paid + amount > line:
        return denied(
            "FUND-9",
            gettext_noop("This line has %(left)s yuan left to pay, not %(amount)s."),
            left=yuan(line - paid),
            amount=yuan(amount),
        )
    return ALLOWED


def has_voucher(voucher: str, *, taken: bool) -> Verdict:
    """FUND-10: every payment has a voucher number of its own."""
    if not voucher:
        return denied("FUND-10", gettext_noop("A payment needs its voucher number."))
    if len(voucher) > LONGEST:
        return denied(
            "FUND-10", gettext_noop("A voucher number has at most %(most)s signs."), most=LONGEST
        )
    if taken:
        return denied(
            "FUND-10",
            gettext_noop("Voucher number %(number)s is already used in this village this year."),
            number=voucher,
        )
    return ALLOWED


def is_not_ahead(paid_on: date, today: date) -> Verdict:
    """FUND-11: a payment is entered on its day or later, never ahead."""
    if paid_on > today:
        return denied("FUND-11", gettext_noop("The day of payment lies in the future."))
    return ALLOWED


def is_not_before_its_list(paid_on: date, listed_on: date | None) -> Verdict:
    """FUND-11: nothing is payable before its list, so no payment is older than it.

    An older day would also put a voucher into another year, where it may be used once more.
    """
    if listed_on is not None and paid_on < listed_on:
        return denied(
            "FUND-11",
            gettext_noop("The payment list was made on %(day)s: nothing was paid before."),
            day=listed_on.isoformat(),
        )
    return ALLOWED


def same_request(*, same: bool) -> Verdict:
    """FUND-12: one form pays one thing; sent twice it pays once."""
    if same:
        return ALLOWED
    return denied("FUND-12", gettext_noop("This form has already been used for something else."))


def is_paid(left: int) -> Verdict:
    """FUND-9: the payment step ends when nothing is left to pay (``left`` is fen)."""
    if not left:
        return ALLOWED
    return denied("FUND-9", gettext_noop("%(left)s yuan are still to be paid."), left=yuan(left))


def is_checked(
    lines: Sequence[int], checks: Mapping[int, str], inspectors: int, needed: int
) -> Verdict:
    """FUND-13, I12: every line was looked at, by enough different inspectors."""
    missing = [line for line in lines if line not in checks]
    if missing:
        return denied(
            "FUND-13",
            gettext_noop("%(count)s lines have not been checked yet."),
            count=len(missing),
        )
    if inspectors < needed:
        return denied(
            "I12",
            gettext_noop("At least %(needed)s different inspectors check a delivery."),
            needed=needed,
        )
    return ALLOWED


def has_arrived(checks: Mapping[int, str]) -> Verdict:
    """FUND-14: a delivery is accepted only when it reached every line."""
    open_lines = sum(1 for reached in checks.values() if reached != REACHED)
    if open_lines:
        return denied(
            "FUND-14",
            gettext_noop("%(count)s lines were not reached in full: settle them and check again."),
            count=open_lines,
        )
    return ALLOWED


def money_has_moved(payments: int) -> Verdict:
    """FUND-15: once money was paid, a matter is suspended, never sent back."""
    if payments:
        return denied(
            "FUND-15",
            gettext_noop("Money was already paid on this plan: it can only be suspended."),
        )
    return ALLOWED
