"""When an objection may be filed and answered: OBJ-1 to OBJ-6."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from publicity.objections import kinds, limits, rules
from publicity.objections.parameters import PER_HOUR

DAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("public", "announcement", "last", "today", "rule"),
    [
        (True, False, DAY, DAY, ""),
        (True, False, None, DAY, ""),
        (True, False, DAY, DAY + timedelta(1), "OBJ-1"),
        (True, True, DAY, DAY, "OBJ-1"),
        (False, False, DAY, DAY, "OBJ-1"),
    ],
)
def test_obj_1_to_the_end_of_the_last_day(
    *, public: bool, announcement: bool, last: date | None, today: date, rule: str
) -> None:
    verdict = rules.may_file(public=public, announcement=announcement, last=last, today=today)
    assert verdict.rule == rule
    assert "%(" not in verdict.text()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "OBJ-2"),
        (" 少 ", "OBJ-2"),
        ("少了", ""),
        ("字" * rules.LONGEST, ""),
        ("字" * (rules.LONGEST + 1), "OBJ-2"),
    ],
)
def test_obj_2_says_something_and_not_a_book(text: str, rule: str) -> None:
    assert rules.is_readable(text).rule == rule


def test_obj_3_a_row_of_this_notice() -> None:
    rows = frozenset({"1", "2"})
    assert [rules.is_about_a_row(row, rows).rule for row in ("", "2", "3")] == ["", "", "OBJ-3"]


def test_obj_4_answered_once_in_writing() -> None:
    assert rules.may_reply(answered=False, text="已核实")
    assert rules.may_reply(answered=True, text="已核实").rule == "OBJ-4"
    assert rules.may_reply(answered=False, text=" ").rule == "OBJ-4"


def test_obj_7_an_answer_that_everyone_reads_holds_no_number_of_a_person() -> None:
    assert rules.may_reply(answered=False, text="已电话199 0000 6901核实").rule == "OBJ-7"
    assert rules.may_reply(answered=False, text="已核实,请拨打12317")


@pytest.mark.parametrize(("still_open", "rule"), [(0, ""), (1, "OBJ-5"), (3, "OBJ-5")])
def test_obj_5_no_period_ends_over_an_open_objection(
    monkeypatch: pytest.MonkeyPatch, still_open: int, rule: str
) -> None:
    monkeypatch.setattr(kinds, "counts", lambda _notice: (4, still_open))
    assert kinds.ObjectionsAnswered().before_conclude(SimpleNamespace()).rule == rule  # type: ignore[arg-type]


def test_obj_6_a_whole_village_may_object_and_a_machine_may_not(rf: RequestFactory) -> None:
    cache.clear()
    request = rf.post("/", REMOTE_ADDR="203.0.113.7")
    answers = [limits.may_file_again(request).rule for _ in range(PER_HOUR.value + 1)]
    assert answers == [""] * PER_HOUR.value + ["OBJ-6"]
    assert limits.may_file_again(rf.post("/", REMOTE_ADDR="203.0.113.8"))
