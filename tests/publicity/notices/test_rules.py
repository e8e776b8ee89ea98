"""When a notice may be released, posted, concluded, withdrawn: NOTICE-1 to NOTICE-7."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicity.notices import rules
from publicity.notices.states import PUBLIC, Phase, Shown, Status, status_of

DAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("lines", "rule"),
    [((), "NOTICE-1"), (("", " "), "NOTICE-1"), (("0539-4211234",), ""), (("", "12317"), "")],
)
def test_notice_1_a_hotline(lines: tuple[str, ...], rule: str) -> None:
    assert rules.has_hotline(lines).rule == rule


@pytest.mark.parametrize(("days", "rule"), [(0, "NOTICE-2"), (9, "NOTICE-2"), (10, ""), (11, "")])
def test_notice_2_no_shorter_than_the_law(days: int, rule: str) -> None:
    assert rules.period_long_enough(days, 10, announcement=False).rule == rule
    assert rules.period_long_enough(days, 10, announcement=True)


@pytest.mark.parametrize("phase", list(Phase))
def test_notice_3_the_order_of_a_notice(phase: Phase) -> None:
    fits = phase in {Phase.DRAFT, Phase.SUBMITTED}
    verdict = rules.is_in(phase, Phase.DRAFT, Phase.SUBMITTED)
    assert verdict.rule == ("" if fits else "NOTICE-3")


def test_notice_4_what_was_reviewed_is_what_is_released() -> None:
    assert rules.is_what_was_reviewed("a1", "a1")
    assert rules.is_what_was_reviewed("a1", "a2").rule == "NOTICE-4"


@pytest.mark.parametrize(
    ("place", "posted", "photographed", "rule"),
    [
        ("村务公开栏", DAY, True, ""),
        ("村务公开栏", DAY - timedelta(1), True, ""),
        (" ", DAY, True, "NOTICE-5"),
        ("村务公开栏", DAY + timedelta(1), True, "NOTICE-5"),
        ("村务公开栏", DAY, False, "NOTICE-5"),
    ],
)
def test_notice_5_where_when_and_a_photograph(
    place: str, posted: date, *, photographed: bool, rule: str
) -> None:
    verdict = rules.posting_is_complete(place, posted, DAY, photographed=photographed)
    assert verdict.rule == rule


@pytest.mark.parametrize("phase", list(Phase))
def test_notice_6_only_what_is_displayed_is_concluded(phase: Phase) -> None:
    verdict = rules.may_conclude(phase, DAY, DAY + timedelta(1), open_objections=0)
    assert verdict.rule == ("" if phase is Phase.DISPLAYED else "NOTICE-6")


@pytest.mark.parametrize(
    ("today", "still_open", "rule"),
    [
        (DAY - timedelta(1), 0, "NOTICE-6"),
        (DAY, 0, "NOTICE-6"),
        (DAY + timedelta(1), 0, ""),
        (DAY + timedelta(1), 1, "NOTICE-6"),
    ],
)
def test_notice_6_after_the_last_day_and_without_open_objections(
    today: date, still_open: int, rule: str
) -> None:
    verdict = rules.may_conclude(Phase.DISPLAYED, DAY, today, open_objections=still_open)
    assert verdict.rule == rule
    assert "%(" not in verdict.text()


def test_notice_6_an_announcement_has_no_end() -> None:
    day, over = DAY, DAY + timedelta(1)
    verdict = rules.may_conclude(Phase.DISPLAYED, day, over, open_objections=0, announcement=True)
    assert verdict.rule == "NOTICE-6"


def test_notice_6_without_a_last_day_nothing_ends() -> None:
    assert rules.may_conclude(Phase.DISPLAYED, None, DAY, open_objections=0).rule == "NOTICE-6"


@pytest.mark.parametrize("phase", list(Phase))
def test_notice_7_only_what_is_public_is_withdrawn_and_with_a_reason(phase: Phase) -> None:
    stands = phase in {Phase.PUBLISHED, Phase.DISPLAYED, Phase.CONCLUDED}
    assert rules.may_withdraw(phase, "名单有误").rule == ("" if stands else "NOTICE-7")
    assert rules.may_withdraw(phase, " ").rule == "NOTICE-7"


@given(
    st.sampled_from(list(Phase)),
    st.booleans(),
    st.integers(-20, 20),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_the_status_tells_the_day(
    phase: Phase, announcement: bool, offset: int, still_open: int, answered: int
) -> None:
    first, last = DAY, DAY + timedelta(10)
    shown = Shown(phase, announcement, first, last, still_open, still_open + answered)
    today = DAY + timedelta(offset)
    status = status_of(shown, today)
    if phase in {Phase.WITHDRAWN, Phase.CORRECTED}:
        assert status.value == phase.value
    elif still_open:
        assert status is Status.OBJECTION
    elif not announcement:
        closed = {Status.CLOSED_CLEAR, Status.CLOSED_RESOLVED}
        assert (status in closed) == (today > last)
        assert (status is Status.OPEN_LAST) == (today == last)
        assert (status is Status.SCHEDULED) == (today < first)
    elif phase in PUBLIC:
        assert status is Status.ANNOUNCED
