"""Importing an allocation table as it comes: its own words, its own units, its own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.funds.models import Allocation
from council.funds.queries.plans import ALLOCATION, waiting_at
from council.funds.rules import headings as words
from council.funds.rules.contradictions import has_no_amount
from council.funds.rules.findings import Grant, of_allocation, stated_from
from council.funds.rules.magnitudes import measure_differs
from council.funds.services.allocations import Entry, record_rows
from council.funds.services.entering import may_enter
from gongshi.money import YUAN
from gongshi.people.models import User
from gongshi.spreadsheets.reading.columns import Kind, column
from gongshi.spreadsheets.reading.result import Parsed, Row
from gongshi.spreadsheets.reading.sheet import Level, Remark, remark
from gongshi.spreadsheets.registries import ImportKind, RowResult, import_kinds
from gongshi.verdict import Verdict, denied, gettext_noop

COLUMNS = (
    column("number", words.NUMBER, example="1"),
    column("county", words.COUNTY, Kind.AREA, group=True),
    column("place", words.PLACE, Kind.AREA, group=True, example="地方镇示范村"),
    column("document", words.DOCUMENT, group=True),
    column("project", words.PROJECT, example="道路硬化项目"),
    column("before", words.BEFORE, group=True),
    column("after", words.AFTER),
    column("reason", words.REASON, group=True),
    column("content", words.CONTENT, example="长500米、宽4米"),
    column("count", words.COUNT, Kind.INTEGER, example="120"),
    column("amount", words.AMOUNT, Kind.MONEY, example="200000"),
    column("measure", words.MEASURE, Kind.DECIMAL),
    column("standard", words.STANDARD, Kind.RATE, group=True),
    column("unit_responsible", words.UNIT_RESPONSIBLE),
    column("note", words.NOTE),
)
#: Kept in the note of a row, each under its own heading.
_NOTED = (
    ("county", "县(区)"),
    ("document", "项目文号"),
    ("before", "变更前项目内容"),
    ("reason", "变更理由"),
    ("measure", "面积"),
    ("note", "备注"),
)


@import_kinds.register
class AllocationTable(ImportKind):
    """The rows of one allocation; ``context`` names it: {"allocation": its primary key}."""

    key = "funds.allocation_table"
    title = _("allocation table")
    columns = COLUMNS
    needs = ("allocation",)

    def label(self, need: str) -> str:  # noqa: ARG002 -- there is one
        return str(_("allocation"))

    def choices(self, need: str, prefixes: Sequence[str]) -> list[tuple[str, str]]:  # noqa: ARG002 -- likewise
        """Give the allocations whose table is being entered: any other stands."""
        entering = waiting_at(ALLOCATION, "record", prefixes)
        rows = Allocation.objects.filter(pk__in=entering).select_related("area")
        return [(str(row.pk), f"{row.area.name} · {row.title}") for row in rows[:500]]

    def area_of(self, context: Mapping[str, Any]) -> str:
        return _allocation(context).area_id

    def page(self, context: Mapping[str, Any]) -> str:
        return reverse("funds_allocation", args=[int(context["allocation"])])

    def may(self, *, by: Any, area: str, context: Mapping[str, Any], at: datetime) -> Verdict:
        """I7: who records for the place that allocates."""
        allocation = _allocation(context)
        if allocation.area_id != area or not isinstance(by, User) or by.person is None:
            return denied("I7", gettext_noop("You hold no office here today that may enter this."))
        return may_enter(by.person, allocation.area, at)

    def examine(
        self,
        parsed: Parsed,
        *,
        area: str,  # noqa: ARG002 -- the allocation knows its area
        context: Mapping[str, Any],
    ) -> list[RowResult]:
        """Say what is missing in each row, and what contradicts itself in the whole."""
        allocation = _allocation(context)
        parsed.remarks.extend(_of_columns(parsed))
        results = [RowResult(row, remarks=_of_row(row)) for row in parsed.rows]
        grants = [_grant(row) for row in parsed.rows if _says_something(row)]
        verdicts = of_allocation(
            stated_from(allocation.stated), grants, title=allocation.title, year=allocation.year
        )
        parsed.remarks.extend(
            Remark(Level.WARNING, verdict) for verdict in verdicts if verdict.rule != "FUND-W9"
        )
        return results

    def apply(
        self,
        results: list[RowResult],
        *,
        by: Any,
        area: str,  # noqa: ARG002 -- the allocation knows its area
        context: Mapping[str, Any],
        at: datetime,
    ) -> dict[str, Any]:
        """Record all rows that say what they are for, in one act."""
        rows = [_entry(result.row) for result in results if _says_something(result.row)]
        results.clear()
        made = record_rows(
            allocation=_allocation(context), rows=rows, by=by.person, at=at, account=by
        )
        return {"rows": len(made), "sum": sum(row.amount or 0 for row in made)}


def _allocation(context: Mapping[str, Any]) -> Allocation:
    return Allocation.objects.select_related("area").get(pk=int(context["allocation"]))


def _says_something(row: Row) -> bool:
    """Whether the row says who or what, or how much; a torn-off rest of a table does neither."""
    values = row.values
    for key in ("project", "place", "amount", "content", "after", "count"):
        if values.get(key):
            return True
    return "place" not in values and bool(values.get("county"))


def _name(row: Row) -> str:
    for key in ("project", "after", "place", "content", "county"):
        if row.values.get(key):
            return str(row.values[key])
    return ""


def _of_columns(parsed: Parsed) -> list[Remark]:
    found = {placed.column.key for placed in parsed.placing.known}
    priced = [
        placed.heading for placed in parsed.placing.others if placed.column.kind is Kind.MONEY
    ]
    if "amount" not in found and priced:
        reason = gettext_noop(
            "None of the columns of money (%(headings)s) is known as the amount. Give the one that "
            "is meant the heading “%(title)s”."
        )
        headings = "、".join(priced)
        title = words.AMOUNT[0]
        return [remark(Level.ERROR, "FUND-1", reason, headings=headings, title=title)]
    if found & {"amount", "count"}:
        return []
    reason = gettext_noop("There is neither a column of amounts nor one of counts.")
    return [remark(Level.ERROR, "FUND-1", reason)]


def _of_row(row: Row) -> list[Remark]:
    if not _says_something(row):
        reason = gettext_noop("The row says neither what for nor how much: it is not imported.")
        return [remark(Level.WARNING, "FUND-W9", reason, row=row.number)]
    values = row.values
    match values.get("measure"), values.get("standard"), values.get("amount"):
        case Decimal() as measure, Decimal() as standard, int() as amount:
            verdict = measure_differs(_name(row), measure, standard, amount)
            return [] if verdict else [Remark(Level.WARNING, verdict, row.number, "amount")]
    priced = "amount" in values  # every known column has its key in each row
    if priced and values.get("amount") is None and not row.rejected:
        verdict = has_no_amount(_name(row))
        return [Remark(Level.WARNING, verdict, row.number, "amount")]
    return []


def _standard(row: Row) -> int | None:
    value = row.values.get("standard")
    if row.values.get("measure") is not None:
        return None  # a rate for one 亩: kept with the row's notes, as it is no rate for one 户
    if not isinstance(value, Decimal) or value * YUAN != int(value * YUAN):
        return None
    return int(value * YUAN)


def _others(row: Row) -> tuple[tuple[str, int], ...]:
    if not row.others:
        return ()
    return tuple(
        (heading, value) for heading, value in row.others.items() if isinstance(value, int)
    )


def _grant(row: Row) -> Grant:
    amount, count = row.values.get("amount"), row.values.get("count")
    return Grant(
        name=_name(row),
        amount=amount if isinstance(amount, int) else None,
        count=count if isinstance(count, int) else 0,
        standard=_standard(row) or 0,
        others=_others(row),
    )


def _entry(row: Row) -> Entry:
    grant = _grant(row)
    return Entry(
        place=_text(row, "place"),
        project=_text(row, "project"),
        content=_text(row, "after") or _text(row, "content"),
        unit_responsible=_text(row, "unit_responsible"),
        amount=grant.amount,
        count=grant.count,
        standard=_standard(row),
        others=grant.others,
        note=_note(row),
    )


def _text(row: Row, key: str) -> str:
    return str(row.values.get(key) or "")


def _note(row: Row) -> str:
    """Keep every word of the row that has no column of its own."""
    parts = [f"{heading}:{row.values[key]}" for key, heading in _NOTED if row.values.get(key)]
    parts += [f"{heading}:{text}" for heading, text in row.others.items() if isinstance(text, str)]
    if row.values.get("standard") is not None and _standard(row) is None:
        parts.append(f"补助标准:{row.values['standard']}元")
    return ";".join(parts)
