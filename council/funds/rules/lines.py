"""The lines of a plan: what one is, and when all of them together stand (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongshi.money import yuan
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

#: What a line may be for: a household, a project, something in kind, a group without a list.
HOUSEHOLD, PROJECT, IN_KIND, GROUP = "household", "project", "in_kind", "group"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as proposed or entered. ``amount`` is fen; None means that none is given.

    ``household`` is the key of the household's row; ``persons`` how many share the line;
    ``quantity`` with ``unit`` what is counted (shares, posts, trees); ``standard`` fen for one.
    """

    kind: str
    name: str
    amount: int | None = None
    household: int | None = None
    group: str = ""
    persons: int = 0
    quantity: int = 0
    unit: str = ""
    standard: int | None = None
    note: str = ""


def to_json(line: Line) -> dict[str, Any]:
    """Give a line as JSON, to be kept with a draft."""
    return {name: getattr(line, name) for name in Line.__slots__}


def from_json(data: Mapping[str, Any]) -> Line:
    """Build a line again from a draft."""
    return Line(**data)


def total_of(lines: Sequence[Line]) -> int:
    """Give the sum of the amounts given, in fen."""
    return sum(line.amount or 0 for line in lines)


def is_class_rule(lines: Sequence[Line]) -> bool:
    """Whether the lines name no household: the motion is a rule for a class (I3)."""
    return all(line.household is None for line in lines)


def adds_up(total: int | None, lines: Sequence[Line]) -> Verdict:
    """I3: the lines add up to the sum, to the fen; without money no line has any."""
    found = total_of(lines)
    if found == (total or 0):
        return ALLOWED
    return denied(
        "I3",
        gettext_noop("The lines add up to %(found)s yuan, but the sum is %(total)s yuan."),
        found=yuan(found),
        total=yuan(total or 0),
    )


def is_line(line: Line) -> Verdict:
    """FUND-1: a line has a name, is never below zero, and an amount unless it is in kind."""
    if not line.name.strip():
        return denied("FUND-1", gettext_noop("Every line needs a name."))
    if min(line.amount or 0, line.persons, line.quantity, line.standard or 0) < 0:
        return denied("I3", gettext_noop("“%(name)s” is below zero."), name=line.name)
    if line.amount is None and line.kind not in {IN_KIND, PROJECT}:
        return denied("FUND-1", gettext_noop("“%(name)s” has no amount."), name=line.name)
    return ALLOWED


def names_its_household(line: Line, village: Collection[int]) -> Verdict:
    """FUND-2: a household line names a household of this village, else nobody sees a conflict."""
    if line.kind == HOUSEHOLD and line.household not in village:
        return denied(
            "FUND-2",
            gettext_noop("“%(name)s” is not linked to a household of this village."),
            name=line.name,
        )
    if line.kind != HOUSEHOLD and line.household is not None:
        return denied(
            "FUND-2",
            gettext_noop("“%(name)s” names a household but is not a household line."),
            name=line.name,
        )
    return ALLOWED


def lines_stand(total: int | None, lines: Sequence[Line], village: Collection[int]) -> Verdict:
    """Judge all lines of a version: each for itself, then the sum."""
    if not lines:
        return denied("FUND-1", gettext_noop("A plan needs at least one line."))
    for line in lines:
        for verdict in (is_line(line), names_its_household(line, village)):
            if not verdict:
                return verdict
    return adds_up(total, lines)
