"""Administrative codes: their levels, their parents, and the odd ones."""

from __future__ import annotations

import pytest

from gongshi.areas.rules import Level, level_of, may_add, pad, prefix


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("37", Level.PROVINCE),
        ("3713", Level.PREFECTURE),
        ("371326", Level.COUNTY),  # 平邑县
        ("371371", Level.COUNTY),  # a development zone, known to statistics alone
        ("419001", Level.COUNTY),  # run by its province
        ("371326107", Level.TOWNSHIP),
        ("371326107201", Level.VILLAGE),
    ],
)
def test_the_level_is_read_from_the_code(code: str, level: Level) -> None:
    assert level_of(code) is level
    assert level_of(pad(code)) is level
    assert pad(code).startswith(prefix(code, level))


def test_a_code_below_its_parent_is_allowed() -> None:
    assert may_add("371326107201", Level.VILLAGE, "371326107", Level.TOWNSHIP)
    assert may_add("371326", Level.COUNTY, "", None)
    assert may_add("441900003", Level.TOWNSHIP, "441900", Level.COUNTY)


@pytest.mark.parametrize(
    ("code", "level", "parent", "parent_level"),
    [
        ("371326107202", Level.VILLAGE, "371326108", Level.TOWNSHIP),
        ("3713261072011", Level.VILLAGE, "371326107", Level.TOWNSHIP),
        ("37132610720x", Level.VILLAGE, "371326107", Level.TOWNSHIP),
        ("３７１３２６１０７２０１", Level.VILLAGE, "371326107", Level.TOWNSHIP),
        ("371326107201", Level.TOWNSHIP, "371326", Level.COUNTY),
        ("", Level.COUNTY, "37", Level.PROVINCE),
    ],
)
def test_area_1_refuses_any_other_code(
    code: str, level: Level, parent: str, parent_level: Level
) -> None:
    verdict = may_add(code, level, parent, parent_level)
    assert not verdict
    assert verdict.rule == "AREA-1"
    assert "%(" not in verdict.text()
