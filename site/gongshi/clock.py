"""Counting days: civil dates in Asia/Shanghai, public holidays, working days (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are public holidays and which weekend days are worked to make up for them.

    ``holidays`` holds the days off as the State Council arranges them, moved weekends included.
    A plain weekend is no holiday unless ``weekend_is_holiday`` says so: the Civil Code leaves it
    open. Outside the known ``years`` only Monday to Friday is certain, see ``knows``.
    """

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    weekend_is_holiday: bool = False

    def knows(self, *days: date) -> bool:
        """Tell whether the holidays of every year that these days span are known."""
        span = range(min(days).year, max(days).year + 1)
        return self.years.issuperset(span)

    def is_working(self, day: date) -> bool:
        """A weekday that is no holiday, or a weekend day worked to make up for one."""
        return day in self.makeup_days or (day not in self.holidays and not _is_weekend(day))

    def is_holiday(self, day: date) -> bool:
        """A day on which no period ends."""
        return day in self.holidays or (self.weekend_is_holiday and not self.is_working(day))


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def local_date(at: datetime) -> date:
    """Give the date in China at this moment."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(SHANGHAI).date()


def last_day(
    start: date,
    days: int,
    *,
    working: bool = False,
    count_first_day: bool = False,
    extend_holiday: bool = True,
    calendar: Calendar,
) -> date:
    """Give the last day of a period of so many days that begins on ``start``; it ends at 24:00.

    The first day does not count (Civil Code 201) unless a county counts it; a last day on a
    public holiday moves to the day after the holiday (203).
    """
    if days < 1:
        raise ValueError("a period has at least one day")
    first = start if count_first_day else start + ONE_DAY
    if working:
        return _last_working_day(first, days, calendar)
    last = first + (days - 1) * ONE_DAY
    while extend_holiday and calendar.is_holiday(last):
        last += ONE_DAY
    return last


def _last_working_day(first: date, days: int, calendar: Calendar) -> date:
    day, left = first, days
    while True:
        left -= calendar.is_working(day)
        if not left:
            return day
        day += ONE_DAY


def days_left(today: date, last: date) -> int:
    """Count the days after today: 0 on the last day itself, below 0 when the period is over."""
    return (last - today).days
