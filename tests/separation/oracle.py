"""The separations once more, from the page on separation of duty alone.

It shares no import with the product, either way. Each invariant is a function that gives the
violations in a history, from the history as a whole; whether an act may be done is asked by
adding it and looking what it breaks. Where the page leaves room, the reading is said here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from tests.separation.ledger import Act, Appointment, History, Matter, Vote, day
from tests.separation.tables import (
    ALONE,
    APART,
    CADRE,
    CLOSED,
    EXCLUDED,
    EXCLUDED_KIN,
    HOLDERS,
    LASTING,
    NOT_FOR_GAIN,
    NOT_FOR_KIN,
    PRECEDENCE,
    SINGLE,
    STATES,
    VILLAGE_ROLES,
    A,
    C,
    G,
    S,
    U,
    side_of,
)


@dataclass(frozen=True)
class Violation:
    """An invariant, where it is broken, by whom, and the acts or appointments that break it."""

    code: str
    where: str
    persons: tuple[str, ...]
    by: tuple[int, ...] = ()


def members(h: History, m: Matter, until: datetime) -> set[str]:
    """Who belonged to the executing body at some instant of W(m) up to then.

    A firm's members are its legal representative and shareholders.
    """
    body = h.bodies.get(m.body)
    if body is None:
        return set()
    if body.kind == "committee":
        found = (
            a.person
            for a in h.appointments.values()
            if a.role in CADRE and a.scope == body.area and a.held_within(m.opened, until)
        )
    else:
        found = (
            t.person
            for t in h.ties
            if t.of == m.body
            and t.role in ("legal_representative", "shareholder")
            and t.on(day(m.opened), day(until))
        )
    return h.humans(found)


def gaining(h: History, m: Matter, before: int) -> set[str]:
    """Ben(m) over all plan versions drafted up to the act: a later one needs a new vote (I19)."""
    if m.benefits_all:
        return set()
    homes = {home for v in m.versions if v.seq <= before for home in v.households}
    spells = (s for s in h.homes if s.of in homes and (s.until is None or s.until > day(m.opened)))
    return h.humans(s.person for s in spells)


def i1(h: History, m: Matter) -> Iterator[Violation]:
    for a in m.acts:
        if a.account and (not a.account[1] or h.human(a.account[0]) != h.human(a.person)):
            yield Violation("I1", m.key, (a.person,), (a.seq,))


def i2(h: History, m: Matter) -> Iterator[Violation]:
    for one in (a for a in m.acts if a.duty in C):
        if h.human(one.person) in members(h, m, one.at):
            yield Violation("I2", m.key, (one.person,), (one.seq,))
        for other in (a for a in m.acts if a.duty in U):
            if h.human(one.person) == h.human(other.person):
                yield Violation("I2", m.key, (one.person,), (one.seq, other.seq))


def i3(h: History, m: Matter) -> Iterator[Violation]:
    for a in m.acts:
        if a.duty in NOT_FOR_GAIN and not a.class_rule:
            gain = h.near(a.person, day(a.at)) & gaining(h, m, a.seq)
            if gain:
                yield Violation("I3", m.key, (a.person, *sorted(gain)), (a.seq,))


def i4(h: History, m: Matter) -> Iterator[Violation]:
    """The household is the one of the later act's day."""
    for one in (a for a in m.acts if a.duty in NOT_FOR_KIN):
        close = h.near(one.person, day(one.at)) & members(h, m, one.at)
        if close:
            yield Violation("I4", m.key, (one.person, *sorted(close)), (one.seq,))
        for other in (a for a in m.acts if a.duty in U):
            later = max(one.at, other.at)
            if h.human(other.person) in h.near(one.person, day(later)):
                yield Violation("I4", m.key, (one.person, other.person), (one.seq, other.seq))


def i5(h: History, m: Matter) -> Iterator[Violation]:
    """RECORD with DECIDE is for the minutes to judge, not for one act."""
    for one, other in combinations(m.acts, 2):
        if one.duty != other.duty and h.human(one.person) == h.human(other.person):
            pair = frozenset({one.duty, other.duty})
            mixed = pair & G and pair & (C | U)
            if pair in APART or mixed or pair & S:
                yield Violation("I5", m.key, (one.person,), (one.seq, other.seq))


def reaches(h: History, a: Appointment, m: Matter, duty: str) -> bool:
    """Scope is v(m) or a village that shares m, the township over it, for G and A the county."""
    for area in (m.area, *m.shared):
        if a.scope == area:
            return True
        if a.role in VILLAGE_ROLES:
            continue
        wider = ("township", "county") if duty in G | A else ("township",)
        if a.scope in {h.over(area, level) for level in wider}:
            return True
    return False


