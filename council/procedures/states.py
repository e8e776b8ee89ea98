"""Procedures as data: four kinds of steps, and the states of a case and of a step (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class CaseState(StrEnum):
    """Whether a case is on its way, finished, refused or held up."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    SUSPENDED = "suspended"


class StepState(StrEnum):
    """Where a step stands. A step that is sent back stays as it was; a new one is made."""

    ACTIVE = "active"
    DONE = "done"
    RETURNED = "returned"
    REFUSED = "refused"
    INTERRUPTED = "interrupted"


class StepKind(StrEnum):
    """The four kinds of steps, and no more until a real need shows."""

    ACT = "act"
    VOTE = "vote"
    PUBLICATION = "publication"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a step may take. ``working`` counts working days of the State Council's calendar."""

    days: int
    working: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What must be handed in with a step: ``text``, ``file``, ``date`` or ``number``."""

    key: str
    title: str
    kind: str = "text"
    required: bool = True


@dataclass(frozen=True, slots=True)
class StepSpec:
    """One step as its kind declares it. Titles are English msgids.

    ``duty`` is the duty an act or vote exercises; ``stage`` is where the matter stands once the
    step is done (empty: unchanged). ``page`` names the feature's own page where the plain form
    does not do. ``body`` is who votes. ``publish`` is the kind handed to the notice board, for
    ``days`` days (0: an announcement). ``may_return`` lists earlier steps it may be sent back to.
    """

    key: str
    kind: StepKind
    title: str
    duty: str = ""
    stage: str = ""
    clock: Clock | None = None
    evidence: tuple[Evidence, ...] = ()
    page: str = ""
    body: str = ""
    publish: str = ""
    nature: str = ""
    days: int = 0
    may_return: tuple[str, ...] = ()
    may_refuse: bool = False


def act_step(key: str, title: str, duty: str, **more: Any) -> StepSpec:
    """Someone with the duty verifies, audits, files, approves, signs or pays."""
    return StepSpec(key, StepKind.ACT, title, duty=duty, **more)


def vote_step(key: str, title: str, *, body: str, duty: str, **more: Any) -> StepSpec:
    """The council advises, or an assembly adopts."""
    return StepSpec(key, StepKind.VOTE, title, duty=duty, body=body, **more)


def publication_step(
    key: str, title: str, *, publish: str, nature: str, days: int, **more: Any
) -> StepSpec:
    """Shown for so many days, objections answered, then concluded."""
    return StepSpec(
        key, StepKind.PUBLICATION, title, publish=publish, nature=nature, days=days, **more
    )


def effect_step(key: str, title: str, **more: Any) -> StepSpec:
    """The domain changes: lines become payable, a household becomes active."""
    return StepSpec(key, StepKind.EFFECT, title, **more)


@dataclass(frozen=True, slots=True)
class Procedure:
    """An ordered list of steps with a version; an open case keeps the copy it began with."""

    key: str
    version: int
    steps: tuple[StepSpec, ...]

    def step(self, key: str) -> StepSpec:
        """Give the step with this key."""
        return next(step for step in self.steps if step.key == key)

    def position(self, key: str) -> int:
        """Give the place of a step, from 0."""
        return next(index for index, step in enumerate(self.steps) if step.key == key)


def to_json(procedure: Procedure) -> dict[str, object]:
    """Give the procedure as JSON, to be frozen into a case."""
    return asdict(procedure)


def from_json(data: Mapping[str, Any]) -> Procedure:
    """Build the procedure again from a case's frozen copy."""
    return Procedure(data["key"], data["version"], tuple(_step(step) for step in data["steps"]))


def _step(data: Mapping[str, Any]) -> StepSpec:
    clock: Mapping[str, Any] | None = data["clock"]
    evidence: Sequence[Mapping[str, Any]] = data["evidence"]
    plain = {key: value for key, value in data.items() if key not in {"clock", "evidence", "kind"}}
    step = StepSpec(kind=StepKind(data["kind"]), **plain)
    return replace(
        step,
        clock=Clock(**clock) if clock else None,
        evidence=tuple(Evidence(**item) for item in evidence),
        may_return=tuple(step.may_return),
    )
