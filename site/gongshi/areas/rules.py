"""Reading administrative codes: GB/T 2260 counties, 9-digit townships, 12-digit villages (pure)."""

from __future__ import annotations

from enum import StrEnum

from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


class Level(StrEnum):
    """How high a place stands."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


#: Digits that matter at each level; the rest of the twelve are zeros.
DIGITS = {
    Level.PROVINCE: 2,
    Level.PREFECTURE: 4,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 9,
    Level.VILLAGE: 12,
}


def pad(code: str) -> str:
    """Give the 12-digit form of a code of 2, 4, 6, 9 or 12 digits."""
    return code.strip().ljust(12, "0")


def level_of(code: str) -> Level:
    """Tell the level from the code alone.

    A city without counties (441900) and a county run by its province (419001) both read as a
    county: their townships hang below them like anyone's. A prefecture is only told by its
    ending ``00`` in places 5 and 6 when nothing stands below, so 441900 must be entered as a
    county on purpose.
    """
    full = pad(code)
    for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP):
        if set(full[DIGITS[level] :]) <= {"0"}:
            return level
    return Level.VILLAGE


def prefix(code: str, level: Level) -> str:
    """Give the digits that every code below a place of this level begins with."""
    return pad(code)[: DIGITS[level]]


def covering(code: str) -> list[str]:
    """Give the codes of a place and of everything above it, from the county down."""
    levels = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
    return sorted({pad(prefix(code, level)) for level in levels})


def may_add(code: str, level: Level, parent_code: str, parent_level: Level | None) -> Verdict:
    """AREA-1: a code has twelve digits and begins with its parent's digits."""
    full = pad(code)
    if len(full) != 12 or not (full.isascii() and full.isdigit()):
        return denied(
            "AREA-1",
            gettext_noop("“%(code)s” is not an administrative code: 6, 9 or 12 digits."),
            code=code,
        )
    if parent_level is not None and not full.startswith(prefix(parent_code, parent_level)):
        return denied(
            "AREA-1",
            gettext_noop("The code %(code)s does not lie below %(parent)s."),
            code=full,
            parent=parent_code,
        )
    if set(full[DIGITS[level] :]) - {"0"}:
        return denied(
            "AREA-1",
            gettext_noop("The code %(code)s has too many digits for this level."),
            code=full,
        )
    return ALLOWED


def has_name(name: str) -> Verdict:
    """AREA-2: a place has a name. 地方镇 and 平邑街道 are names like any other."""
    if 0 < len(name) <= 60:
        return ALLOWED
    return denied("AREA-2", gettext_noop("A place needs a name of at most 60 characters."))


def is_known(level: Level, above: Level | None, code: str) -> Verdict:
    """AREA-3: a township or village hangs below a place that is there."""
    if above is not None or level not in {Level.TOWNSHIP, Level.VILLAGE}:
        return ALLOWED
    return denied(
        "AREA-3",
        gettext_noop("The place above %(code)s is missing: load that file first, or with it."),
        code=code,
    )
