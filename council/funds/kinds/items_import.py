"""Importing the yearly catalogue of fund items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.funds.models import FundItem
from council.funds.rules import headings as words
from council.funds.services.entering import may_enter
from council.funds.services.sources import record_item
from gongshi.areas.models import Area
from gongshi.areas.rules import Level
from gongshi.people.models import User
from gongshi.spreadsheets.reading.columns import Kind, column
from gongshi.spreadsheets.reading.result import Parsed, Row
from gongshi.spreadsheets.reading.sheet import Level as Weight
from gongshi.spreadsheets.reading.sheet import Remark, remark
from gongshi.spreadsheets.registries import ImportKind, RowResult, import_kinds
from gongshi.spreadsheets.states import RowState
from gongshi.verdict import Verdict, denied, gettext_noop

#: A year as tables write it: 2026, 2026年, 2026年度.
YEAR = re.compile(r"^(20\d\d)(?:\.0)?(?:年度?)?$")


@import_kinds.register
class FundItems(ImportKind):
    """The items of one county or township; the same year and number is the same item."""

    key = "funds.items"
    title = _("catalogue of fund items")
    columns = (
        column("year", words.ITEM_YEAR, required=True, group=True, example="2026"),
        column(
            "department", words.ITEM_DEPARTMENT, required=True, group=True, example="农业农村局"
        ),
        column("number", words.ITEM_NUMBER, required=True, example="01"),
        column("name", words.ITEM_NAME, required=True, example="衔接推进乡村振兴补助资金"),
        column("purpose", words.ITEM_PURPOSE, example="产业发展"),
        column("ceiling", words.ITEM_CEILING, Kind.MONEY, required=True, example="200000"),
    )

    def page(self, context: Mapping[str, Any]) -> str:  # noqa: ARG002 -- one page for all
        return reverse("funds_catalogue")

    def may(self, *, by: Any, area: str, context: Mapping[str, Any], at: datetime) -> Verdict:  # noqa: ARG002 -- a kind's signature
        """I7: who records for a township or county; a village has no catalogue."""
        place = Area.objects.filter(pk=area).exclude(level=Level.VILLAGE).first()
        if place is None or not isinstance(by, User) or by.person is None:
            return denied("I7", gettext_noop("You hold no office here today that may enter this."))
        return may_enter(by.person, place, at)

    def examine(self, parsed: Parsed, *, area: str, context: Mapping[str, Any]) -> list[RowResult]:  # noqa: ARG002 -- likewise
        """Compare with the catalogue; a year no one can read or a number twice is an error."""
        known = {(item.year, item.number): item for item in FundItem.objects.filter(area=area)}
        seen = Counter(_key(row) for row in parsed.rows)
        return [_result(row, known.get(_key(row)), seen[_key(row)]) for row in parsed.rows]

    def apply(
        self,
        results: list[RowResult],
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],  # noqa: ARG002 -- likewise
        at: datetime,
    ) -> dict[str, Any]:
        """Record every item that is new or changed."""
        place, changed = Area.objects.get(pk=area), 0
        for result in results:
            if result.change is RowState.UNCHANGED:
                continue
            year, number = _key(result.row)
            record_item(
                area=place, year=year, number=number, by=by.person, at=at, **_facts(result.row)
            )
            changed += 1
        return {"rows": len(results), "changed": changed}


def _key(row: Row) -> tuple[int, str]:
    found = YEAR.match(str(row.values.get("year") or "").strip())
    return int(found[1]) if found else 0, str(row.values.get("number") or "").strip()


def _facts(row: Row) -> dict[str, Any]:
    texts = {key: str(row.values.get(key) or "") for key in ("department", "name", "purpose")}
    return {**texts, "ceiling": row.values.get("ceiling")}


def _result(row: Row, old: FundItem | None, times: int) -> RowResult:
    remarks: list[Remark] = []
    year, number = _key(row)
    if not year:
        reason = gettext_noop("“%(year)s” is no year. Write it like 2026.")
        said = str(row.values.get("year") or "")
        remarks.append(
            remark(Weight.ERROR, "FUND-1", reason, row=row.number, column="year", year=said)
        )
    elif times > 1:
        reason = gettext_noop("Item %(number)s stands twice for this year.")
        remarks.append(
            remark(Weight.ERROR, "FUND-1", reason, row=row.number, column="number", number=number)
        )
    if old is None:
        return RowResult(row, remarks=remarks)
    before = {key: getattr(old, key) for key in _facts(row)}
    changes = {key: value for key, value in before.items() if value != _facts(row)[key]}
    state = RowState.CHANGED if changes else RowState.UNCHANGED
    return RowResult(row, state, changes, remarks)
