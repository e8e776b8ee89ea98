"""A kind of import for the tests; any table does for what it writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.registries import ImportKind, RowResult
from gongshi.spreadsheets.states import RowState
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop
from tests.gongshi.spreadsheets.columns import ALLOCATION

NAMES = tuple(replace(c, required=True) if c.key == "place" else c for c in ALLOCATION)


class Grants(ImportKind):
    """Grants per township; sessions stand in for the feature's own table."""

    key = "tests.grants"
    title = "grants"
    columns = (
        *NAMES,
        Column("id", "身份证号", Kind.ID_NUMBER, example="110101199003070732"),
        Column("day", "发放日期", Kind.DATE, example="2025-08-27"),
    )
    fails_after = 10**9

    def may(self, *, by: Any, area: str, context: Mapping[str, Any], at: datetime) -> Verdict:
        if by.username == "clerk":
            return ALLOWED
        return denied("TEST-1", gettext_noop("Only the clerk may."))

    def examine(self, parsed: Parsed, *, area: str, context: Mapping[str, Any]) -> list[RowResult]:
        stored = dict(Session.objects.values_list("session_key", "session_data"))
        results = []
        for row in parsed.rows:
            was = stored.get(str(row.values["place"]))
            amount = row.values["amount"]
            change = RowState.NEW
            if was is not None:
                change = RowState.UNCHANGED if was == str(amount) else RowState.CHANGED
            results.append(RowResult(row, change, {"amount": int(was)} if was else {}))
        return results

    def apply(
        self,
        results: Sequence[RowResult],
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],
        at: datetime,
    ) -> dict[str, Any]:
        for count, result in enumerate(results):
            if count >= self.fails_after:
                raise RuntimeError("the machine stops")
            Session.objects.update_or_create(
                session_key=str(result.row.values["place"]),
                defaults={
                    "session_data": str(result.row.values["amount"]),
                    "expire_date": timezone.now(),
                },
            )
        return {"written": len(results)}
