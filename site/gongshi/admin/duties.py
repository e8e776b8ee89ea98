"""Which office works in which part of the admin (pure). Opening a page there gives no duty.

Council members, committees and other villagers in office work at the desk; the admin is for the
township, the county, those who record and those who grant.
"""

from __future__ import annotations

from enum import StrEnum

from gongshi.offices.duties import Office


class Section(StrEnum):
    """A part of the admin: one entry of the menu."""

    NOTICES = "notices"
    FUNDS = "funds"
    HOUSEHOLDS = "households"
    PROJECTS = "projects"
    COUNCIL = "council"
    OBJECTIONS = "objections"
    SETTINGS = "settings"


OPENS: dict[Office, frozenset[Section]] = {
    Office.VILLAGE_CLERK: frozenset({Section.FUNDS, Section.HOUSEHOLDS, Section.COUNCIL}),
    Office.TOWNSHIP_CLERK: frozenset({Section.FUNDS, Section.HOUSEHOLDS, Section.COUNCIL}),
    Office.ACCOUNTANT: frozenset({Section.FUNDS}),
    Office.TOWNSHIP_REVIEWER: frozenset(
        {
            Section.NOTICES,
            Section.FUNDS,
            Section.HOUSEHOLDS,
            Section.PROJECTS,
            Section.COUNCIL,
            Section.OBJECTIONS,
        }
    ),
    Office.TOWNSHIP_PUBLISHER: frozenset({Section.NOTICES, Section.OBJECTIONS}),
    Office.ORGANISATION_FILER: frozenset({Section.FUNDS, Section.COUNCIL}),
    Office.DEPARTMENT_APPROVER: frozenset({Section.FUNDS, Section.HOUSEHOLDS, Section.PROJECTS}),
    Office.COUNTY_DECIDER: frozenset({Section.FUNDS}),
    Office.SUPERVISOR: frozenset(
        {Section.NOTICES, Section.FUNDS, Section.PROJECTS, Section.COUNCIL, Section.OBJECTIONS}
    ),
    Office.GRANTER: frozenset({Section.COUNCIL, Section.HOUSEHOLDS, Section.SETTINGS}),
    Office.SYSTEM_ADMINISTRATOR: frozenset({Section.SETTINGS}),
}

#: What whoever keeps the machine running sees: nothing personal, and no act of governance (I11).
MACHINE = frozenset({Section.SETTINGS})
