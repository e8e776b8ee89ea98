"""The catalogue: sources of money and the year's fund items."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from council.funds.models import FundItem, FundSource
from council.funds.services.entering import may_enter, note
from gongshi.areas.models import Area
from gongshi.people.models import Person
from gongshi.verdict import require


@transaction.atomic
def record_source(
    *, area: Area, level: str, name: str, number: str = "", year: int, by: Person, at: datetime
) -> FundSource:
    """Enter a source of money with its document."""
    require(may_enter(by, area, at))
    source = FundSource.objects.create(area=area, level=level, name=name, number=number, year=year)
    note("funds.source", by=by, area=area, at=at, body={"source": source.pk, "name": name})
    return source


@transaction.atomic
def record_item(
    *,
    area: Area,
    year: int,
    department: str,
    number: str,
    name: str,
    purpose: str = "",
    ceiling: int,
    source: FundSource | None = None,
    by: Person,
    at: datetime,
) -> FundItem:
    """Enter or renew one item of the year's catalogue; the same number is the same item."""
    require(may_enter(by, area, at))
    item, _new = FundItem.objects.update_or_create(
        area=area,
        year=year,
        number=number,
        defaults={
            "department": department,
            "name": name,
            "purpose": purpose,
            "ceiling": ceiling,
            "source": source,
        },
    )
    note(
        "funds.item",
        by=by,
        area=area,
        at=at,
        body={"item": item.pk, "sum": ceiling, "number": number},
    )
    return item
