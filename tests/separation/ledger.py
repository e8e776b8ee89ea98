"""What happened, in plain values: the oracle reads this and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def day(at: datetime) -> date:
    """Give the civil date in China."""
    return at.astimezone(CHINA).date()


@dataclass(frozen=True)
class Place:
    """A village, a township or a county, with what lies directly above it."""

    code: str
    level: str
    above: str = ""


@dataclass(frozen=True)
class Appointment:
    """a = (person, role, scope, from, to, revoked_at, requester, confirmer)."""

    key: int
    person: str
    role: str
    scope: str
    since: date
    until: date | None = None
    revoked: datetime | None = None
    requester: str = ""
    confirmer: str = ""
    granted: datetime = datetime(1949, 10, 1, tzinfo=CHINA)
    path: int | None = None
    genesis: bool = False

    def holds(self, at: datetime) -> bool:
        """holds(p,r,s,t) ⇔ from ≤ t < min(to, revoked_at)."""
        return self.held_within(at, at)

    def held_within(self, first: datetime, last: datetime) -> bool:
        """Held at some instant from first to last, both included."""
        begins, ends = self.spell()
        return begins < ends and begins <= last and first < ends

    def spell(self) -> tuple[datetime, datetime]:
        """From its first day until its end or its revocation, whichever comes first."""
        midnight = datetime.min.time()
        ends = datetime.combine(self.until or date(9000, 1, 1), midnight, CHINA)
        begins = datetime.combine(self.since, midnight, CHINA)
        return begins, min(ends, self.revoked or ends)


@dataclass(frozen=True)
class Spell:
    """A person in a household, or behind an organisation, from a day until a day."""

    person: str
    of: str
    since: date
    until: date | None = None
    role: str = ""

    def on(self, first: date, last: date) -> bool:
        return self.since <= last and (self.until is None or self.until > first)


@dataclass(frozen=True)
class Body:
    """An organisation that may carry a matter out."""

    key: str
    kind: str
    area: str


@dataclass(frozen=True)
class Act:
    """act = (seq, time, person, account, duty, matter, state_before, appointment).

    ``account`` is (person, active) where an account was used. ``appointment`` is what the act was
    done in; None asks whether there is any.
    """

    seq: int
    person: str
    duty: str
    at: datetime
    stage: str
    account: tuple[str, bool] | None = None
    appointment: int | None = None
    class_rule: bool = False


@dataclass(frozen=True)
class Version:
    """A version of the plan: its number, its households and the act that drafted it."""

    number: int
    households: frozenset[str]
    seq: int


@dataclass(frozen=True)
class Seat:
    """A member of the council when a vote opened."""

    person: str
    category: str
    chair: bool = False


@dataclass
class Vote:
    """One vote: who was entitled, what was cast, what it was said to come to.

    Of a secret vote the voters and the options are known, in no order that joins them; where its
    box stayed closed the options are empty.
    """

    at: datetime
    seats: tuple[Seat, ...]
    entitled: frozenset[str]
    ballots: list[tuple[str, str]] = field(default_factory=list)
    voided: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    outcome: tuple[int, int, bool] | None = None  # quorum, needed, adopted
    escalated: bool = False
    secret: bool = False
    annulled: bool = False


@dataclass
class Matter:
    """m, with its village, executing body, states of each duty, acts and plan versions."""

    key: str
    area: str
    opened: datetime
    order: dict[str, frozenset[str]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    body: str = ""
    benefits_all: bool = False
    stage: str = "open"
    acts: list[Act] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    interests: list[tuple[str, int]] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    path: list[str] = field(default_factory=lambda: ["open"])


@dataclass
class History:
    """Everything the oracle judges by."""

    places: dict[str, Place] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    kin: set[frozenset[str]] = field(default_factory=set)
    homes: list[Spell] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)
    ties: list[Spell] = field(default_factory=list)
    accounts: list[tuple[str, bool]] = field(default_factory=list)
    appointments: dict[int, Appointment] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)

    def human(self, key: str) -> str:
        """Give the one natural person behind a key."""
        while key in self.same:
            key = self.same[key]
        return key

    def humans(self, keys: Iterable[str]) -> set[str]:
        return {self.human(key) for key in keys}

    def near(self, person: str, on: date) -> set[str]:
        """near(p) = {p} ∪ kin(p), the household included."""
        one = self.human(person)
        found = {one}
        for pair in self.kin:
            both = self.humans(pair)
            if one in both:
                found |= both
        homes = {s.of for s in self.homes if self.human(s.person) == one and s.on(on, on)}
        return found | {self.human(s.person) for s in self.homes if s.of in homes and s.on(on, on)}

    def over(self, code: str, level: str) -> str:
        """Give the place of a level that lies over a place, itself included."""
        while code and self.places[code].level != level:
            code = self.places[code].above
        return code

    def of(self, person: str) -> Iterator[Appointment]:
        """Give every appointment of a human being."""
        one = self.human(person)
        return (a for a in self.appointments.values() if self.human(a.person) == one)
