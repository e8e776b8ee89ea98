"""What is frozen and shown of a plan, its result, and an allocation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from council.funds.models import Allocation, DistributionPlan, LineKind, PlanLine, PlanVersion
from council.funds.queries.basis import basis_of
from council.funds.queries.payments import latest_checks, paid_amounts
from council.funds.queries.plans import (
    allocation_lines,
    case_of,
    current_version,
    findings_of_allocation,
    findings_of_version,
    lines_of,
)
from council.funds.registries import fund_formulas
from council.funds.rules.words import PURPOSE_WORDS, REMAINDER_SHORT
from gongshi.money import half_up
from gongshi.publishing.schema import Column, Fact, Kind, Row, Snapshot, Table, Value

MOST_BARS = 8


def plan_snapshot(plan: DistributionPlan, *, result: bool = False) -> Snapshot:
    """Give a plan as its newest version stands; ``result`` adds what was paid and arrived.

    The words are frozen in the language of the site, whatever the reader's.
    """
    with override(settings.LANGUAGE_CODE):
        version = current_version(plan)
        if version is None:
            return Snapshot(title=plan.title, facts=tuple(_plan_facts(plan, None)))
        lines = lines_of(version)
        return Snapshot(
            title=_("Result of %(plan)s") % {"plan": plan.title} if result else plan.title,
            headline=tuple(_headline(version, lines)),
            facts=tuple(_plan_facts(plan, version)),
            bars=tuple(_bars(lines)),
            tables=tuple(_tables(plan, version, lines, result=result)),
            basis=basis_of(case_of(plan)),
            warnings=tuple(v.text(_) for v in findings_of_version(version)),
        )


def allocation_snapshot(allocation: Allocation) -> Snapshot:
    """Give an allocation with its table as it came: further amounts are columns of their own."""
    with override(settings.LANGUAGE_CODE):
        rows = list(allocation_lines(allocation))
        sums = [row.amount for row in rows if row.amount is not None]
        headline = [Fact(_("Total sum"), sum(sums), Kind.MONEY)] if sums else []
        headline.append(Fact(_("Rows"), len(rows), Kind.INTEGER))
        facts = [Fact(_("Year"), str(allocation.year))]
        if allocation.source:
            facts.append(Fact(_("Source"), str(allocation.source)))
            facts.append(Fact(_("Document"), allocation.source.number))
        return Snapshot(
            title=allocation.title,
            headline=tuple(headline),
            facts=tuple(fact for fact in facts if fact.value != ""),
            paragraphs=(allocation.principle,) if allocation.principle else (),
            bars=_largest([(row.place or row.project, row.amount or 0) for row in rows]),
            tables=(_allocation_table(allocation),),
            warnings=tuple(v.text(_) for v in findings_of_allocation(allocation)),
        )


def _headline(version: PlanVersion, lines: Sequence[PlanLine]) -> list[Fact]:
    homes = {line.household_id for line in lines if line.household_id is not None}
    persons = sum(line.persons for line in lines)
    facts = []
    if version.total is not None:
        facts.append(Fact(_("Total sum"), version.total, Kind.MONEY))
    if homes:
        facts.append(Fact(_("Number of households"), len(homes), Kind.INTEGER))
        paid = sum(line.amount or 0 for line in lines if line.household_id is not None)
        average = half_up(Fraction(paid, len(homes)))
        facts.append(Fact(_("Average per household"), average, Kind.MONEY))
    elif persons:
        facts.append(Fact(_("People"), persons, Kind.INTEGER))
    return facts


def _plan_facts(plan: DistributionPlan, version: PlanVersion | None) -> list[Fact]:
    facts = [
        Fact(_("Village"), plan.area.name),
        Fact(_("Year"), str(plan.year)),
        Fact(_("Kind of income"), plan.get_earmark_display()),
        Fact(_("Purpose"), _(PURPOSE_WORDS.get(plan.purpose, plan.purpose))),
        Fact(_("Source"), str(plan.source or "")),
        Fact(_("Fund item"), str(plan.item or "")),
        Fact(_("Authorised by"), plan.authorisation),
    ]
    if version is not None:
        formula = fund_formulas.get(version.formula)
        remainder = _(REMAINDER_SHORT.get(version.remainder, version.remainder))
        facts += [
            Fact(_("Shared"), _(str(formula.title))),
            # Only an even division leaves fen over, and only a change is worth a count.
            Fact(_("Left-over fen"), remainder if formula.counts else ""),
            Fact(_("Times changed"), version.number - 1 or "", Kind.INTEGER),
            Fact(_("Why it was changed"), version.reason),
        ]
    return [fact for fact in facts if fact.value != ""]


def _bars(lines: Sequence[PlanLine]) -> tuple[Fact, ...]:
    """Where the money goes; households only by their group, never by name."""
    parts: Counter[str] = Counter()
    for line in lines:
        home = line.household_id is not None
        parts[(line.group or _("Households")) if home else line.name] += line.amount or 0
    return _largest(parts.most_common())


def _largest(parts: Sequence[tuple[str, int]]) -> tuple[Fact, ...]:
    paid = sorted((part for part in parts if part[1]), key=lambda part: -part[1])
    bars = [Fact(label, fen, Kind.MONEY) for label, fen in paid[:MOST_BARS]]
    rest = sum(fen for _label, fen in paid[MOST_BARS:])
    return (*bars, Fact(_("All others"), rest, Kind.MONEY)) if rest else tuple(bars)


def _tables(
    plan: DistributionPlan, version: PlanVersion, lines: Sequence[PlanLine], *, result: bool
) -> list[Table]:
    homes = [line for line in lines if line.kind == LineKind.HOUSEHOLD]
    others = [line for line in lines if line.kind != LineKind.HOUSEHOLD]
    extra = _result_cells(plan, version) if result else {}
    tables = []
    if homes:
        tables.append(_table("households", _("Households"), homes, extra, personal=True))
    if others:
        tables.append(_table("uses", _("Uses"), others, extra, personal=False))
    return tables


def _result_cells(plan: DistributionPlan, version: PlanVersion) -> dict[int, dict[str, Value]]:
    paid, checks = paid_amounts(plan), latest_checks(version)
    cells: dict[int, dict[str, Value]] = {line: {"paid": fen} for line, fen in paid.items()}
    for line, reached in checks.items():
        words = {"yes": _("reached"), "partly": _("in part"), "no": _("not reached")}
        cells.setdefault(line, {})["reached"] = words[reached]
    return cells


def _table(
    key: str,
    caption: str,
    lines: Sequence[PlanLine],
    extra: dict[int, dict[str, Value]],
    *,
    personal: bool,
) -> Table:
    rows = tuple(Row(str(line.pk), {**_cells(line), **extra.get(line.pk, {})}) for line in lines)
    name = _("Head of household") if personal else _("Use")
    columns = (
        Column("name", name, Kind.PERSON if personal else Kind.TEXT),
        Column("group", _("Group")),
        Column("persons", _("People"), Kind.INTEGER, total=True),
        Column("quantity", _("Count"), Kind.INTEGER),
        Column("unit", _("Unit")),
        Column("standard", _("Standard"), Kind.MONEY),
        Column("amount", _("Amount"), Kind.MONEY, total=True),
        Column("paid", _("Paid"), Kind.MONEY, total=True),
        Column("reached", _("Arrived")),
        Column("note", _("Note")),
    )
    return Table(key, caption, _used(columns, rows), rows, unit=_("yuan"), personal=personal)


def _used(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Leave out the columns in which no row has anything."""
    return tuple(column for column in columns if any(column.key in row.cells for row in rows))


