"""Importing the lines of a plan by our template: they become a draft, which binds nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.funds.models import DistributionPlan
from council.funds.queries.households import Heads
from council.funds.queries.plans import PLAN, findings_of, waiting_at
from council.funds.rules import headings as words
from council.funds.rules.lines import GROUP, HOUSEHOLD, IN_KIND, PROJECT, Line
from council.funds.services.entering import may_enter
from council.funds.services.plans import BY_HAND, propose_lines
from gongshi.money import YUAN
from gongshi.people.models import User
from gongshi.spreadsheets.reading.columns import Kind, column
from gongshi.spreadsheets.reading.result import Parsed, Row
from gongshi.spreadsheets.reading.sheet import Level, Remark, remark
from gongshi.spreadsheets.registries import ImportKind, RowResult, import_kinds
from gongshi.verdict import Verdict, denied, gettext_noop

#: What a clerk writes in the column of kinds; a blank means a household.
KINDS = {
    "户": HOUSEHOLD,
    "农户": HOUSEHOLD,
    "到户": HOUSEHOLD,
    "项目": PROJECT,
    "实物": IN_KIND,
    "集体": GROUP,
    "整组": GROUP,
    "人群": GROUP,
}


@import_kinds.register
class PlanLines(ImportKind):
    """The lines of one plan; ``context`` names it and may name a formula:
    {"plan": primary key, "formula": key}.
    """

    key = "funds.plan_lines"
    title = _("lines of a distribution plan")
    columns = (
        column("kind", words.LINE_KIND, example="户"),
        column("number", words.LINE_NUMBER, example="12"),
        column("name", words.LINE_NAME, required=True, example="葛示例"),
        column("group", words.LINE_GROUP, example="3组"),
        column("persons", words.LINE_PERSONS, Kind.INTEGER, example="4"),
        column("quantity", words.LINE_QUANTITY, Kind.INTEGER, example="1"),
        column("unit", words.LINE_UNIT, example="股"),
        column("standard", words.LINE_STANDARD, Kind.RATE),
        column("amount", words.LINE_AMOUNT, Kind.MONEY, example="500"),
        column("note", words.NOTE),
    )
    needs = ("plan",)

    def label(self, need: str) -> str:  # noqa: ARG002 -- there is one
        return str(_("distribution plan"))

    def choices(self, need: str, prefixes: Sequence[str]) -> list[tuple[str, str]]:  # noqa: ARG002 -- likewise
        """Give the plans that are being drafted: the lines of any other stand."""
        drafting = waiting_at(PLAN, "draft", prefixes)
        rows = DistributionPlan.objects.filter(pk__in=drafting).select_related("area")
        return [(str(row.pk), f"{row.area.name} · {row.title}") for row in rows[:500]]

    def area_of(self, context: Mapping[str, Any]) -> str:
        return _plan(context).area_id

    def page(self, context: Mapping[str, Any]) -> str:
        return reverse("funds_draft", args=[int(context["plan"])])

    def may(self, *, by: Any, area: str, context: Mapping[str, Any], at: datetime) -> Verdict:
        """I7: who records in this village."""
        plan = _plan(context)
        if plan.area_id != area or not isinstance(by, User) or by.person is None:
            return denied("I7", gettext_noop("You hold no office here today that may enter this."))
        return may_enter(by.person, plan.area, at)

    def examine(self, parsed: Parsed, *, area: str, context: Mapping[str, Any]) -> list[RowResult]:
        """Find the household of every row; say what is unknown, and what does not add up."""
        plan, heads = _plan(context), Heads(area)
        results = [RowResult(row, remarks=_of_row(row, heads)) for row in parsed.rows]
        lines = [_called(_line(row, heads), row.number) for row in parsed.rows]
        formula = str(context.get("formula") or BY_HAND)
        if formula == BY_HAND:
            stated = {"total": plan.total or 0, **plan.stated}
            plan.stated = stated
            parsed.remarks.extend(
                Remark(Level.WARNING, verdict)
                for verdict in findings_of(plan, lines, formula, plan.total)
            )
        return results

    def apply(
        self,
        results: list[RowResult],
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],
        at: datetime,
    ) -> dict[str, Any]:
        """Let the formula propose from the rows; a council member adopts the draft."""
        heads = Heads(area)
        lines = [_line(result.row, heads) for result in results]
        draft = propose_lines(
            plan=_plan(context),
            formula=str(context.get("formula") or BY_HAND),
            lines=lines,
            inputs=context.get("inputs") or {},
            by=by.person,
            at=at,
            account=by,
        )
        return {"lines": len(draft.lines), "sum": sum(row["amount"] or 0 for row in draft.lines)}


def _plan(context: Mapping[str, Any]) -> DistributionPlan:
    return DistributionPlan.objects.select_related("area").get(pk=int(context["plan"]))


def _kind(row: Row) -> str:
    return KINDS.get(str(row.values.get("kind") or "户").strip(), "")


def _of_row(row: Row, heads: Heads) -> list[Remark]:
    kind = _kind(row)
    if not kind:
        reason = gettext_noop("“%(kind)s” is no kind of line. Write one of: %(kinds)s.")
        facts = {"kind": row.values.get("kind"), "kinds": "、".join(KINDS)}
        return [remark(Level.ERROR, "FUND-1", reason, row=row.number, column="kind", **facts)]
    if kind != HOUSEHOLD:
        return []
    number, name = str(row.values.get("number") or ""), str(row.values.get("name") or "")
    if not number and not name:
        return []  # the missing name is said already
    found = heads.find(number, name)
    if found.household is None:
        level, key = Level.ERROR, "number" if number else "name"
    elif found.verdict:
        return []
    else:
        level, key = Level.WARNING, "name"
    return [Remark(level, found.verdict, row.number, key)]


def _called(line: Line, number: int) -> Line:
    """Let a finding name a nameless line by its row."""
    return line if line.name else replace(line, name=str(_("row %(number)s") % {"number": number}))


def _line(row: Row, heads: Heads) -> Line:
    kind = _kind(row) or HOUSEHOLD
    name = str(row.values.get("name") or "")
    found = heads.find(str(row.values.get("number") or ""), name) if kind == HOUSEHOLD else None
    amount = row.values.get("amount")
    standard = row.values.get("standard")
    standard = standard if isinstance(standard, Decimal) else None
    exact = standard is not None and standard * YUAN == int(standard * YUAN)
    notes = [str(row.values.get("note") or "")]
    if standard is not None and not exact:
        notes.append(f"标准:{standard}元")
    return Line(
        kind=kind,
        name=name,
        amount=amount if isinstance(amount, int) else None,
        household=found.household if found else None,
        group=str(row.values.get("group") or ""),
        persons=_count(row, "persons"),
        quantity=_count(row, "quantity"),
        unit=str(row.values.get("unit") or ""),
        standard=int(standard * YUAN) if standard is not None and exact else None,
        note=";".join(filter(None, notes)),
    )


def _count(row: Row, key: str) -> int:
    value = row.values.get(key)
    return value if isinstance(value, int) else 0
