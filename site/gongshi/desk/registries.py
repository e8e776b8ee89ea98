"""What others add to the desk: where a person's tasks come from, and who plays in the demo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from gongshi.areas.models import Area
from gongshi.people.models import Household, Person, User
from gongshi.plugins import Kind, Registry


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits for someone: what, about what, where, until when."""

    title: str
    about: str
    url: str
    due_on: date | None = None


class TaskSource(Kind):
    """A feature that knows what waits for a person now."""

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        """Give what waits for this person."""
        return []


task_sources: Registry[TaskSource] = Registry(TaskSource)


class Helpline(Kind):
    """Whom to call when a page fails: asked without the database, which may be what failed."""

    def lines(self) -> list[tuple[str, str]]:
        """Give labels with their telephone numbers."""
        return []


helplines: Registry[Helpline] = Registry(Helpline)


class Section(Kind):
    """A feature's entry in the bar of the desk: ``name`` is what its pages pass to ``show``."""

    name: ClassVar[str] = ""
    view: ClassVar[str] = ""
    order: ClassVar[int] = 50


sections: Registry[Section] = Registry(Section)


@dataclass
class Script:
    """The story of the demonstration: its places, its people, from when until when it plays,
    and where each matter stops.

    ``halts`` gives for the title of a matter the step at which it is left for the visitor.
    """

    county: Area
    townships: list[Area]
    villages: list[Area]
    households: Mapping[str, list[Household]]
    accounts: dict[Person, User]
    now: datetime
    began: datetime
    halts: dict[str, str] = field(default_factory=dict)


class Player(Kind):
    """A feature's part in the demonstration: it does, through services, what people would do."""

    order: ClassVar[int] = 50

    def prepare(self, script: Script) -> None:
        """Do once what must stand before the story begins."""

    def play(self, script: Script, at: datetime) -> int:
        """Do what waits at this moment of the story; give how many acts that were."""
        return 0


players: Registry[Player] = Registry(Player)
