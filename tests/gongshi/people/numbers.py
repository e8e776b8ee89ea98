"""ID numbers nobody has: the worked example of the standard, and others made when asked for.

Region 71 is allotted but no card of it was ever issued.
"""

from gongshi.people.rules import (
    check_character,
)

ID = "11010519491231002X"


def invented(born: str, order: int = 0) -> str:
    """Make a number for a date of birth (19800203); an odd ``order`` is a man's."""
    first = f"710000{born}{order:03d}"
    return first + check_character(first)


OTHER_ID = invented("19550607", 12)
