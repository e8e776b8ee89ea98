"""Quorum and majority of every body, in whole numbers (pure).

“以上” includes the number itself, “过半数” does not include the half.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from council.deliberation.states import Body


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number: at least numerator/denominator of it, or more than that."""

    numerator: int
    denominator: int
    more: bool = False

    def of(self, number: int) -> int:
        """Give the least whole number that reaches the share."""
        if self.more:
            return number * self.numerator // self.denominator + 1
        return -(-number * self.numerator // self.denominator)


TWO_THIRDS = Share(2, 3)
MORE_THAN_HALF = Share(1, 2, more=True)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How a body decides; frozen into every vote when it opens.

    ``attend`` is measured on those due (for the council: those entitled), ``passing`` on
    ``base``: "present" or "due". ``women``: the same attendance also among the women. ``least``
    is the fewest who may ever make the quorum, ``roll`` the fewest the body may consist of.
    """

    body: Body
    attend: Share
    passing: Share
    base: str
    source: str
    women: bool = False
    least: int = 0
    roll: int = 1


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted. ``due`` is the body's roll; for the council it is those entitled."""

    due: int
    present: int
    yes: int
    no: int = 0
    abstain: int = 0
    women_due: int = 0
    women_present: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the count comes to: what was needed, and whether it was reached."""

    quorum: int
    women_quorum: int
    needed: int
    quorate: bool
    adopted: bool


def council(quorum_twelfths: int = 8, majority_twelfths: int = 6) -> RuleSet:
    """I9: quorum max(3, ⌈2|E|/3⌉) of those entitled, adopted by ⌊|E|/2⌋+1 of them."""
    return RuleSet(
        Body.COUNCIL,
        Share(quorum_twelfths, 12),
        Share(majority_twelfths, 12, more=True),
        "due",
        "I9",
        least=3,
    )


_SD_24 = "村民委员会组织法第二十六条；山东省实施办法第二十四条"
_VCL_22 = "村民委员会组织法第二十二条"
_RCEO_64 = "农村集体经济组织法第六十四条、第二十八条；山东省实施办法第二十四条"
_JOINT = "山东省村务公开条例第十一条；山东省实施办法第十三条"

#: What the law prescribes for each assembly.
ASSEMBLIES: dict[Body, RuleSet] = {
    rules.body: rules
    for rules in (
        RuleSet(Body.REPRESENTATIVES, TWO_THIRDS, MORE_THAN_HALF, "present", _SD_24, women=True),
        RuleSet(Body.ASSEMBLY, MORE_THAN_HALF, MORE_THAN_HALF, "present", _VCL_22),
        RuleSet(Body.ASSEMBLY_HOUSEHOLDS, TWO_THIRDS, MORE_THAN_HALF, "present", _VCL_22),
        RuleSet(
            Body.COLLECTIVE_MEMBERS, TWO_THIRDS, TWO_THIRDS, "due", "农村集体经济组织法第二十七条"
        ),
        RuleSet(
            Body.COLLECTIVE_REPRESENTATIVES,
            TWO_THIRDS,
            TWO_THIRDS,
            "due",
            "农村集体经济组织法第二十八条",
            roll=21,
        ),
        RuleSet(Body.ACTING_REPRESENTATIVES, TWO_THIRDS, TWO_THIRDS, "due", _RCEO_64, women=True),
        RuleSet(Body.JOINT, MORE_THAN_HALF, MORE_THAN_HALF, "due", _JOINT),
    )
}


def of_body(body: Body, *, representatives_of_all: bool = False) -> RuleSet:
    """Give an assembly's rule set; a charter may ask for a majority of all representatives."""
    rules = ASSEMBLIES[body]
    if body is Body.REPRESENTATIVES and representatives_of_all:
        return replace(rules, base="due")
    return rules


def outcome(rules: RuleSet, count: Count) -> Outcome:
    """Work out a vote: abstaining counts as present and never as yes; a tie is not adopted."""
    quorum = max(rules.least, rules.attend.of(count.due))
    women = rules.attend.of(count.women_due) if rules.women else 0
    quorate = count.present >= quorum and count.women_present >= women
    needed = rules.passing.of(count.due if rules.base == "due" else count.present)
    return Outcome(quorum, women, needed, quorate, quorate and count.yes >= needed)


def to_json(rules: RuleSet) -> dict[str, Any]:
    """Give the rule set as JSON, to be frozen into a vote."""
    return asdict(rules)


def from_json(data: Mapping[str, Any]) -> RuleSet:
    """Build the rule set again from a vote's frozen copy."""
    plain = {**data, "body": Body(data["body"])}
    return RuleSet(
        **{**plain, "attend": Share(**data["attend"]), "passing": Share(**data["passing"])}
    )
