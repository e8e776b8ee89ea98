"""The calendar of this county: the State Council's days, and what the county entered itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from chinese_calendar import constants

from gongshi.areas.parameters import (
    DAYS_OFF,
    DAYS_WORKED,
    WEEKEND_IS_HOLIDAY,
    YEARS_ENTERED,
)
from gongshi.clock import Calendar


def calendar() -> Calendar:
    """Give the calendar to count with; what the county entered wins."""
    return entered(
        days_off=DAYS_OFF.value,
        days_worked=DAYS_WORKED.value,
        years=YEARS_ENTERED.value,
        weekend_is_holiday=WEEKEND_IS_HOLIDAY.value,
    )


def entered(
    *,
    days_off: Iterable[str] = (),
    days_worked: Iterable[str] = (),
    years: Iterable[int] = (),
    weekend_is_holiday: bool = False,
) -> Calendar:
    """Give the published calendar with these entries (ISO dates) laid over it.

    ``years`` are those whose arrangement the county has entered in full, because the package
    does not have it yet. Any other unknown year falls back on Monday to Friday.
    """
    off, worked = _dates(days_off), _dates(days_worked)
    published = _published()
    return Calendar(
        holidays=(published.holidays - worked) | off,
        makeup_days=(published.makeup_days - off) | worked,
        years=published.years | frozenset(years),
        weekend_is_holiday=weekend_is_holiday,
    )


@lru_cache(maxsize=1)
def _published() -> Calendar:
    holidays = frozenset(constants.holidays)
    return Calendar(
        holidays=holidays,
        makeup_days=frozenset(constants.workdays),
        years=frozenset(day.year for day in holidays),
    )


def _dates(texts: Iterable[str]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, texts))
