"""The separations: who may do what on one matter, judged on facts alone (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.matters.states import CLOSED, STAGE_WORDS, Stage
from gongshi.offices.duties import (
    CLOSED_TO_BENEFICIARIES,
    CLOSED_TO_USERS_KIN,
    EXCLUSIVE_DUTIES,
    LASTING_SIDES,
    Duty,
    Side,
    side_of,
)
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop

#: What someone has done already, in words, where it keeps them from doing something else (I5).
DONE: dict[Duty, str] = {
    Duty.DRAFT_PLAN: gettext_noop("drafting the plan"),
    Duty.DECIDE: gettext_noop("voting"),
    Duty.INSPECT: gettext_noop("checking"),
    Duty.ACCEPT: gettext_noop("accepting the delivery"),
    Duty.RELEASE: gettext_noop("releasing the money"),
    Duty.HANDLE: gettext_noop("handling it"),
    Duty.CONTRACT: gettext_noop("making the contract"),
    Duty.EXECUTE: gettext_noop("carrying it out"),
    Duty.PAY: gettext_noop("paying"),
    Duty.TOWN_REVIEW: gettext_noop("the township's review"),
    Duty.APPROVE: gettext_noop("approving"),
    Duty.FILE: gettext_noop("filing"),
    Duty.DRAFT_NOTICE: gettext_noop("drafting the notice"),
    Duty.REDACT: gettext_noop("editing the notice"),
    Duty.PUBLISH: gettext_noop("releasing the notice"),
    Duty.REVIEW_NOTICE: gettext_noop("reviewing the notice"),
    Duty.SUPERVISE: gettext_noop("supervising"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything an act is judged by. Persons are keys of human beings as text.

    ``own`` are the duties this person has performed on the matter. ``executing`` are those who
    belonged to the executing body at some instant of the matter's window up to now. ``users``
    are those who performed a user-side act, with the executing body; ``inspecting`` those who
    performed a duty closed to users' kin. ``stages`` are the stages in which the duty is legal.
    """

    duty: Duty
    near: frozenset[str]
    own: frozenset[Duty]
    person: frozenset[str]
    executing: frozenset[str]
    users: frozenset[str]
    inspecting: frozenset[str]
    beneficiaries: frozenset[str]
    stage: str
    stages: frozenset[str] | None
    holds_office: bool
    active: bool = True
    interest: str = ""
    class_rule: bool = False


def may_act(facts: Facts) -> Verdict:
    """Judge an act by every separation, the plainest reason first."""
    return first_refusal(
        is_known(facts),
        holds_office(facts),
        keeps_order(facts),
        carrier_is_not_user(facts),
        beneficiary_stays_out(facts),
        interest_stays_out(facts),
        kin_does_not_inspect(facts),
        four_eyes(facts),
    )


def is_known(facts: Facts) -> Verdict:
    """I1: every act names one natural person with an active account or none."""
    if not facts.active:
        return denied("I1", gettext_noop("This account is closed or belongs to someone else."))
    return ALLOWED


def holds_office(facts: Facts) -> Verdict:
    """I7, I11: only an office valid now, in this area, gives a duty; nothing else does."""
    if not facts.holds_office:
        return denied(
            "I7",
            gettext_noop("You hold no office here today that may do this."),
            duty=(DONE.get(facts.duty, facts.duty.value),),
        )
    return ALLOWED


def keeps_order(facts: Facts) -> Verdict:
    """I12: a duty is exercised only in the stages its procedure names.

    A duty the procedure does not name has none of its own, but nobody takes a side on a matter
    that is closed.
    """
    closed = facts.stage in CLOSED and side_of(facts.duty) in LASTING_SIDES
    if closed or (facts.stages is not None and facts.stage not in facts.stages):
        return denied(
            "I12",
            gettext_noop("It is not time for this yet, or its time is over."),
            stage=(STAGE_WORDS[Stage(facts.stage)],),
        )
    return ALLOWED


def carrier_is_not_user(facts: Facts) -> Verdict:
    """I2: who carries and watches the resources is never who uses them."""
    side = side_of(facts.duty)
    own_sides = {side_of(duty) for duty in facts.own}
    if side is Side.CARRIER and (Side.USER in own_sides):
        return denied(
            "I2",
            gettext_noop("You carried this matter out, so you cannot decide on or inspect it."),
        )
    if side is Side.CARRIER and facts.person & facts.executing:
        return denied(
            "I2",
            gettext_noop(
                "You belong to the body that carries this matter out, so you must withdraw."
            ),
        )
    if side is Side.USER and Side.CARRIER in own_sides:
        return denied(
            "I2",
            gettext_noop("You decided on or inspected this matter, so you cannot carry it out."),
        )
    return ALLOWED


def beneficiary_stays_out(facts: Facts) -> Verdict:
    """I3: nobody decides on what they or their near relatives gain, class rules excepted."""
    if facts.class_rule or facts.duty not in CLOSED_TO_BENEFICIARIES:
        return ALLOWED
    if facts.near & facts.beneficiaries:
        return denied(
            "I3",
            gettext_noop("You or a near relative gain from this matter, so you must withdraw."),
        )
    return ALLOWED


def interest_stays_out(facts: Facts) -> Verdict:
    """I17: a declared interest keeps a person out of every duty closed to beneficiaries."""
    if facts.interest and facts.duty in CLOSED_TO_BENEFICIARIES | CLOSED_TO_USERS_KIN:
        return denied(
            "I17",
            gettext_noop("An interest was declared (%(why)s), so you must withdraw."),
            why=facts.interest,
        )
    return ALLOWED


def is_declared_once(*, already: bool) -> Verdict:
    """I17: an interest is declared once and never taken back."""
    if already:
        return denied("I17", gettext_noop("This interest is already declared."))
    return ALLOWED


def kin_does_not_inspect(facts: Facts) -> Verdict:
    """I4: nobody inspects, accepts or reviews what a near relative carries out, in either order."""
    if facts.duty in CLOSED_TO_USERS_KIN and facts.near & facts.users:
        return denied(
            "I4", gettext_noop("A near relative carries this matter out, so you cannot inspect it.")
        )
    if side_of(facts.duty) is Side.USER and facts.near & facts.inspecting:
        return denied(
            "I4", gettext_noop("A near relative inspected this matter, so you cannot carry it out.")
        )
    return ALLOWED


def four_eyes(facts: Facts) -> Verdict:
    """I5: what one person handled another must check."""
    for duty in facts.own:
        if duty is not facts.duty and _exclude(duty, facts.duty):
            return denied(
                "I5",
                gettext_noop(
                    "You already did “%(done)s” on this matter: someone else must do this."
                ),
                done=(DONE.get(duty, duty.value),),
            )
    return ALLOWED


def _exclude(one: Duty, other: Duty) -> bool:
    sides = {side_of(one), side_of(other)}
    if frozenset({one, other}) in EXCLUSIVE_DUTIES:
        return True
    if Side.SUPERVISION in sides:
        return True
    return Side.GOVERNMENT in sides and bool(sides & {Side.CARRIER, Side.USER})
