"""The words of deliberation: bodies, methods, options and where things stand (pure)."""

from __future__ import annotations

from enum import StrEnum


class Body(StrEnum):
    """Who meets and votes. The council advises; every other body adopts."""

    COUNCIL = "council"
    REPRESENTATIVES = "representatives"
    ASSEMBLY = "assembly"
    ASSEMBLY_HOUSEHOLDS = "assembly_households"
    COLLECTIVE_MEMBERS = "collective_members"
    COLLECTIVE_REPRESENTATIVES = "collective_representatives"
    ACTING_REPRESENTATIVES = "acting_representatives"
    JOINT = "joint"


class TermState(StrEnum):
    """Where a council's term stands."""

    FORMING = "forming"
    SERVING = "serving"
    CLOSED = "closed"


class MeetingState(StrEnum):
    """A meeting is announced, then held, then over."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Presence(StrEnum):
    """Whether someone due at a meeting came. Nobody votes for somebody else."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Method(StrEnum):
    """How a vote is taken: by name, in one of two ways, or in secret."""

    SHOW_OF_HANDS = "show_of_hands"
    OWN_PHONE = "own_phone"
    SECRET = "secret"  # noqa: S105 -- a word, no password


class Option(StrEnum):
    """What a vote says. Abstaining is voting, and is not a yes."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Withheld(StrEnum):
    """Why the values of a secret vote are not told: too few took part, or it was annulled."""

    FEW = "few"
    ANNULLED = "annulled"


class EventState(StrEnum):
    """Where a vote stands. An escalated one never opened: too few were left to vote."""

    OPEN = "open"
    CLOSED = "closed"
    ESCALATED = "escalated"