def i7(h: History, m: Matter) -> Iterator[Violation]:
    """I7, and I11: nothing but an appointment is looked at. Duties of no side have no table."""
    for act in m.acts:
        offices = h.of(act.person) if act.appointment is None else [h.appointments[act.appointment]]
        if not any(
            a.holds(act.at)
            and h.human(a.person) == h.human(act.person)
            and a.role in HOLDERS.get(act.duty, (a.role,))
            and reaches(h, a, m, act.duty)
            for a in offices
        ):
            yield Violation("I7", m.key, (act.person,), (act.seq,))


def i12(h: History, m: Matter) -> Iterator[Violation]:
    """A duty the kind names only in its states; nobody takes a side on a closed matter."""
    for a in m.acts:
        over = a.stage in CLOSED and side_of(a.duty) in LASTING
        if over or a.stage not in m.order.get(a.duty, {a.stage}):
            yield Violation("I12", m.key, (a.person,), (a.seq,))


def i12_two_inspectors(h: History, m: Matter) -> Iterator[Violation]:
    if "inspected" in m.path and len(h.humans(a.person for a in m.acts if a.duty == "inspect")) < 2:
        yield Violation("I12", m.key, ())


def i17(h: History, m: Matter) -> Iterator[Violation]:
    """A declared interest closes what gain and kinship close (I3b, I4), from then on."""
    for person, seq in m.interests:
        for a in m.acts:
            closed = a.duty in NOT_FOR_GAIN | NOT_FOR_KIN and a.seq > seq
            if closed and h.human(a.person) == h.human(person):
                yield Violation("I17", m.key, (a.person,), (a.seq,))


def i18(h: History, m: Matter) -> Iterator[Violation]:
    """Three who decided (unless it was escalated), and one for each duty the kind names."""
    if "paid" not in m.path:
        return
    counted = {"execute", "pay", "town_review", "approve", "file"} & set(m.order)
    decided = [a for a in m.acts if a.duty == "decide"]
    hands = h.humans(a.person for a in m.acts if a.duty in counted | {"decide"})
    needed = len(counted) + (3 if decided else 0)
    if len(hands) < needed:
        yield Violation("I18", m.key, tuple(sorted(hands)))


def i19(h: History, m: Matter) -> Iterator[Violation]:
    """Every version was drafted; whatever passed DECIDED was voted on in its last version."""
    drafts = {a.seq for a in m.acts if a.duty == "draft_plan"}
    for version in m.versions:
        if version.seq not in drafts:
            yield Violation("I19", m.key, (), (version.seq,))
    if m.versions and m.stage in STATES[2:]:
        last = max(v.seq for v in m.versions)
        if not any(a.seq > last and a.duty in ("decide", "record") for a in m.acts):
            yield Violation("I19", m.key, (), (last,))


