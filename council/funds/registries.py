"""Formulas that propose the lines of a plan: kinds that any plugin may add to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from council.funds.rules.lines import Line
from gongshi.money import Remainder
from gongshi.plugins import Kind, Registry


@dataclass(frozen=True, slots=True)
class Input:
    """One value a formula asks for besides the sum and the lines: ``money`` or ``number``."""

    key: str
    title: str
    kind: str = "number"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The lines a formula proposes, with the rule for the fen that are left over."""

    lines: tuple[Line, ...]
    remainder: str


class FundFormula(Kind):
    """A way to share a sum. It only proposes: people decide (PIPL 24).

    ``title`` is an English msgid; ``inputs`` are stored with the plan beside the key, so that
    anyone can compute the lines again. ``counts`` says what the weights are: ``households``,
    ``persons``, ``shares`` or nothing.
    """

    inputs: ClassVar[tuple[Input, ...]] = ()
    counts: ClassVar[str] = ""

    def propose(
        self,
        total: int,
        lines: Sequence[Line],
        inputs: Mapping[str, Any],
        remainder: str = Remainder.LARGEST,
    ) -> Proposal:
        """Give the lines with their amounts filled in; the sum is the total, to the fen."""
        raise NotImplementedError


fund_formulas: Registry[FundFormula] = Registry(FundFormula)
