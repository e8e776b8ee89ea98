"""Who may do what: offices, duties, sides, and the table duty × office (pure).

This page is meant to be read aloud in a village: it says which office may do which thing, which
side of 一载体两分离 the thing belongs to, and which offices one person may never hold together.
"""

from __future__ import annotations

from enum import StrEnum


class Office(StrEnum):
    """A post a person is appointed to, in a village, a township or the county."""

    COUNCIL_MEMBER = "council_member"
    COUNCIL_CHAIR = "council_chair"
    COMMITTEE_MEMBER = "committee_member"
    COMMITTEE_DIRECTOR = "committee_director"
    PARTY_BRANCH_MEMBER = "party_branch_member"
    FIRST_SECRETARY = "first_secretary"
    VILLAGERS_REPRESENTATIVE = "villagers_representative"
    SUPERVISORY_COMMITTEE_MEMBER = "supervisory_committee_member"
    COLLECTIVE_HEAD = "collective_head"
    VILLAGE_CLERK = "village_clerk"
    CASHIER = "cashier"
    ACCOUNTANT = "accountant"
    TOWNSHIP_CLERK = "township_clerk"
    TOWNSHIP_REVIEWER = "township_reviewer"
    TOWNSHIP_PUBLISHER = "township_publisher"
    ORGANISATION_FILER = "organisation_filer"
    DEPARTMENT_APPROVER = "department_approver"
    COUNTY_DECIDER = "county_decider"
    SUPERVISOR = "supervisor"
    GRANTER = "granter"
    SYSTEM_ADMINISTRATOR = "system_administrator"


class Side(StrEnum):
    """Carrier, user, government, notices, supervision, administration, recording."""

    CARRIER = "C"
    USER = "U"
    GOVERNMENT = "G"
    NOTICES = "N"
    SUPERVISION = "S"
    ADMINISTRATION = "A"
    RECORDING = "R"


class Duty(StrEnum):
    """A thing an office may do."""

    DRAFT_PLAN = "draft_plan"
    DECIDE = "decide"
    INSPECT = "inspect"
    ACCEPT = "accept"
    RELEASE = "release"
    HANDLE = "handle"
    CONTRACT = "contract"
    EXECUTE = "execute"
    PAY = "pay"
    TOWN_REVIEW = "town_review"
    APPROVE = "approve"
    FILE = "file"
    DRAFT_NOTICE = "draft_notice"
    REDACT = "redact"
    PUBLISH = "publish"
    SUPERVISE = "supervise"
    GRANT = "grant"
    KEEP_KEY = "keep_key"
    RESTORE = "restore"
    RECORD = "record"
    NOMINATE = "nominate"
    CONVENE = "convene"
    CERTIFY = "certify"
    VERIFY = "verify"
    REVIEW_NOTICE = "review_notice"
    FIX_NOTICE = "fix_notice"
    POST = "post"
    ANSWER = "answer"


SIDES: dict[Duty, Side] = {
    Duty.DRAFT_PLAN: Side.CARRIER,
    Duty.DECIDE: Side.CARRIER,
    Duty.INSPECT: Side.CARRIER,
    Duty.ACCEPT: Side.CARRIER,
    Duty.RELEASE: Side.CARRIER,
    Duty.HANDLE: Side.USER,
    Duty.CONTRACT: Side.USER,
    Duty.EXECUTE: Side.USER,
    Duty.PAY: Side.USER,
    Duty.TOWN_REVIEW: Side.GOVERNMENT,
    Duty.APPROVE: Side.GOVERNMENT,
    Duty.FILE: Side.GOVERNMENT,
    Duty.DRAFT_NOTICE: Side.NOTICES,
    Duty.REDACT: Side.NOTICES,
    Duty.PUBLISH: Side.NOTICES,
    Duty.SUPERVISE: Side.SUPERVISION,
    Duty.GRANT: Side.ADMINISTRATION,
    Duty.KEEP_KEY: Side.ADMINISTRATION,
    Duty.RESTORE: Side.ADMINISTRATION,
    Duty.RECORD: Side.RECORDING,
}

#: Sides a person takes on a matter once and for all (I2, I5).
LASTING_SIDES = frozenset({Side.CARRIER, Side.USER, Side.GOVERNMENT, Side.SUPERVISION})

