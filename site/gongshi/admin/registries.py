"""What a feature lets ``manage.py doctor`` look at."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.plugins.registry import Kind, Registry


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``advice`` is empty when all is well."""

    key: str
    title: str
    seen: str
    advice: str = ""
    necessary: bool = True

    @property
    def well(self) -> bool:
        return not self.advice


class Look(Kind):
    """One thing a feature needs on this machine; asked only when the tables are there."""

    def look(self) -> Finding:
        """Say what is there and, where something is wrong, what to do."""
        return Finding(self.key, str(self.title), "")


looks: Registry[Look] = Registry(Look)
