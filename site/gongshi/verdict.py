"""What a rule answers: yes, or no with the id of the rule and a reason in plain words (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def gettext_noop(message: str) -> str:
    """Mark a reason for translation; the words are translated where they are shown."""
    return message


DAY_FORM = gettext_noop("%(year)s-%(month)s-%(day)s")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a rule.

    ``rule`` is the permanent id listed in docs/rules.md. ``reason`` is an English message with
    named placeholders; ``facts`` fills them, and a tuple among them lists messages that are
    translated too. A verdict is truthy when the thing is allowed.
    """

    allowed: bool
    rule: str = ""
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.allowed

    def text(self, translate: object = None) -> str:
        """Give the reason with its facts; ``translate`` is gettext where words are shown."""
        say = translate if callable(translate) else str
        facts = {name: _in_words(fact, say) for name, fact in self.facts.items()}
        return str(say(self.reason)) % facts if facts else str(say(self.reason))


def _in_words(fact: object, say: Callable[[str], str]) -> object:
    """Give a fact as people read it: messages joined, a day (2026-03-01) in the local way."""
    if isinstance(fact, tuple):
        return "、".join(say(each) for each in fact)
    day = DAY.fullmatch(fact) if isinstance(fact, str) else None
    if day is None:
        return fact
    form = say(DAY_FORM)
    year, month, date = map(int, day.groups())
    return fact if form == DAY_FORM else form % {"year": year, "month": month, "day": date}


ALLOWED = Verdict(allowed=True)


def denied(rule: str, reason: str, **facts: object) -> Verdict:
    """Refuse, naming the rule and the reason."""
    return Verdict(allowed=False, rule=rule, reason=reason, facts=facts)


def first_refusal(*verdicts: Verdict) -> Verdict:
    """Give the first refusal among the verdicts, else an allowance."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


class RuleBroken(Exception):
    """A service was asked for something a rule refuses. Nothing was written."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(f"[{verdict.rule}] {verdict.text()}")


def require(verdict: Verdict) -> None:
    """Raise RuleBroken unless the verdict allows."""
    if not verdict:
        raise RuleBroken(verdict)
