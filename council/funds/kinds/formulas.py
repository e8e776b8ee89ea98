"""The formulas that come with the house: by household, head, share, standard, or by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from council.funds.registries import FundFormula, Input, Proposal, fund_formulas
from council.funds.rules.lines import Line
from gongshi.money import Remainder, shares
from gongshi.verdict import gettext_noop


class _ByWeight(FundFormula):
    """Shares the whole sum by one whole number per line."""

    def weight(self, line: Line) -> int:
        """Give the weight of a line."""
        raise NotImplementedError

    def propose(
        self,
        total: int,
        lines: Sequence[Line],
        inputs: Mapping[str, Any],  # noqa: ARG002 -- the weights stand in the lines
        remainder: str = Remainder.LARGEST,
    ) -> Proposal:
        """Share the total by the weights; left-over fen go by the rule."""
        amounts = shares(total, [self.weight(line) for line in lines], remainder)
        filled = (replace(line, amount=a) for line, a in zip(lines, amounts, strict=True))
        return Proposal(tuple(filled), str(remainder))


@fund_formulas.register
class EqualPerHousehold(_ByWeight):
    """Every line gets the same."""

    key = "funds.equal_households"
    title = gettext_noop("the same for every household")
    counts = "households"

    def weight(self, line: Line) -> int:  # noqa: ARG002 -- every line weighs the same
        """Every line weighs one."""
        return 1


@fund_formulas.register
class PerHead(_ByWeight):
    """By the number of people of each line."""

    key = "funds.per_head"
    title = gettext_noop("the same for every person")
    counts = "persons"

    def weight(self, line: Line) -> int:
        """A line weighs as many as it has people."""
        return line.persons


@fund_formulas.register
class PerShare(_ByWeight):
    """By the number of shares of each line."""

    key = "funds.per_share"
    title = gettext_noop("by shares")
    counts = "shares"

    def weight(self, line: Line) -> int:
        """A line weighs as many as it has shares."""
        return line.quantity


@fund_formulas.register
class FixedStandard(FundFormula):
    """Standard times count; a line with an amount of its own and no standard keeps it."""

    key = "funds.standard"
    title = gettext_noop("a fixed standard for each")
    inputs = (Input("standard", gettext_noop("standard for each (yuan)"), "money"),)

    def propose(
        self,
        total: int,  # noqa: ARG002 -- the standard decides; whether it adds up is judged later
        lines: Sequence[Line],
        inputs: Mapping[str, Any],
        remainder: str = Remainder.LARGEST,
    ) -> Proposal:
        """Multiply; the sum of the lines must then equal the plan's sum."""
        return Proposal(tuple(self._filled(line, inputs) for line in lines), str(remainder))

    def _filled(self, line: Line, inputs: Mapping[str, Any]) -> Line:
        standard = line.standard or int(inputs.get("standard") or 0)
        if not standard or (line.standard is None and line.amount is not None):
            return line
        count = line.quantity or line.persons or 1
        return replace(line, standard=standard, amount=count * standard)


@fund_formulas.register
class ByHand(FundFormula):
    """The amounts as people settled them."""

    key = "funds.by_hand"
    title = gettext_noop("settled line by line")

    def propose(
        self,
        total: int,  # noqa: ARG002 -- nothing is computed
        lines: Sequence[Line],
        inputs: Mapping[str, Any],  # noqa: ARG002 -- nothing is asked
        remainder: str = Remainder.LARGEST,
    ) -> Proposal:
        """Give the lines as they are."""
        return Proposal(tuple(lines), str(remainder))
