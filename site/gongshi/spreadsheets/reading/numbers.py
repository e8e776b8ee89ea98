"""Reading numbers and sums of money from cells; money becomes whole fen (pure)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from gongshi.spreadsheets.reading.cells import Finding, Reading, Unreadable, number_text, warn
from gongshi.spreadsheets.reading.columns import FEN, units_in
from gongshi.verdict import gettext_noop

NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|[+-]?\.[0-9]+")
CELL_MONEY = re.compile(r"(?:人民币|RMB|[¥￥])?\s*([^元¥￥]*?)\s*((?:亿|百万|万|千)?元)?(?:整|正)?")
CAPITALS = "零壹贰叁肆伍陆柒捌玖"
MAX_FEN = 10**15


def number(raw: object) -> Decimal:
    """Read a plain number: from a float its 15 true digits, from text with thousands separators."""
    if isinstance(raw, bool | date):
        raise Unreadable("SHEET-30", gettext_noop("“%(value)s” is not a number."), value=str(raw))
    if isinstance(raw, float | int):
        return _finite(raw)
    shown = number_text(raw)
    if not NUMBER.fullmatch(shown):
        raise Unreadable("SHEET-30", gettext_noop("“%(value)s” is not a number."), value=shown[:40])
    if len(shown) > 25:
        raise _glued()  # more digits than exact arithmetic carries
    return Decimal(shown.replace(",", ""))


def _finite(raw: float) -> Decimal:
    if raw != raw or abs(raw) >= 1e15:  # noqa: PLR0124 -- only NaN differs from itself
        raise _glued()
    return Decimal(f"{raw:.15g}")


def _glued() -> Unreadable:
    return Unreadable(
        "SHEET-33",
        gettext_noop("The number is far too large; perhaps several cells have run together."),
    )


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise Unreadable("SHEET-31", gettext_noop("A negative number cannot stand here."))
    return value


def money(raw: object, unit: int | None) -> Reading:
    """Read a sum as fen. A unit in the cell goes before the column's; one there must be."""
    finding: Finding | None = None
    factor = unit
    if isinstance(raw, str):
        raw, said = _cell_unit(raw)
        if said is not None:
            factor = said
            if unit is not None and said != unit:
                finding = warn(
                    "SHEET-35",
                    gettext_noop(
                        "The cell names another unit than its column; the cell's was used."
                    ),
                )
    value = _not_negative(number(raw))
    if factor is None:
        raise _no_unit()
    fen = value * factor
    if fen >= MAX_FEN:
        raise _glued()
    if fen != fen.to_integral_value():
        nearest = fen.quantize(Decimal(1))
        if not isinstance(raw, float) or abs(fen - nearest) >= Decimal("0.0001"):
            raise Unreadable(
                "SHEET-32", gettext_noop("The sum has more than two decimals of a 元.")
            )
        fen = nearest
    if fen == 0:
        finding = finding or warn("SHEET-36", gettext_noop("The sum is zero."))
    return int(fen), finding


def _no_unit() -> Unreadable:
    return Unreadable(
        "SHEET-34",
        gettext_noop(
            "Is this 元 or 万元? Neither cell nor heading says so. Write it into the heading, as "
            "in “金额(万元)”."
        ),
    )


def _cell_unit(raw: str) -> tuple[str, int | None]:
    shown = number_text(raw)
    match = CELL_MONEY.fullmatch(shown)
    if match and NUMBER.fullmatch(match.group(1).strip()):
        unit = match.group(2)
        return match.group(1).strip(), FEN[unit] if unit else None
    meant = _suggestion(shown)
    if meant is not None:
        raise Unreadable(
            "SHEET-37",
            gettext_noop("Write “%(value)s” in figures; is %(meant)s元 meant?"),
            value=shown[:40],
            meant=format(meant, "f"),
        )
    raise Unreadable(
        "SHEET-30", gettext_noop("“%(value)s” is not a sum of money."), value=shown[:40]
    )


def _suggestion(shown: str) -> Decimal | None:
    """Guess what "3万" or "壹万元" means, to be asked, never to be booked."""
    short = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(亿|百万|万|千)(?:元)?", shown)
    if short:
        return Decimal(short.group(1)) * FEN[short.group(2) + "元"] / 100
    return capital_numerals(shown)


def capital_numerals(shown: str) -> Decimal | None:
    """Read capital numerals such as 壹万贰仟元整; None where something else stands."""
    shown = shown.removeprefix("人民币").rstrip("整正")
    if not re.fullmatch(rf"[{CAPITALS}拾佰仟][{CAPITALS}拾佰仟万亿圆元角分]*", shown):
        return None
    total = section = digit = Decimal(0)
    for char in shown:
        if char in CAPITALS:
            digit = Decimal(CAPITALS.index(char))
        elif char in "拾佰仟":
            section += (digit or 1) * {"拾": 10, "佰": 100, "仟": 1000}[char]
            digit = Decimal(0)
        elif char in "万亿":
            section += digit
            total = total + section * 10_000 if char == "万" else (total + section) * 100_000_000
            section = digit = Decimal(0)
        elif char in "圆元":
            total, section, digit = total + section + digit, Decimal(0), Decimal(0)
        else:
            total += digit / (10 if char == "角" else 100)
            digit = Decimal(0)
    return total + section + digit


COUNTED = re.compile(
    r"(.*?)\s*(?:户|人|亩|股|名|个|件|项|家|米|公里|千瓦|次|头|只|株|(?:亿|百万|万|千)?元(?:/.*)?)?"
)


#: How a standard is written out: 每人发放1000元.
EACH = re.compile(r"^(?:每[人户亩股月年名岗]|按)*(?:发放|补助|补贴|奖补)?\s*(?=[0-9¥￥])")


def decimal(raw: object) -> Reading:
    """Read a measured quantity such as 亩; a unit written behind it is dropped."""
    if isinstance(raw, str):
        match = COUNTED.fullmatch(number_text(raw))
        raw = match.group(1) if match else raw
    return _not_negative(number(raw)), None


def rate(raw: object, unit: int | None) -> Reading:
    """Read a price per person, 亩 or share in 元, with as many decimals as it has."""
    if isinstance(raw, str):
        named = units_in(raw)
        unit = named.pop() if len(named) == 1 else unit
        raw = EACH.sub("", number_text(raw))
    value, _ = decimal(raw)
    if unit is None:
        raise _no_unit()
    return Decimal(str(value)) * unit / 100, None


def integer(raw: object) -> Reading:
    """Read a count; "12户" counts, 12.5 does not."""
    value, _ = decimal(raw)
    whole = Decimal(str(value))
    if whole != whole.to_integral_value():
        raise Unreadable("SHEET-38", gettext_noop("A count must be a whole number."))
    if whole >= 10**12:
        raise _glued()
    return int(whole), None


def percent(raw: object) -> Reading:
    """Read a percentage as what stands before the sign; a bare share below 1 is times 100."""
    if isinstance(raw, str) and number_text(raw).endswith("%"):
        value = number(number_text(raw)[:-1])
    else:
        value = number(raw)
        if isinstance(raw, float) and value <= 1:
            value *= 100
    if not 0 <= value <= 100:
        raise Unreadable("SHEET-44", gettext_noop("A percentage lies between 0 and 100."))
    return value, None
