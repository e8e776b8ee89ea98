"""The offices in words, for refusals and pages (pure)."""

from gongshi.offices.duties import Office
from gongshi.verdict import gettext_noop

#: The offices in words, for refusals and pages.
OFFICE_WORDS: dict[Office, str] = {
    Office.COUNCIL_MEMBER: gettext_noop("council member"),
    Office.COUNCIL_CHAIR: gettext_noop("council chair"),
    Office.COMMITTEE_MEMBER: gettext_noop("village committee member"),
    Office.COMMITTEE_DIRECTOR: gettext_noop("village committee director"),
    Office.PARTY_BRANCH_MEMBER: gettext_noop("party branch member"),
    Office.FIRST_SECRETARY: gettext_noop("first secretary"),
    Office.VILLAGERS_REPRESENTATIVE: gettext_noop("villagers' representative"),
    Office.SUPERVISORY_COMMITTEE_MEMBER: gettext_noop("supervisory committee member"),
    Office.COLLECTIVE_HEAD: gettext_noop("head of the collective"),
    Office.VILLAGE_CLERK: gettext_noop("village clerk"),
    Office.CASHIER: gettext_noop("cashier"),
    Office.ACCOUNTANT: gettext_noop("accountant"),
    Office.TOWNSHIP_CLERK: gettext_noop("township clerk"),
    Office.TOWNSHIP_REVIEWER: gettext_noop("township reviewer"),
    Office.TOWNSHIP_PUBLISHER: gettext_noop("township publisher"),
    Office.ORGANISATION_FILER: gettext_noop("filing officer"),
    Office.DEPARTMENT_APPROVER: gettext_noop("department approver"),
    Office.COUNTY_DECIDER: gettext_noop("county decider"),
    Office.SUPERVISOR: gettext_noop("supervisor"),
    Office.GRANTER: gettext_noop("granter"),
    Office.SYSTEM_ADMINISTRATOR: gettext_noop("system administrator"),
}