_MEMBER = {
    Duty.DRAFT_PLAN,
    Duty.DECIDE,
    Duty.INSPECT,
    Duty.ACCEPT,
    Duty.RELEASE,
    Duty.RECORD,
    Duty.CERTIFY,
}
_COMMITTEE = {
    Duty.NOMINATE,
    Duty.HANDLE,
    Duty.CONTRACT,
    Duty.EXECUTE,
    Duty.VERIFY,
    Duty.DRAFT_NOTICE,
    Duty.FIX_NOTICE,
    Duty.PUBLISH,
    Duty.POST,
    Duty.ANSWER,
}

DUTIES: dict[Office, frozenset[Duty]] = {
    Office.COUNCIL_MEMBER: frozenset(_MEMBER),
    Office.COUNCIL_CHAIR: frozenset(_MEMBER | {Duty.CONVENE}),
    Office.COMMITTEE_MEMBER: frozenset(_COMMITTEE),
    Office.COMMITTEE_DIRECTOR: frozenset(_COMMITTEE | {Duty.CONVENE}),
    Office.PARTY_BRANCH_MEMBER: frozenset({Duty.NOMINATE, Duty.FIX_NOTICE}),
    Office.FIRST_SECRETARY: frozenset({Duty.NOMINATE, Duty.HANDLE, Duty.VERIFY}),
    Office.VILLAGERS_REPRESENTATIVE: frozenset({Duty.CERTIFY}),
    Office.SUPERVISORY_COMMITTEE_MEMBER: frozenset({Duty.REVIEW_NOTICE, Duty.CERTIFY}),
    Office.COLLECTIVE_HEAD: frozenset(),
    Office.VILLAGE_CLERK: frozenset({Duty.RECORD}),
    Office.CASHIER: frozenset({Duty.PAY}),
    Office.ACCOUNTANT: frozenset({Duty.PAY}),
    Office.TOWNSHIP_CLERK: frozenset({Duty.RECORD}),
    Office.TOWNSHIP_REVIEWER: frozenset({Duty.TOWN_REVIEW}),
    Office.TOWNSHIP_PUBLISHER: frozenset(
        {Duty.DRAFT_NOTICE, Duty.REDACT, Duty.PUBLISH, Duty.POST, Duty.ANSWER}
    ),
    Office.ORGANISATION_FILER: frozenset({Duty.FILE}),
    Office.DEPARTMENT_APPROVER: frozenset({Duty.APPROVE}),
    Office.COUNTY_DECIDER: frozenset({Duty.APPROVE}),
    Office.SUPERVISOR: frozenset({Duty.SUPERVISE}),
    Office.GRANTER: frozenset({Duty.GRANT}),
    Office.SYSTEM_ADMINISTRATOR: frozenset({Duty.KEEP_KEY, Duty.RESTORE}),
}

#: Offices held in one village.
VILLAGE_OFFICES = frozenset(
    {
        Office.COUNCIL_MEMBER,
        Office.COUNCIL_CHAIR,
        Office.COMMITTEE_MEMBER,
        Office.COMMITTEE_DIRECTOR,
        Office.PARTY_BRANCH_MEMBER,
        Office.FIRST_SECRETARY,
        Office.VILLAGERS_REPRESENTATIVE,
        Office.SUPERVISORY_COMMITTEE_MEMBER,
        Office.COLLECTIVE_HEAD,
        Office.VILLAGE_CLERK,
        Office.CASHIER,
    }
)

#: Offices whose holders belong to the village's two committees (村"两委").
COMMITTEE_OFFICES = frozenset(
    {Office.COMMITTEE_MEMBER, Office.COMMITTEE_DIRECTOR, Office.PARTY_BRANCH_MEMBER}
)
COUNCIL_OFFICES = frozenset({Office.COUNCIL_MEMBER, Office.COUNCIL_CHAIR})

#: Holders of these hold nothing else anywhere in the county (I6).
LONE_OFFICES = frozenset({Office.GRANTER, Office.SYSTEM_ADMINISTRATOR, Office.SUPERVISOR})

