"""The tables of the page on separation of duty: sides, roles, states, pairs that stay apart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

C = frozenset({"draft_plan", "decide", "inspect", "accept", "release"})
U = frozenset({"handle", "contract", "execute", "pay"})
G = frozenset({"town_review", "approve", "file"})
N = frozenset({"draft_notice", "redact", "publish"})
S = frozenset({"supervise"})
A = frozenset({"grant", "keep_key", "restore"})
R = frozenset({"record"})
SIDES = {"C": C, "U": U, "G": G, "N": N, "S": S, "A": A, "R": R}
#: Sides that a person takes on a matter for good (§4).
LASTING = ("C", "U", "G", "S")
DUTIES = tuple(sorted(C | U | G | N | S | A | R))

#: K(v), the village's two committees; its director is one of them.
CADRE = ("committee_member", "committee_director", "party_branch_member")
COUNCIL = ("council_member", "council_chair")
#: Which roles carry a duty: §3's table, readings 5 (record), 6 (village notices), 9 (payment).
HOLDERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(C, COUNCIL),
    "handle": (*CADRE[:2], "first_secretary"),
    "contract": CADRE[:2],
    "execute": CADRE[:2],
    "pay": ("cashier", "accountant"),
    "town_review": ("township_reviewer",),
    "approve": ("department_approver", "county_decider"),
    "file": ("organisation_filer",),
    "draft_notice": ("township_publisher", *CADRE[:2]),
    "redact": ("township_publisher",),
    "publish": ("township_publisher", *CADRE[:2]),
    "supervise": ("supervisor",),
    "grant": ("granter",),
    "keep_key": ("system_administrator",),
    "restore": ("system_administrator",),
    "record": ("village_clerk", "township_clerk", *COUNCIL),
}
#: Roles whose scope is one village; all others are the township's (or, for G and A, the county's).
VILLAGE_ROLES = {
    *COUNCIL, *CADRE, "first_secretary", "cashier", "villagers_representative", "village_clerk",
    "supervisory_committee_member", "collective_head",
}  # fmt: skip

STATES = (
    "open", "planned", "decided", "town_ok", "approved", "executing", "inspected", "accepted",
    "released", "paid",
)  # fmt: skip
CLOSED = ("archived", "rejected")
ASIDE = ("escalated", "suspended")
_BEFORE_EXECUTION = STATES[:5]
#: §3: where each duty is legal in a matter of works. A duty that a kind does not name has no
#: states of its own: it is legal as long as the matter lasts (reading 2).
WORKS: dict[str, frozenset[str]] = {
    "draft_plan": frozenset({"open"}),
    "decide": frozenset({"planned"}),
    "inspect": frozenset({"executing", "inspected"}),
    "accept": frozenset({"inspected"}),
    "release": frozenset({"accepted"}),
    "handle": frozenset(_BEFORE_EXECUTION),
    "contract": frozenset({"approved"}),
    "execute": frozenset({"approved", "executing"}),
    "pay": frozenset({"released"}),
    "town_review": frozenset({"decided"}),
    "approve": frozenset({"town_ok"}),
    "file": frozenset({"town_ok", "approved"}),
    "supervise": frozenset(STATES),
}

NOT_FOR_GAIN = C | {"town_review", "approve", "pay"}  # I3(b)
NOT_FOR_KIN = frozenset({"inspect", "accept", "release", "supervise", "town_review"})  # I4
#: I5, besides G with C, G with U, and SUPERVISE with anything.
APART = (
    *(frozenset(pair) for pair in combinations(sorted(G), 2)),
    frozenset({"execute", "pay"}),
    frozenset({"contract", "pay"}),
    frozenset({"approve", "pay"}),
    frozenset({"draft_notice", "redact"}),
    frozenset({"draft_notice", "publish"}),
)
ALONE = frozenset({"granter", "system_administrator", "supervisor"})
SINGLE = frozenset({"council_chair", "committee_director", "first_secretary"})


def _with(ones: Iterable[str], *others: str) -> set[frozenset[str]]:
    return {frozenset({one, other}) for one in ones for other in others}


#: Static exclusions, reading 7 included (its last clause is a setting, on by default).
EXCLUDED = (
    _with(COUNCIL, "first_secretary", "cashier", "accountant", "township_reviewer")
    | _with(COUNCIL, "department_approver", "organisation_filer", "supervisory_committee_member")
    | _with(CADRE, "township_reviewer", "department_approver", "supervisory_committee_member")
    | _with(["township_reviewer"], "department_approver", "first_secretary")
    | _with(["first_secretary"], "organisation_filer")
    | _with(["committee_director"], "cashier", "accountant")
    | _with(["supervisory_committee_member"], "cashier", "accountant", "village_clerk")
    | _with(["supervisory_committee_member"], "collective_head")
)
EXCLUDED_KIN = _with(["committee_director"], "cashier", "accountant") | _with(
    CADRE[:2], "supervisory_committee_member"
)
#: What is named first where an act breaks several.
PRECEDENCE = ("I1", "I7", "I12", "I2", "I3", "I17", "I4", "I5")


def side_of(duty: str) -> str:
    """Give the side of a duty, or nothing for those that put nobody on one."""
    return next((side for side, duties in SIDES.items() if duty in duties), "")
