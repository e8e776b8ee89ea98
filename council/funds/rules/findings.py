"""All contradictions of a plan or an allocation, from its paper and its lines (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from council.funds.rules import contradictions as found
from council.funds.rules import magnitudes as size
from council.funds.rules.lines import GROUP, HOUSEHOLD, Line, total_of
from gongshi.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Stated:
    """What the paper itself says, kept as written beside what the lines add up to.

    Sums are fen; 0 and "" mean that the paper does not say. ``date`` and ``number`` are texts
    because a damaged one must be shown as it stands.
    """

    total: int = 0
    total_text: str = ""
    shares: int = 0
    persons: int = 0
    households: int = 0
    standard: int = 0
    cap: int = 0
    principal: int = 0
    rate: str = ""
    months: int = 0
    date: str = ""
    number: str = ""
    issuer: str = ""


def stated_from(data: Mapping[str, Any]) -> Stated:
    """Read what is kept as JSON; unknown keys are left aside."""
    known = {field.name for field in fields(Stated)}
    return Stated(**{key: value for key, value in data.items() if key in known})


@dataclass(frozen=True, slots=True)
class Grant:
    """One row of an allocation: ``others`` are its further amounts (heading, fen)."""

    name: str
    amount: int | None
    count: int = 0
    standard: int = 0
    others: tuple[tuple[str, int], ...] = ()


def of_plan(
    stated: Stated, lines: Sequence[Line], *, total: int | None, base: str, unit: str
) -> list[Verdict]:
    """Give what contradicts itself in a plan. ``base`` names the formula in words; ``unit`` is
    what it counts: ``persons``, ``shares`` or nothing.
    """
    verdicts = [
        found.total_differs(stated.total or None, total_of(lines)),
        size.unit_is_mistaken(stated.total, total_of(lines)),
        found.is_approximate(stated.total_text),
        *_interest(stated, total),
        found.bases_differ(base, stated.shares, stated.persons, stated.households),
        *(verdict for line in lines for verdict in _of_line(line, unit)),
        *size.unit_is_doubtful([(line.name, line.amount or 0) for line in lines]),
        size.households_differ(stated.households, sum(line.kind == HOUSEHOLD for line in lines)),
        found.twice([str(line.name) for line in lines if line.kind == HOUSEHOLD]),
        found.date_is_incomplete(stated.date),
        found.number_is_broken(stated.number),
    ]
    paid = [line for line in lines if line.amount]
    if paid and all(line.kind == GROUP for line in paid):
        verdicts.append(found.names_nobody())
    return _refusals(verdicts)


def of_allocation(
    stated: Stated, grants: Sequence[Grant], *, title: str, year: int
) -> list[Verdict]:
    """Give what contradicts itself in an allocation table and the letter around it."""
    total = sum(grant.amount or 0 for grant in grants)
    money = any(grant.amount is not None for grant in grants)
    standard = stated.standard or next((g.standard for g in grants if g.standard), 0)
    verdicts = [
        found.total_differs(stated.total or None, total),
        size.unit_is_mistaken(stated.total, total),
        found.is_approximate(stated.total_text),
        *size.unit_is_doubtful([(grant.name, grant.amount or 0) for grant in grants]),
        size.households_differ(stated.households, sum(grant.count for grant in grants)),
        *(verdict for grant in grants for verdict in _of_grant(grant, standard, money=money)),
        *_by_standard(title, stated, standard, total),
        found.is_short_of_cap(total, sum(grant.count for grant in grants), stated.cap),
        found.date_is_incomplete(stated.date),
        found.number_is_broken(stated.number),
        found.years_differ(title, year),
        found.has_no_issuer(stated.issuer),
        found.has_no_date(stated.date),
    ]
    return _refusals(verdicts)


def _of_line(line: Line, unit: str) -> Iterable[Verdict]:
    if line.amount is None:
        yield found.has_no_amount(line.name)
        return
    count = line.quantity or line.persons
    if line.standard:
        yield found.product_differs(line.name, count, line.standard, line.amount)
    elif line.kind == GROUP and unit == "persons":
        yield found.splits_unevenly(line.amount, line.persons)
    elif line.kind == GROUP and unit == "shares":
        yield found.splits_unevenly(line.amount, line.quantity)
    elif line.kind == GROUP:
        yield found.is_joint(line.name, line.amount, line.persons)


def _of_grant(grant: Grant, standard: int, *, money: bool) -> Iterable[Verdict]:
    if grant.amount is None:
        if money:
            yield found.has_no_amount(grant.name)
        return
    yield found.is_no_multiple(grant.name, grant.amount, grant.standard or standard)
    for heading, other in grant.others:
        yield found.source_is_unnamed(grant.name, heading, other, grant.amount)


def _interest(stated: Stated, total: int | None) -> Iterable[Verdict]:
    if stated.principal and stated.rate and stated.months:
        result = stated.total or total or 0
        yield found.interest_differs(stated.principal, stated.rate, stated.months, result)


def _by_standard(title: str, stated: Stated, standard: int, total: int) -> Iterable[Verdict]:
    if standard and stated.persons:
        yield found.product_differs(title, stated.persons, standard, total)


def _refusals(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if not verdict]
