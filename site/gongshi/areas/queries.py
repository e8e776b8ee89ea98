"""Finding what lies below places: codes begin with the digits of what is above."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from gongshi.areas.rules import DIGITS, Level


def starting(path: str, prefixes: Iterable[str]) -> Q:
    """Filter for rows whose area code, found by ``path``, begins with one of these prefixes.

    SQLite finds no beginning of a text by an index, so a village is asked for by its whole code and
    a township by its first and last. A county is most of the table: there an index is a detour.
    """
    villages, found = [], Q(pk__in=[])
    for start in prefixes:
        if len(start) == DIGITS[Level.VILLAGE]:
            villages.append(start)
        elif len(start) >= DIGITS[Level.TOWNSHIP]:
            found |= Q(**{f"{path}__range": (start.ljust(12, "0"), start.ljust(12, "9"))})
        else:
            found |= Q(**{f"{path}__startswith": start})
    return found | Q(**{f"{path}__in": villages}) if villages else found
