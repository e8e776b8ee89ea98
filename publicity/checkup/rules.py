"""What may not stand in a notice (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongshi.people.leaks import Severity, classify
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


def has_no_personal_number(words: Iterable[str], hotlines: Iterable[str] = ()) -> Verdict:
    """CHECKUP-1: no ID number, mobile number or bank card goes up, but the notice's own hotlines.

    The words are judged one by one, so that two cells side by side never make up a number.
    """
    lawful = frozenset(hotlines)
    for text in words:
        if classify(text, lawful) is Severity.REFUSE:
            return denied(
                "CHECKUP-1",
                gettext_noop(
                    "An ID number, mobile number or bank card stands in “%(text)s…”: take it out."
                ),
                text=re.sub(r"\d", "*", text.strip())[:20],  # a refusal repeats no number
            )
    return ALLOWED
