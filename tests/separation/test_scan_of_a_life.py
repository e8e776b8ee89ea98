"""The scan is silent on what really happens: one plan up to its archive, and the demonstration."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gongshi.desk.story import tell
from gongshi.matters.models import Act
from gongshi.matters.scan import Tally, scan
from tests.council.funds.conftest import Village, village  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def test_a_plan_from_its_draft_to_the_archive(village: Village) -> None:  # noqa: F811
    village.until(village.drafted(), "")
    tally = Tally()
    assert list(scan(tally)) == []
    assert tally.matters == 1
    assert tally.acts == Act.objects.count() > 10


@pytest.mark.nightly
@pytest.mark.needs("publicity")
def test_the_demonstration() -> None:
    tell(timezone.now(), lambda _line: None)
    tally = Tally()
    assert list(scan(tally)) == []
    assert tally.matters > 9
    assert tally.acts > 200
