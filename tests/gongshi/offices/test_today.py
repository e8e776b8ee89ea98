"""An office that begins tomorrow opens nothing today, and opens tomorrow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongshi.offices.duties import Office
from gongshi.offices.kinds.today import OfficesTurn
from gongshi.offices.models import AreaUserPermission
from gongshi.offices.services import appoint
from gongshi.people.models import User
from tests.village import AT, bare_village, person


@pytest.mark.django_db
def test_an_office_opens_on_its_first_day_and_closes_on_its_last() -> None:
    village, holder = bare_village(), person("葛示例")
    account = User.objects.create(username="ge", person=holder)
    appoint(
        person=holder,
        office=Office.VILLAGE_CLERK,
        area=village.area,
        starts_on=date(2026, 3, 3),
        ends_on=date(2026, 3, 5),
        legal_basis="会议纪要〔2026〕1号",
        by=village.granters[0],
        confirmed_by=village.granters[1],
        at=AT,
    )
    opened = []
    for days in range(5):
        OfficesTurn().run(AT + timedelta(days=days))
        opened.append(AreaUserPermission.objects.filter(user=account).exists())
    assert opened == [False, True, True, False, False]
