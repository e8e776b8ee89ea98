"""When a vote may be cast, entered by show of hands, certified and closed (pure)."""

from __future__ import annotations

from collections.abc import Collection

from council.deliberation.states import EventState, Method
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop


def may_cast(
    *, state: EventState, entitled: bool, present: bool, voted: bool, this_way: bool = True
) -> Verdict:
    """MOTION-CLOSED, VOTE-NOT-ENTITLED, VOTE-NOT-PRESENT, DOUBLE-VOTE."""
    return first_refusal(
        still_open(state),
        is_entitled(entitled),
        is_present(present),
        _in_this_way(this_way),
        _not_yet(voted),
    )


def still_open(state: EventState) -> Verdict:
    """MOTION-CLOSED: after closing nothing is added and nothing changes."""
    if state is not EventState.OPEN:
        return denied("MOTION-CLOSED", gettext_noop("This vote is closed."))
    return ALLOWED


def is_entitled(entitled: bool) -> Verdict:  # noqa: FBT001 -- a fact, not a switch
    """VOTE-NOT-ENTITLED: only those on the list frozen at the opening vote."""
    if not entitled:
        return denied(
            "VOTE-NOT-ENTITLED", gettext_noop("You are not on the list of those who may vote here.")
        )
    return ALLOWED


def is_present(present: bool, name: str = "") -> Verdict:  # noqa: FBT001 -- a fact
    """VOTE-NOT-PRESENT: only those who came vote; nobody votes for somebody else."""
    if not present:
        return denied(
            "VOTE-NOT-PRESENT",
            gettext_noop("Only those signed in at the meeting vote. %(name)s"),
            name=name,
        )
    return ALLOWED


def _in_this_way(this_way: bool) -> Verdict:  # noqa: FBT001 -- a fact, not a switch
    if not this_way:
        return denied("VOTE-METHOD", gettext_noop("This vote is taken in another way."))
    return ALLOWED


def _not_yet(voted: bool) -> Verdict:  # noqa: FBT001 -- a fact, not a switch
    if voted:
        return denied(
            "DOUBLE-VOTE", gettext_noop("Your vote is already counted and cannot be changed.")
        )
    return ALLOWED


def same_tap(*, same: bool) -> Verdict:
    """DOUBLE-VOTE: the same tap again changes nothing; with another answer it is refused."""
    return _not_yet(not same)


def may_close(*, member: bool, chair: bool, waiting: int) -> Verdict:
    """I7, VOTE-CLOSE: a member closes; before all who are here have voted, only the chair."""
    if not member:
        return denied("I7", gettext_noop("Only a member of the council closes its vote."))
    if waiting and not chair:
        return denied(
            "VOTE-CLOSE",
            gettext_noop("%(waiting)s have not voted yet: only the chair may close now."),
            waiting=waiting,
        )
    return ALLOWED


def may_enter_hands(state: EventState, method: Method) -> Verdict:
    """MOTION-CLOSED, VOTE-METHOD: hands are typed only where the vote is taken by hands."""
    everyone = gettext_noop("In this vote everyone votes for themselves.")
    by_hands = method is Method.SHOW_OF_HANDS
    return first_refusal(
        still_open(state), ALLOWED if by_hands else denied("VOTE-METHOD", everyone)
    )


def has_hands(*, entered: bool) -> Verdict:
    """VOTE-CERTIFY: there is a list to certify."""
    if not entered:
        return denied("VOTE-CERTIFY", gettext_noop("No hands have been entered yet."))
    return ALLOWED


def certifiers_needed(*, recorder_is_member: bool) -> int:
    """Reading 5 and I5: two members stand for a count that one person typed."""
    return 1 if recorder_is_member else 2


def may_certify(
    *,
    certifier: Collection[str],
    recorder: Collection[str],
    member: bool,
    same_list: bool,
    recused: bool = False,
    already: bool = False,
) -> Verdict:
    """VOTE-CERTIFY: a second, different member certifies exactly the list that was read out.

    Who withdrew has no part in the vote (I9), so not in its count either.
    """
    if set(certifier) & set(recorder):
        return denied(
            "VOTE-CERTIFY",
            gettext_noop("You typed this list: another member must certify it."),
        )
    if not member:
        return denied("VOTE-CERTIFY", gettext_noop("Only a member of the council certifies."))
    if recused:
        return denied(
            "VOTE-CERTIFY",
            gettext_noop("You withdrew from this vote: a member who voted certifies its list."),
        )
    if not same_list:
        return denied(
            "VOTE-CHANGED",
            gettext_noop("The list has changed since you read it. Please read it again."),
        )
    if already:
        return denied("VOTE-CERTIFY", gettext_noop("You have already certified this list."))
    return ALLOWED
