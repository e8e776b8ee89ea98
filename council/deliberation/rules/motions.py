"""When a motion may be put and its vote opened, and who leaves the vote (pure)."""

from __future__ import annotations

from council.deliberation.states import Body
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop

#: Longer than this no reason of a recusal is kept.
LONGEST_REASON = 200
#: Fewer than this cannot decide: the matter goes to the villagers' representatives (I9).
FEWEST_VOTERS = 3
#: The refusals of ``may()`` that take a member out of a vote; any other refuses the vote itself.
RECUSING = frozenset({"I2", "I3", "I4", "I5", "I17"})


def can_decide(entitled: int) -> bool:
    """I9: whether enough are left to decide."""
    return entitled >= FEWEST_VOTERS


def may_be_class_rule(*, class_rule: bool, named: bool) -> Verdict:
    """MOTION-2: a general rule names no household; who stands on a list stays out (I3)."""
    if class_rule and named:
        return denied(
            "MOTION-2",
            gettext_noop(
                "This plan names households: it is no general rule, and those it concerns must "
                "withdraw."
            ),
        )
    return ALLOWED


def may_open(*, already_open: bool, entitled_present: int, quorum: int) -> Verdict:
    """MOTION-OPEN, NO-QUORUM: one vote at a time, and enough of those entitled are here."""
    if already_open:
        return denied("MOTION-OPEN", gettext_noop("A vote on this motion is already open."))
    if entitled_present < quorum:
        return denied(
            "NO-QUORUM",
            gettext_noop(
                "Too few are here: %(present)s of those entitled to vote, %(quorum)s are needed."
            ),
            present=entitled_present,
            quorum=quorum,
        )
    return ALLOWED


def may_put(body: Body, text: str) -> Verdict:
    """MOTION-1: a motion is written down and put at a meeting of the council."""
    if body is not Body.COUNCIL or not text.strip():
        return denied("MOTION-1", gettext_noop("Write down the words the council votes on."))
    return ALLOWED


def is_about(about: str, now: str) -> Verdict:
    """VOTE-ABOUT: what is voted on or certified is the matter as it was put, to the letter.

    ``about`` and ``now`` are digests of what everyone reads of it.
    """
    if about != now:
        return denied(
            "VOTE-ABOUT",
            gettext_noop(
                "The matter has changed since this was put to the meeting: it must be put anew."
            ),
        )
    return ALLOWED


def before_opening(*, voting: bool) -> Verdict:
    """I17: who has a conflict leaves before the vote opens; afterwards it is found late."""
    if voting:
        return denied(
            "I17",
            gettext_noop("The vote is already open: have the conflict recorded as found late."),
        )
    return ALLOWED


def may_withdraw(*, member: bool, voting: bool, already: bool, reason: str) -> Verdict:
    """VOTE-NOT-ENTITLED, I17: a member leaves a vote once, before it opens, with the reason."""
    if not member:
        return denied("VOTE-NOT-ENTITLED", gettext_noop("Only members withdraw from a vote."))
    return first_refusal(before_opening(voting=voting), may_void(already=already, reason=reason))


def may_void(*, already: bool, reason: str) -> Verdict:
    """I17: a conflict found later is recorded once, with its reason, and never withdrawn."""
    if already:
        return denied("I17", gettext_noop("This recusal is already recorded."))
    if not reason.strip():
        return denied("I17", gettext_noop("Please say what the conflict is."))
    if len(reason) > LONGEST_REASON:
        return denied(
            "I17",
            gettext_noop("Please say it in at most %(most)s characters."),
            most=LONGEST_REASON,
        )
    return ALLOWED


def is_shown(*, proven: bool, by_self: bool, own_proof: bool = False) -> Verdict:
    """I17: a late conflict is proved by what is on record, or the member says so.

    ``own_proof``: who reports it wrote kinship or households down since the vote opened. One
    person alone, with an invented relative, could else void any vote that displeases.
    """
    if by_self or (proven and not own_proof):
        return ALLOWED
    if proven:
        return denied(
            "I17",
            gettext_noop(
                "You entered relatives or households yourself after the vote had opened: somebody "
                "else, who looked at them, records this conflict."
            ),
        )
    return denied(
        "I17",
        gettext_noop(
            "Nothing recorded shows this conflict: enter the kinship first, or let the member "
            "declare it."
        ),
    )
