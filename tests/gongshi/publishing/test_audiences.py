"""What an audience sees of a frozen copy: names are covered wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from gongshi.publishing.queries import read
from gongshi.publishing.schema import Audience, Column, Fact, Kind, Row, Snapshot, Table
from gongshi.publishing.services import freeze

pytestmark = pytest.mark.django_db

NAME = "葛示例"
SNAPSHOT = Snapshot(
    title="方案",
    facts=(Fact("调整原因", f"{NAME}家人口数有误"),),
    paragraphs=(f"按{NAME}的意见核对",),
    tables=(
        Table(
            "homes",
            "农户",
            (Column("name", "户主", Kind.PERSON), Column("note", "备注")),
            (Row("1", {"name": NAME, "note": f"由{NAME}代领"}),),
            personal=True,
        ),
    ),
    basis=(Fact("表决", "赞成5"),),
    warnings=(f"“{NAME}”：没有金额。",),
)


@pytest.mark.parametrize("with_personal", [True, False])
def test_the_open_internet_reads_no_name_in_any_word(at: datetime, with_personal: bool) -> None:
    frozen, _rows = freeze(SNAPSHOT, at)
    shown = read(frozen, Audience.OPEN, with_personal=with_personal)
    assert NAME not in repr(shown)
    assert shown.warnings == ("“葛*例”：没有金额。",)
    assert shown.facts[0].value == "葛*例家人口数有误"
    assert len(shown.tables) == int(with_personal)


def test_the_paper_on_the_board_says_everything_but_names_in_warnings(at: datetime) -> None:
    frozen, _rows = freeze(SNAPSHOT, at)
    covered = replace(SNAPSHOT, warnings=("“葛*例”：没有金额。",))
    assert read(frozen, Audience.PAPER) == covered


def test_a_warning_names_nobody_even_when_the_row_was_erased(at: datetime) -> None:
    frozen, _rows = freeze(SNAPSHOT, at)
    assert NAME not in repr(frozen.header["warnings"])
