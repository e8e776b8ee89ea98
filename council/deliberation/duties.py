"""Which office may do which verb of deliberation (pure)."""

from __future__ import annotations

from council.deliberation.states import Body
from gongshi.offices.duties import COUNCIL_OFFICES, Office

CLERKS = frozenset({Office.VILLAGE_CLERK, Office.TOWNSHIP_CLERK})

#: Who certifies what an assembly resolved: those who sat there or watched.
ASSEMBLY_WITNESSES = frozenset(
    {Office.VILLAGERS_REPRESENTATIVE, Office.SUPERVISORY_COMMITTEE_MEMBER}
)


def conveners(body: Body) -> frozenset[Office]:
    """Give who calls a meeting, or enters that it was called: never the council an assembly."""
    if body is Body.COUNCIL:
        return COUNCIL_OFFICES | CLERKS
    return frozenset({Office.COMMITTEE_DIRECTOR}) | CLERKS


def recorders(body: Body) -> frozenset[Office]:
    """Give who keeps the record of a meeting."""
    return COUNCIL_OFFICES | CLERKS if body is Body.COUNCIL else CLERKS
