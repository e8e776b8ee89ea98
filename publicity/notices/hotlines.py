"""Telephone numbers with their labels."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _


def hotlines_of(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Split "committee 0539-5550001" into its label and its number."""
    pairs = []
    for line in lines:
        label, _space, number = line.strip().rpartition(" ")
        pairs.append((label or _("Complaints and questions"), number))
    return pairs
