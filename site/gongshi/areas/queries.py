"""Finding what lies below places: codes begin with the digits of what is above."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q


def starting(path: str, prefixes: Iterable[str]) -> Q:
    """Filter for rows whose area code, found by ``path``, begins with one of these prefixes."""
    found = Q(pk__in=[])
    for start in prefixes:
        found |= Q(**{f"{path}__startswith": start})
    return found
