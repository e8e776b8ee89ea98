"""Money: integer fen in, exact text, capital numerals and shares out (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from gongshi.verdict import RuleBroken, denied, gettext_noop

YUAN = 100
WANYUAN = 10_000 * YUAN

_AMOUNT = re.compile(r"¥?(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(元|万元)?", re.ASCII)
_LONGEST = 13  # digits before the point: ten trillion, what a database integer holds with ease


def yuan(fen: int) -> str:
    """Give the amount in yuan: 123450 -> "1,234.50"."""
    whole, rest = divmod(abs(fen), YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02}"


def yuan_text(fen: int) -> str:
    """Give the amount with its unit: "1,234.50元"."""
    return f"{yuan(fen)}元"


def wanyuan(fen: int, places: int | None = None) -> str:
    """Give the amount in units of 10,000 yuan, exactly, or rounded half up to some places."""
    if places is None:
        whole, rest = divmod(abs(fen), WANYUAN)
        digits = f"{rest:06}".rstrip("0")
    else:
        scale = 10**places
        whole, rest = divmod(half_up(Fraction(abs(fen) * scale, WANYUAN)), scale)
        digits = f"{rest:0{places}}" if places else ""
    sign = "-" if fen < 0 and (whole or digits.strip("0")) else ""
    return f"{sign}{whole:,}{'.' if digits else ''}{digits}"


def parse_yuan(text: str, *, unit: int = YUAN) -> int:
    """MONEY-1, MONEY-2: read an amount as written; a unit in the text wins over ``unit``."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _AMOUNT.fullmatch(plain)
    if not found or len(found[2].replace(",", "")) > _LONGEST:
        raise RuleBroken(
            denied("MONEY-1", gettext_noop("“%(text)s” is not an amount of money."), text=text[:40])
        )
    sign, whole, decimals, suffix = found.groups()
    scale = {"元": YUAN, "万元": WANYUAN}.get(suffix, unit)
    amount = Fraction(f"{whole.replace(',', '')}.{decimals or 0}") * scale
    if amount.denominator != 1:
        raise RuleBroken(
            denied(
                "MONEY-2",
                gettext_noop("“%(text)s” has parts smaller than one fen (0.01 yuan)."),
                text=text[:40],
            )
        )
    return -int(amount) if sign else int(amount)


_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_STEPS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def capital(fen: int) -> str:
    """Give the amount in capital numerals as on vouchers: 100 -> "壹元整"."""
    whole, rest = divmod(abs(fen), YUAN)
    jiao, cent = divmod(rest, 10)
    text = "负" if fen < 0 else ""
    if whole or not rest:
        text += _capital_integer(whole) + "元"
    if not rest:
        return text + "整"
    if jiao:
        text += _CAPITALS[jiao] + "角"
    elif whole:
        text += "零"
    return text + (f"{_CAPITALS[cent]}分" if cent else "整")


def _capital_integer(number: int) -> str:
    for size, name in _STEPS:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _capital_integer(high) + name + gap + (_capital_integer(low) if low else "")
    return _CAPITALS[number]


class Remainder(StrEnum):
    """Who gets the fen that an even division leaves over; never one whose share is exact."""

    LARGEST = "largest_remainder"
    FIRST = "first"
    LAST = "last"


def shares(
    total: int, weights: Sequence[int | Fraction], rule: str = Remainder.LARGEST
) -> tuple[int, ...]:
    """MONEY-3: divide so that the shares add up to the fen, each less than one fen from exact."""
    whole = sum(weights)
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise RuleBroken(
            denied(
                "MONEY-3",
                gettext_noop("A sum is shared by weights that are not negative and not all zero."),
            )
        )
    floors = [int(total * weight // whole) for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    waiting = [place for place, remainder in enumerate(remainders) if remainder]
    match Remainder(rule):
        case Remainder.LARGEST:
            waiting.sort(key=lambda place: -remainders[place])  # stable: ties keep their order
        case Remainder.LAST:
            waiting.reverse()
    for place in waiting[: total - sum(floors)]:
        floors[place] += 1
    return tuple(floors)


def rate(text: str) -> Fraction:
    """Read "6%", "0.06" or "3/12" exactly."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.endswith("%"):
        return Fraction(plain[:-1]) / 100
    return Fraction(plain)


def portion(fen: int, *rates: Fraction) -> Fraction:
    """Give the exact part of a sum in fen: capital times rate times months."""
    part = Fraction(fen)
    for factor in rates:
        part *= factor
    return part


def half_up(amount: Fraction) -> int:
    """Round to a whole number, halves away from zero."""
    rounded = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return rounded if amount >= 0 else -rounded