def _cells(line: PlanLine) -> dict[str, Value]:
    given: dict[str, Value | None] = {
        "name": line.name,
        "group": line.group or None,
        "persons": line.persons or None,
        "quantity": line.quantity or None,
        "unit": line.unit or None,
        "standard": line.standard,
        "amount": line.amount,
        "note": line.note or None,
    }
    return {key: value for key, value in given.items() if value is not None}


def _allocation_table(allocation: Allocation) -> Table:
    lines = list(allocation_lines(allocation))
    headings = list(dict.fromkeys(heading for line in lines for heading, _fen in line.others))
    keys: Callable[[str], str] = lambda heading: f"other{headings.index(heading) + 1}"  # noqa: E731
    rows = []
    for line in lines:
        given: dict[str, Value | None] = {
            "place": line.place or None,
            "project": line.project or None,
            "content": line.content or None,
            "unit_responsible": line.unit_responsible or None,
            "count": line.count or None,
            "count_unit": line.count_unit or None,
            "standard": line.standard,
            "amount": line.amount,
            "note": line.note or None,
            **{keys(heading): fen for heading, fen in line.others},
        }
        cells = {key: value for key, value in given.items() if value is not None}
        rows.append(Row(str(line.pk), cells))
    columns = (
        Column("place", pgettext("allocation", "Place")),
        Column("project", _("Project")),
        Column("content", _("Content")),
        Column("count", _("Count"), Kind.INTEGER, total=True),
        Column("count_unit", _("Unit")),
        Column("standard", _("Standard"), Kind.MONEY),
        *(Column(keys(heading), heading, Kind.MONEY) for heading in headings),
        Column("amount", _("Amount"), Kind.MONEY, total=True),
        Column("unit_responsible", _("Responsible unit")),
        Column("note", _("Note")),
    )
    return Table("rows", allocation.title, _used(columns, rows), tuple(rows), unit=_("yuan"))
