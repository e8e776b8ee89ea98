"""Adding up, and comparing with what the file declares (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gongshi.money import yuan_text
from gongshi.spreadsheets.reading.columns import SUMMED, Kind
from gongshi.spreadsheets.reading.result import Parsed, Row, Sum, Total
from gongshi.spreadsheets.reading.sheet import Level, remark
from gongshi.verdict import gettext_noop

WRONG_TOTAL = gettext_noop(
    "“%(title)s”: the total row says %(declared)s, the rows add up to %(computed)s, difference "
    "%(difference)s."
)
WRONG_UNIT = gettext_noop(
    "“%(title)s”: the total row says %(declared)s, the rows add up to %(computed)s, difference "
    "%(difference)s: exactly 10,000 times apart. Was 元 taken for 万元?"
)
#: 1万元 is 10,000元.
MISTAKEN = 10_000


def compare(parsed: Parsed) -> None:
    """Fill in ``sums`` and say where a declared total is not what the rows give."""
    total = parsed.total
    summed = [(p.column.key, p.column.title, p.column.kind, False) for p in parsed.placing.known]
    summed += [(p.column.key, p.heading, p.column.kind, True) for p in parsed.placing.others]
    for key, title, kind, other in summed:
        if kind not in SUMMED:
            continue
        computed = added(parsed.rows, key, other=other)
        declared = total.sums.get(key) if total else None
        parsed.sums[key] = Sum(key, title, computed, declared)
        if total is not None:
            _say(parsed, total, parsed.sums[key], kind)
    for partial in parsed.totals:
        if partial.partial:
            _compare_part(parsed, partial)


def added(rows: Iterable[Row], key: str, *, other: bool = False) -> int | Decimal:
    """Add up what was read in one column, in rejected rows too."""
    total: int | Decimal = 0
    for row in rows:
        value = (row.others if other else row.values).get(key)
        if isinstance(value, int | Decimal):
            total += value
    return total


def _ends(found: Sum) -> tuple[int | Decimal, int | Decimal]:
    """Give both sums of a column, the declared one and the one added up."""
    return found.declared or 0, found.computed


def _amount(value: int | Decimal, kind: Kind) -> str:
    return yuan_text(int(value)) if kind is Kind.MONEY else f"{value}"


def _say(parsed: Parsed, total: Total, found: Sum, kind: Kind) -> None:
    if found.declared is None:
        parsed.remarks.append(
            remark(
                Level.NOTE,
                "SHEET-51",
                gettext_noop("The total row gives no total for “%(title)s”; this is not zero."),
                row=total.number,
                column=found.key,
                title=found.title,
            )
        )
    elif not found.matches:
        mistaken = kind is Kind.MONEY and MISTAKEN * min(_ends(found)) == max(_ends(found)) > 0
        parsed.remarks.append(
            remark(
                Level.WARNING,
                "SHEET-50",
                WRONG_UNIT if mistaken else WRONG_TOTAL,
                row=total.number,
                column=found.key,
                title=found.title,
                declared=_amount(found.declared, kind),
                computed=_amount(found.computed, kind),
                difference=_amount(found.declared - found.computed, kind),
            )
        )


def _compare_part(parsed: Parsed, part: Total) -> None:
    """A subtotal stands below or above its rows; it is doubted only when neither adds up."""
    numbers = [total.number for total in parsed.totals]
    before = max((n for n in numbers if n < part.number), default=0)
    after = min((n for n in numbers if n > part.number), default=10**9)
    above = [row for row in parsed.rows if before < row.number < part.number]
    below = [row for row in parsed.rows if part.number < row.number < after]
    for placed in parsed.placing.known:
        declared = part.sums.get(placed.column.key)
        if declared is None:
            continue
        sums = [added(rows, placed.column.key) for rows in (above, below)]
        if declared not in sums:
            _say(
                parsed,
                part,
                Sum(placed.column.key, placed.column.title, sums[0] or sums[1], declared),
                placed.column.kind,
            )
