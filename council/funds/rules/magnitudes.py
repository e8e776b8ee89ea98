"""Where figures are of another size than the others: a wrong unit, a miscount (pure).

Like ``contradictions``: a Verdict with a rule id of its own says what is odd; nobody is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median_low

from gongshi.money import half_up, yuan
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

#: 1万元 is 10,000元: how far a sum is off when the unit was mistaken.
MISTAKEN = 10_000
#: From here on one row stands so far from the middle of the others that its unit is doubted.
FAR = 1_000
#: With fewer rows nobody can say which of them is the odd one.
ENOUGH = 3


def unit_is_mistaken(stated: int, found: int) -> Verdict:
    """FUND-W20: the stated total and the lines are exactly 10,000 times apart."""
    if (
        not stated
        or not found
        or MISTAKEN not in {Fraction(stated, found), Fraction(found, stated)}
    ):
        return ALLOWED
    return denied(
        "FUND-W20",
        gettext_noop(
            "Stated %(stated)s yuan, lines %(found)s yuan: exactly 10,000 times apart. "
            "Was 元 taken for 万元?"
        ),
        stated=yuan(stated),
        found=yuan(found),
    )


def unit_is_doubtful(amounts: Sequence[tuple[str, int]]) -> list[Verdict]:
    """FUND-W20: rows a thousand times larger or smaller than the middle one; 元 or 万元?"""
    given = [(name, amount) for name, amount in amounts if amount > 0]
    if len(given) < ENOUGH:
        return []
    middle = median_low([amount for _, amount in given])
    reason = gettext_noop(
        "“%(name)s”: %(amount)s yuan, while %(middle)s yuan is usual here. Was 元 taken for 万元?"
    )
    return [
        denied("FUND-W20", reason, name=name, amount=yuan(amount), middle=yuan(middle))
        for name, amount in given
        if amount >= middle * FAR or amount * FAR <= middle
    ]


def households_differ(stated: int, found: int) -> Verdict:
    """FUND-W21: the document counts more or fewer households than its rows do."""
    if not stated or not found or stated == found:
        return ALLOWED
    return denied(
        "FUND-W21",
        gettext_noop("%(stated)s households are stated, the rows count %(found)s."),
        stated=stated,
        found=found,
    )


def measure_differs(name: str, measure: Decimal, standard: Decimal, amount: int) -> Verdict:
    """FUND-W22: a measured quantity (亩) times its rate in yuan is not the amount, to the fen."""
    product = half_up(Fraction(measure) * Fraction(standard) * 100)
    if product == amount:
        return ALLOWED
    return denied(
        "FUND-W22",
        gettext_noop(
            "“%(name)s”: %(measure)s × %(standard)s yuan is %(product)s yuan, but %(amount)s yuan "
            "is given."
        ),
        name=name,
        measure=measure,
        standard=standard,
        product=yuan(product),
        amount=yuan(amount),
    )
