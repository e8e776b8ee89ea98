"""Where figures contradict each other: shown as warnings, never hidden, never mended (pure).

Each function compares what a document states with what follows from its own figures. It gives
ALLOWED where they agree, else a Verdict with a rule id of its own; nobody is refused by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from gongshi.money import half_up, portion, rate, yuan
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

_APPROXIMATE = re.compile(r"约|左右|近|余|大概|上下")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_NUMBER = re.compile(r"[^〔\[【(（]+[〔\[【(（](?:19|20)\d{2}[〕\]】)）]第?\d+号")
_DATE = re.compile(r"(?:19|20)\d{2}(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2})", re.ASCII)


def total_differs(declared: int | None, found: int) -> Verdict:
    """FUND-W1: the declared total is not the sum of the lines."""
    if declared is None or declared == found:
        return ALLOWED
    return denied(
        "FUND-W1",
        gettext_noop("Declared total %(declared)s yuan, lines %(found)s yuan: %(gap)s yuan apart."),
        declared=yuan(declared),
        found=yuan(found),
        gap=yuan(abs(declared - found)),
    )


def is_approximate(text: str) -> Verdict:
    """FUND-W2: a total given as “about” beside exact parts."""
    if not _APPROXIMATE.search(text):
        return ALLOWED
    return denied(
        "FUND-W2",
        gettext_noop("The total is given as “%(text)s”, though its parts are exact."),
        text=text,
    )


def is_joint(name: str, amount: int, persons: int) -> Verdict:
    """FUND-W3: one amount for several people says nothing about each of them."""
    if persons < 2:
        return ALLOWED
    if amount % persons:
        return denied(
            "FUND-W3",
            gettext_noop(
                "“%(name)s”: %(amount)s yuan jointly for %(persons)s people; "
                "it cannot be split evenly to whole fen, so nobody's share is known."
            ),
            name=name,
            amount=yuan(amount),
            persons=persons,
        )
    return denied(
        "FUND-W3",
        gettext_noop(
            "“%(name)s”: %(amount)s yuan jointly for %(persons)s people; no single share is given."
        ),
        name=name,
        amount=yuan(amount),
        persons=persons,
    )


def bases_differ(base: str, shares: int, persons: int, households: int) -> Verdict:
    """FUND-W4: shares, people and households are different bases; say which one is used."""
    given = [count for count in (shares, persons, households) if count]
    if len(set(given)) < 2:
        return ALLOWED
    return denied(
        "FUND-W4",
        gettext_noop(
            "Different bases: %(shares)s shares, %(persons)s people, %(households)s households. "
            "Distributed by: %(base)s."
        ),
        base=base,
        shares=shares,
        persons=persons,
        households=households,
    )


def product_differs(what: str, count: int, standard: int, total: int) -> Verdict:
    """FUND-W5: count times standard is not the total."""
    found = count * standard
    if found == total:
        return ALLOWED
    return denied(
        "FUND-W5",
        gettext_noop(
            "“%(what)s”: %(count)s × %(standard)s yuan is %(found)s yuan, "
            "but %(total)s yuan is stated: %(gap)s yuan apart."
        ),
        what=what,
        count=count,
        standard=yuan(standard),
        found=yuan(found),
        total=yuan(total),
        gap=yuan(abs(found - total)),
    )


def is_no_multiple(name: str, amount: int, standard: int) -> Verdict:
    """FUND-W6: an amount that is no multiple of the standard it is paid by."""
    if not standard or not amount % standard:
        return ALLOWED
    return denied(
        "FUND-W6",
        gettext_noop(
            "“%(name)s”: %(amount)s yuan is no multiple of %(standard)s yuan, %(rest)s over."
        ),
        name=name,
        amount=yuan(amount),
        standard=yuan(standard),
        rest=yuan(amount % standard),
    )


def interest_differs(principal: int, per_year: str, months: int, stated: int) -> Verdict:
    """FUND-W7: principal × rate × time against the printed result, exactly."""
    exact = portion(principal, rate(per_year), Fraction(months, 12))
    if exact == stated:
        return ALLOWED
    return denied(
        "FUND-W7",
        gettext_noop(
            "%(principal)s yuan × %(rate)s × %(months)s/12 is exactly %(exact)s yuan; "
            "stated %(stated)s yuan, %(gap)s yuan apart (rounded)."
        ),
        principal=yuan(principal),
        rate=per_year,
        months=months,
        exact=yuan(half_up(exact)),
        stated=yuan(stated),
        gap=yuan(half_up(abs(exact - stated))),
    )


def even_split(total: int, count: int) -> tuple[int, int]:
    """Give the even share in whole fen and how many fen are left over."""
    return divmod(total, count)


def splits_unevenly(total: int, count: int) -> Verdict:
    """FUND-W8: an even share does not come out in whole fen; a rule for the rest is needed."""
    if count < 2 or not total % count:
        return ALLOWED
    share, rest = even_split(total, count)
    rounded = half_up(Fraction(total, count))
    return denied(
        "FUND-W8",
        gettext_noop(
            "%(total)s yuan for %(count)s does not come out even: %(rounded)s yuan each would be "
            "%(gap)s yuan off. %(high)s get %(more)s yuan, %(low)s get %(share)s yuan."
        ),
        total=yuan(total),
        count=count,
        rounded=yuan(rounded),
        gap=yuan(abs(rounded * count - total)),
        high=rest,
        more=yuan(share + 1),
        low=count - rest,
        share=yuan(share),
    )


def has_no_amount(name: str) -> Verdict:
    """FUND-W9: a line without any amount: shown as not given, never as zero."""
    return denied("FUND-W9", gettext_noop("“%(name)s”: no amount is given."), name=name)


def names_nobody() -> Verdict:
    """FUND-W10: an amount for everyone, without a list of households."""
    return denied(
        "FUND-W10", gettext_noop("There is no list of households: the amount is for all together.")
    )


def twice(names: Sequence[str]) -> Verdict:
    """FUND-W11: the same household or place stands on more than one line."""
    again = [name for name, count in Counter(names).items() if count > 1]
    if not again:
        return ALLOWED
    return denied(
        "FUND-W11", gettext_noop("On more than one line: %(names)s."), names="、".join(again)
    )


def date_is_incomplete(text: str) -> Verdict:
    """FUND-W12: a date without its year, or cut off."""
    if not text.strip() or _DATE.fullmatch("".join(text.split())):
        return ALLOWED
    return denied("FUND-W12", gettext_noop("The date “%(text)s” is not complete."), text=text)


def number_is_broken(text: str) -> Verdict:
    """FUND-W13: a document number with a bracket, year or digit lost."""
    if not text.strip() or _NUMBER.fullmatch("".join(text.split())):
        return ALLOWED
    return denied("FUND-W13", gettext_noop("The document number “%(text)s” is damaged."), text=text)


def years_differ(title: str, year: int) -> Verdict:
    """FUND-W14: the year in the title is not the year of the decision."""
    years = {int(found) for found in _YEAR.findall(title)}
    if not years or year in years:
        return ALLOWED
    return denied(
        "FUND-W14",
        gettext_noop("The title says %(title)s, the decision %(year)s."),
        title="、".join(str(found) for found in sorted(years)),
        year=year,
    )


def source_is_unnamed(name: str, other: str, larger: int, amount: int) -> Verdict:
    """FUND-W15: another column is larger than the grant and nobody says who pays the rest."""
    if larger <= amount:
        return ALLOWED
    return denied(
        "FUND-W15",
        gettext_noop(
            "“%(name)s”: %(amount)s of %(larger)s yuan (%(other)s); "
            "who pays the other %(rest)s yuan is not said."
        ),
        name=name,
        other=other,
        larger=yuan(larger),
        amount=yuan(amount),
        rest=yuan(larger - amount),
    )


def has_no_issuer(issuer: str) -> Verdict:
    """FUND-W16: the document does not say who issued it."""
    if issuer.strip():
        return ALLOWED
    return denied("FUND-W16", gettext_noop("The document does not say who issued it."))


def has_no_date(date: str) -> Verdict:
    """FUND-W18: the document carries no date."""
    if date.strip():
        return ALLOWED
    return denied("FUND-W18", gettext_noop("The document carries no date."))


def is_short_of_cap(total: int, count: int, cap: int) -> Verdict:
    """FUND-W17: the average beside the stated limit for each, so that a wrong unit is seen."""
    if not count or not cap:
        return ALLOWED
    average = half_up(Fraction(total, count))
    return denied(
        "FUND-W17",
        gettext_noop("%(average)s yuan on average for each of %(count)s; the limit is %(cap)s."),
        average=yuan(average),
        count=count,
        cap=yuan(cap),
    )
