"""What a plan's public words must not give away."""

from __future__ import annotations

import pytest

from council.funds.queries.plans import current_version, findings_of_version
from council.funds.queries.snapshots import plan_snapshot
from council.funds.rules.lines import HOUSEHOLD, Line
from gongshi.publishing.queries import read
from gongshi.publishing.schema import Audience
from gongshi.publishing.services import freeze
from tests.council.funds.conftest import Village


@pytest.mark.django_db
def test_the_warnings_of_a_public_plan_mask_whom_they_name(village: Village) -> None:
    plan = village.plan(total=1_000_00)
    names = ("葛示例", "卞样本", "卞样本")
    amounts = (500_00, 300_00, 200_00)
    lines = [
        Line(HOUSEHOLD, name, amount, household=home.pk, persons=2, standard=100_00)
        for name, amount, home in zip(names, amounts, village.households, strict=True)
    ]
    village.propose(plan, formula="funds.by_hand", lines=lines)
    village.draft(plan)
    inside = "".join(found.text() for found in findings_of_version(current_version(plan)))
    assert "葛示例" in inside
    assert "卞样本" in inside
    at_the_desk = "".join(plan_snapshot(plan).warnings)
    assert "葛示例" in at_the_desk
    frozen, _rows = freeze(plan_snapshot(plan), village.at)
    shown = "".join(read(frozen, Audience.OPEN).warnings)
    assert "葛*例" in shown
    assert "卞*本" in shown
    assert "葛示例" not in shown
    assert "卞样本" not in shown
