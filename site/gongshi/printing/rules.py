"""How much fits on paper (pure)."""

from __future__ import annotations

from math import ceil

from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

#: Source: measured, 2,000 rows take about 5 s and 20,000 about 90 s.
MAX_ROWS = 2000

TOO_MANY_ROWS = gettext_noop(
    "%(rows)s rows do not fit into one printed file; at most %(limit)s do. "
    "Print the list by villagers' group, or hand it out as a spreadsheet."
)


def may_print(rows: int, limit: int = MAX_ROWS) -> Verdict:
    """Answer whether so many table rows may be printed at once."""
    if rows > limit:
        return denied("PRINT-1", TOO_MANY_ROWS, rows=rows, limit=limit)
    return ALLOWED


def balanced(text: str, per_line: int) -> int:
    """Give the characters per line that break a centred title into lines of like length."""
    lines = max(1, ceil(len(text) / per_line))
    return ceil(len(text) / lines)


def head_size(text: str, largest: float, width: float) -> float:
    """Give the type size (points) at which the red head fills at most the width (points)."""
    return min(largest, int(width / max(1, len(text)) * 10) / 10)
