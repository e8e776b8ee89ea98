"""Who may sit on a council together (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from council.deliberation.states import TermState
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop

#: The product is defined for councils of five to seven (I8); no setting moves this.
FEWEST, MOST = 5, 7


@dataclass(frozen=True, slots=True)
class Seat:
    """One member: key, category, near(p), whether now of the village's two committees, chair."""

    person: str
    category: str
    near: frozenset[str] = frozenset()
    cadre: bool = False
    chair: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings say about composition."""

    max_cadres: int = 2
    relatives_apart: bool = True
    chair_no_cadre: bool = True
    least: Mapping[str, int] = field(default_factory=lambda: {"poor_household": 1, "villager": 1})


def may_sit(seats: Collection[Seat], limits: Limits) -> Verdict:
    """I8: judge a council as a whole, the plainest reason first."""
    return first_refusal(
        size(seats),
        one_chair(seats, limits),
        categories(seats, limits),
        cadres(seats, limits),
        relatives(seats, limits),
    )


def size(seats: Collection[Seat]) -> Verdict:
    """I8: five to seven different persons."""
    count = len(seats)
    if len({seat.person for seat in seats}) != count:
        return denied(
            "I8", gettext_noop("Somebody is named twice here, or sits on the council already.")
        )
    if not FEWEST <= count <= MOST:
        return denied(
            "I8",
            gettext_noop("A council has 5 to 7 members; this one has %(count)s."),
            count=count,
        )
    return ALLOWED


def one_chair(seats: Collection[Seat], limits: Limits) -> Verdict:
    """I8: at most one chair, who is not of the village's two committees."""
    chairs = [seat for seat in seats if seat.chair]
    if len(chairs) > 1:
        return denied("I8", gettext_noop("A council has one chair."))
    if limits.chair_no_cadre and any(seat.cadre for seat in chairs):
        return denied(
            "I8", gettext_noop("The chair may not belong to the village's two committees.")
        )
    return ALLOWED


def categories(seats: Collection[Seat], limits: Limits) -> Verdict:
    """I8: every category that must be represented is, by as many as it needs."""
    count = Counter(seat.category for seat in seats)
    for category, least in limits.least.items():
        if count[category] < least:
            return denied("I8", _MISSING[category], least=least, count=count[category])
    return ALLOWED


_MISSING = {
    "poor_household": gettext_noop(
        "A council needs at least %(least)s poor-household representative; it has %(count)s."
    ),
    "villager": gettext_noop(
        "A council needs at least %(least)s villagers' representative; it has %(count)s."
    ),
    "old_cadre": gettext_noop("This council needs at least %(least)s old cadre; it has %(count)s."),
    "village_cadre": gettext_noop(
        "This council needs at least %(least)s village cadre; it has %(count)s."
    ),
}


def cadres(seats: Collection[Seat], limits: Limits) -> Verdict:
    """I8: at most so many members belong to the village's two committees."""
    count = sum(seat.cadre for seat in seats)
    if count > limits.max_cadres:
        return denied(
            "I8",
            gettext_noop(
                "At most %(most)s council members may belong to the village's two committees; "
                "here it would be %(count)s."
            ),
            most=limits.max_cadres,
            count=count,
        )
    return ALLOWED


def relatives(seats: Collection[Seat], limits: Limits) -> Verdict:
    """I8: no two members are near relatives or live in one household."""
    if not limits.relatives_apart:
        return ALLOWED
    keys = {seat.person for seat in seats}
    for seat in seats:
        if (seat.near - {seat.person}) & keys:
            return denied(
                "I8",
                gettext_noop("Two members are near relatives or live in one household."),
            )
    return ALLOWED


def may_nominate(signers: tuple[str, str], *, committee: bool, secretary: bool) -> Verdict:
    """TERM-1: the two committees and the first secretary (or the township's substitute) sign."""
    if signers[0] == signers[1]:
        return denied("TERM-1", gettext_noop("A council is nominated by two different persons."))
    if not committee:
        return denied(
            "TERM-1",
            gettext_noop("The first signer must belong to the village's two committees."),
        )
    if not secretary:
        return denied(
            "TERM-1",
            gettext_noop(
                "The second signer must be the first secretary; where none is posted, someone "
                "the township has named in writing."
            ),
        )
    return ALLOWED


def may_form(*, taken: bool, forming: bool, starts_on: date, ends_on: date) -> Verdict:
    """TERM-3: every term has its own number and ends after it begins; one is formed at a time."""
    if taken:
        return denied("TERM-3", gettext_noop("There is a term with this number already."))
    if forming:
        return denied("TERM-3", gettext_noop("Another council is being formed here."))
    if ends_on <= starts_on:
        return denied("TERM-3", gettext_noop("A term ends after it begins."))
    return ALLOWED


def is_forming(state: TermState) -> Verdict:
    """TERM-4: members are nominated and seated while the council is being formed."""
    if state is not TermState.FORMING:
        return denied("TERM-4", gettext_noop("This council is no longer being formed."))
    return ALLOWED


def may_close_term(state: TermState, seats: int, document: str) -> Verdict:
    """TERM-4, TERM-6: a term is closed once; what ends a seat before its day is a document."""
    if state is TermState.CLOSED:
        return denied("TERM-4", gettext_noop("This term is already closed."))
    if seats and not document.strip():
        return denied(
            "TERM-6", gettext_noop("Name the document on which the closing of this term rests.")
        )
    return ALLOWED


def is_nominated(*, nominated: bool) -> Verdict:
    """TERM-5: a council is confirmed on a nomination that somebody else entered."""
    if not nominated:
        return denied("TERM-5", gettext_noop("Nobody has been nominated for this council yet."))
    return ALLOWED


def may_serve(serving: bool, document: str) -> Verdict:  # noqa: FBT001 -- a fact, not a switch
    """TERM-2: one council at a time, confirmed by the villagers' representatives in writing."""
    if serving:
        return denied("TERM-2", gettext_noop("Another council is still serving here."))
    if not document.strip():
        return denied(
            "TERM-2",
            gettext_noop("Name the resolution by which the villagers' representatives confirmed."),
        )
    return ALLOWED