def _faults(h: History, m: Matter, vote: Vote) -> Iterator[tuple[str, ...]]:
    """What is wrong with one vote (I9), and with who it counted (I17)."""
    voters = [h.human(person) for person, _option in vote.ballots]
    if not h.humans(vote.entitled) <= h.humans(seat.person for seat in vote.seats):
        yield ("I9", "entitled beyond the council")
    if not set(voters) <= h.humans(vote.entitled) or len(set(voters)) != len(voters):
        yield ("I9", "a ballot of a stranger, or two of one")
    if vote.escalated != (len(vote.entitled) < 3):
        yield ("I9", "fewer than three decide nothing")
    if vote.outcome is not None:
        out = h.humans(vote.late)
        size = len(h.humans(vote.entitled) - out)
        cast = [o for p, o in vote.ballots if h.human(p) not in out]
        quorum, needed = max(3, -(-2 * size // 3)), size // 2 + 1
        adopted = size >= 3 and len(cast) >= quorum and cast.count("yes") >= needed
        adopted = adopted and not vote.annulled
        if vote.outcome != (quorum, needed, adopted):
            yield ("I9", f"{vote.outcome} for {(quorum, needed, adopted)}")
        if vote.secret and set(voters) & out and not vote.annulled:
            yield ("I17", "a late conflict of a voter annuls a secret vote")
        if not vote.secret and not (set(voters) & out) <= h.humans(vote.voided):
            yield ("I17", "a late conflict voids the ballot")


def i8(h: History, m: Matter) -> Iterator[Violation]:
    """The council as it was when each vote opened."""
    for number, vote in enumerate(m.votes):
        on = day(vote.at)
        seats = {h.human(seat.person): seat for seat in vote.seats}
        cadres = h.humans(
            a.person
            for a in h.appointments.values()
            if a.role in CADRE and a.scope == m.area and a.holds(vote.at)
        )
        categories = [seat.category for seat in seats.values()]
        chairs = {person for person, seat in seats.items() if seat.chair}
        if (
            not 5 <= len(seats) <= 7
            or not {"poor_household", "villager"} <= set(categories)
            or len(cadres & set(seats)) > 2
            or chairs & cadres
            or any((h.near(person, on) - {person}) & set(seats) for person in seats)
        ):
            yield Violation("I8", m.key, tuple(sorted(seats)), (number,))


def i9(h: History, m: Matter) -> Iterator[Violation]:
    for number, vote in enumerate(m.votes):
        for code, why in _faults(h, m, vote):
            yield Violation(code, f"{m.key}: {why}", (), (number,))


ON_ACTS: tuple[Callable[[History, Matter], Iterator[Violation]], ...] = (
    i1, i2, i3, i4, i5, i7, i12, i17,
)  # fmt: skip
ON_MATTERS = (*ON_ACTS, i8, i9, i12_two_inspectors, i18, i19)


def breaks(h: History, m: Matter, act: Act) -> set[str]:
    """Which invariants an act would break if it were done next."""
    after = replace(m, acts=[*m.acts, act])
    return {v.code for rule in ON_ACTS for v in rule(h, after) if act.seq in v.by}


def first(codes: Iterable[str]) -> str:
    """Give the reason that is named, or nothing."""
    return next((code for code in PRECEDENCE if code in set(codes)), "")


# --- Appointments -------------------------------------------------------------------------------


def _together(one: Appointment, other: Appointment) -> bool:
    """Held at one time after both were granted: what is past is not undone by paper."""
    spells = [a.spell() for a in (one, other)]
    begin = max(one.granted, other.granted, *(first for first, _last in spells))
    return begin < min(last for _first, last in spells)


def exclusions(h: History, one: Appointment, other: Appointment) -> Iterator[str]:
    """What two appointments held together break (I6, I10, I15, the static exclusions)."""
    pair = frozenset({one.role, other.role})
    if h.human(one.person) == h.human(other.person):
        if one.role == other.role == "supervisor" and one.path != other.path:
            yield "I15"
        if len(pair) == 2 and pair & ALONE:
            yield "I6"
        if pair in EXCLUDED:
            yield "SSD"
        return
    if one.scope == other.scope and len(pair) == 1 and pair & SINGLE:
        yield "I10"
    on = day(max(one.granted, other.granted))
    kin = h.human(other.person) in h.near(one.person, on)
    if kin and one.scope == other.scope and pair in EXCLUDED_KIN:
        yield "SSD"


def grants(h: History, a: Appointment) -> Iterator[str]:
    """What is wrong with who granted it (I6), and with where it is held (I7, I15)."""
    if a.role == "supervisor" and a.path not in range(1, 6):
        yield "I15"
    if (a.role in VILLAGE_ROLES) != (h.places[a.scope].level == "village"):
        yield "I7"
    if a.genesis:
        return
    pair = h.humans(key for key in (a.requester, a.confirmer) if key)
    if len(pair) != 2 or pair & h.near(a.person, day(a.granted)):
        yield "I6"
    for key in pair:
        if not any(
            g.role == "granter" and g.holds(a.granted) and g.scope in above(h, a.scope)
            for g in h.of(key)
        ):
            yield "I6"


def above(h: History, code: str) -> set[str]:
    return {h.over(code, level) for level in ("village", "township", "county")} - {""}


def appointment_breaks(h: History, a: Appointment) -> set[str]:
    """Which rules an appointment would break if it were made now."""
    found = set(grants(h, a))
    for other in h.appointments.values():
        if other.key != a.key and _together(a, other):
            found |= set(exclusions(h, a, other))
    return found


def on_appointments(h: History) -> Iterator[Violation]:
    for a in h.appointments.values():
        for code in set(grants(h, a)):
            yield Violation(code, a.scope, (a.person,), (a.key,))
    for one, other in combinations(h.appointments.values(), 2):
        if _together(one, other):
            for code in set(exclusions(h, one, other)):
                yield Violation(code, one.scope, (one.person, other.person), (one.key, other.key))


def violations(h: History) -> list[Violation]:
    """Everything that is broken anywhere."""
    found = [v for m in h.matters.values() for rule in ON_MATTERS for v in rule(h, m)]
    active = [h.human(person) for person, on in h.accounts if on]
    doubles = sorted({person for person in active if active.count(person) > 1})
    found += [Violation("I1", "accounts", (person,)) for person in doubles]
    return [*found, *on_appointments(h)]
