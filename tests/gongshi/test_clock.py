"""Periods end on the day the law says, on every calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.calendars import calendar, entered
from gongshi.clock import Calendar, days_left, last_day, local_date

PLAIN = Calendar()
CHINA = entered()
DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2028, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "options", "end"),
    [
        ("2026-03-02", 7, {}, "2026-03-09"),  # the first day does not count
        ("2026-03-02", 7, {"count_first_day": True}, "2026-03-08"),
        ("2026-03-01", 1, {}, "2026-03-02"),
        ("2026-09-24", 7, {}, "2026-10-08"),  # 1 October: the week off, then the day after
        ("2026-09-24", 7, {"extend_holiday": False}, "2026-10-01"),
        ("2026-09-30", 7, {}, "2026-10-08"),  # the last day of the holiday moves on too
        ("2026-10-01", 7, {}, "2026-10-08"),  # the day after a holiday stays
        ("2026-03-07", 7, {}, "2026-03-14"),  # a plain Saturday is no public holiday
        ("2026-09-30", 1, {"working": True}, "2026-10-08"),
        ("2026-10-08", 2, {"working": True}, "2026-10-10"),  # a Saturday worked to make up
        ("2026-10-08", 3, {"working": True}, "2026-10-12"),
        ("2026-10-03", 1, {"working": True, "count_first_day": True}, "2026-10-08"),
        ("2026-10-08", 1, {"working": True, "count_first_day": True}, "2026-10-08"),
    ],
)
def test_the_last_day(start: str, days: int, options: dict[str, bool], end: str) -> None:
    assert last_day(day(start), days, calendar=CHINA, **options) == day(end)


def test_a_county_may_treat_weekends_as_holidays() -> None:
    strict = entered(weekend_is_holiday=True)
    assert last_day(day("2026-03-07"), 7, calendar=strict) == day("2026-03-16")
    # 2026-10-10 is a Saturday that is worked: a period may end on it.
    assert last_day(day("2026-10-03"), 7, calendar=strict) == day("2026-10-10")


def test_an_unknown_year_is_said_and_counts_weekdays() -> None:
    assert CHINA.knows(day("2026-12-31"))
    assert not CHINA.knows(day("2026-12-31"), day("2031-01-04"))
    assert last_day(day("2031-01-03"), 1, working=True, calendar=CHINA) == day("2031-01-06")


def test_a_gap_between_known_years_is_not_known() -> None:
    assert not Calendar(years=frozenset({2026, 2028})).knows(day("2026-01-01"), day("2028-01-01"))


def test_what_the_county_enters_wins() -> None:
    county = entered(
        days_off=["2026-03-09", "2031-01-01"], days_worked=["2026-10-07"], years=[2031]
    )
    assert last_day(day("2026-03-02"), 7, calendar=county) == day("2026-03-10")
    assert last_day(day("2026-09-30"), 7, calendar=county) == day("2026-10-07")
    assert county.knows(day("2031-06-01"))
    assert not entered(days_off=["2031-01-01"]).knows(day("2031-06-01"))
    assert not county.is_working(day("2031-01-01"))
    assert CHINA.is_working(day("2026-03-09")), "the published calendar itself stays as it is"


def test_the_counting_calendar_reads_what_the_county_set(settings: Any) -> None:
    assert calendar() == CHINA
    settings.GONGSHI_RULES = {
        "clock.days_off": ("2031-01-01",),
        "clock.days_worked": ("2031-01-04",),
        "clock.years_entered": (2031,),
        "clock.weekend_is_holiday": True,
    }
    assert calendar() == entered(
        days_off=["2031-01-01"],
        days_worked=["2031-01-04"],
        years=[2031],
        weekend_is_holiday=True,
    )


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_without_a_day_is_a_mistake(days: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        last_day(day("2026-03-02"), days, calendar=PLAIN)


def test_the_date_is_that_of_china() -> None:
    assert local_date(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == day("2026-03-01")
    assert local_date(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == day("2026-03-02")
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2026, 3, 1))  # noqa: DTZ001 -- that is the point


def test_a_period_ends_after_its_last_day() -> None:
    last = day("2026-03-09")
    assert days_left(day("2026-03-08"), last) == 1
    assert days_left(last, last) == 0
    assert days_left(day("2026-03-10"), last) == -1


@given(DAYS, st.integers(1, 60), st.booleans())
def test_a_period_is_never_shorter_than_promised(start: date, days: int, first: bool) -> None:
    end = last_day(start, days, count_first_day=first, calendar=CHINA)
    assert end - start >= timedelta(days=days - first)
    assert not CHINA.is_holiday(end)


@given(DAYS, st.integers(1, 40))
def test_working_days_are_counted_one_by_one(start: date, days: int) -> None:
    end = last_day(start, days, working=True, calendar=CHINA)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(map(CHINA.is_working, between)) == days
    assert CHINA.is_working(end)


@given(DAYS, st.integers(1, 60), st.booleans())
def test_one_more_day_never_ends_sooner(start: date, days: int, working: bool) -> None:
    sooner = last_day(start, days, working=working, calendar=CHINA)
    assert last_day(start, days + 1, working=working, calendar=CHINA) >= sooner


@given(DAYS)
def test_a_day_is_not_both_a_holiday_and_worked(some_day: date) -> None:
    assert not (CHINA.is_holiday(some_day) and CHINA.is_working(some_day))