#: Offices with one holder at a time in their area (I10).
SINGLE_SEATS = frozenset({Office.COUNCIL_CHAIR, Office.COMMITTEE_DIRECTOR, Office.FIRST_SECRETARY})


def _pairs(one: Office, *others: Office) -> set[frozenset[Office]]:
    return {frozenset({one, other}) for other in others}


#: Pairs one person may not hold at the same time in the same village or county.
EXCLUDED: frozenset[frozenset[Office]] = frozenset(
    {
        pair
        for council in COUNCIL_OFFICES
        for pair in _pairs(
            council,
            Office.FIRST_SECRETARY,
            Office.CASHIER,
            Office.ACCOUNTANT,
            Office.TOWNSHIP_REVIEWER,
            Office.DEPARTMENT_APPROVER,
            Office.ORGANISATION_FILER,
            Office.SUPERVISORY_COMMITTEE_MEMBER,
        )
    }
    | {
        pair
        for cadre in COMMITTEE_OFFICES
        for pair in _pairs(
            cadre,
            Office.TOWNSHIP_REVIEWER,
            Office.DEPARTMENT_APPROVER,
            Office.SUPERVISORY_COMMITTEE_MEMBER,
        )
    }
    | _pairs(
        Office.SUPERVISORY_COMMITTEE_MEMBER,
        Office.CASHIER,
        Office.ACCOUNTANT,
        Office.VILLAGE_CLERK,
        Office.COLLECTIVE_HEAD,
    )
    | _pairs(Office.TOWNSHIP_REVIEWER, Office.DEPARTMENT_APPROVER, Office.FIRST_SECRETARY)
    | _pairs(Office.FIRST_SECRETARY, Office.ORGANISATION_FILER)
    | _pairs(Office.COMMITTEE_DIRECTOR, Office.CASHIER, Office.ACCOUNTANT)
)

#: Offices that near relatives may not hold side by side in one village.
EXCLUDED_KIN: frozenset[frozenset[Office]] = frozenset(
    {
        pair
        for cadre in (Office.COMMITTEE_MEMBER, Office.COMMITTEE_DIRECTOR)
        for pair in _pairs(cadre, Office.SUPERVISORY_COMMITTEE_MEMBER)
    }
    | _pairs(Office.COMMITTEE_DIRECTOR, Office.CASHIER, Office.ACCOUNTANT)
)

#: Pairs of duties no person performs both of on one matter (I5).
EXCLUSIVE_DUTIES: frozenset[frozenset[Duty]] = frozenset(
    {
        frozenset({Duty.TOWN_REVIEW, Duty.APPROVE}),
        frozenset({Duty.TOWN_REVIEW, Duty.FILE}),
        frozenset({Duty.APPROVE, Duty.FILE}),
        frozenset({Duty.EXECUTE, Duty.PAY}),
        frozenset({Duty.CONTRACT, Duty.PAY}),
        frozenset({Duty.APPROVE, Duty.PAY}),
        frozenset({Duty.DRAFT_NOTICE, Duty.REDACT}),
        frozenset({Duty.DRAFT_NOTICE, Duty.PUBLISH}),
        frozenset({Duty.DRAFT_NOTICE, Duty.REVIEW_NOTICE}),
    }
)

#: Duties closed to whoever is near a beneficiary (I3b).
CLOSED_TO_BENEFICIARIES = frozenset(
    {
        Duty.DRAFT_PLAN,
        Duty.DECIDE,
        Duty.INSPECT,
        Duty.ACCEPT,
        Duty.RELEASE,
        Duty.TOWN_REVIEW,
        Duty.APPROVE,
        Duty.PAY,
    }
)

#: Duties closed to whoever is near a user of the matter's resources (I4).
CLOSED_TO_USERS_KIN = frozenset(
    {Duty.INSPECT, Duty.ACCEPT, Duty.RELEASE, Duty.SUPERVISE, Duty.TOWN_REVIEW}
)


def side_of(duty: Duty) -> Side | None:
    """Give the side of a duty; some duties (posting, certifying …) put nobody on a side."""
    return SIDES.get(duty)


def offices_with(duty: Duty) -> frozenset[Office]:
    """Give the offices that carry a duty."""
    return frozenset(office for office, duties in DUTIES.items() if duty in duties)
