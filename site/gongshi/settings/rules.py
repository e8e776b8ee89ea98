"""What a law or a county may change: declared once with default, limits and source, read by key.

A feature declares in its ``parameters.py``, a county overrides in the file that
``GONGSHI_RULES_FILE`` names. An override may be stricter than the law, never laxer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

T = TypeVar("T", int, str, bool, tuple[str, ...], tuple[int, ...])


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One such value. ``floor`` is the least and ``ceiling`` the most that the source allows;
    the floor of a tuple are the members it must keep, the floor True cannot be switched off.
    """

    key: str
    default: T
    source: str
    sentence: str
    floor: T | None = None
    ceiling: T | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def value(self) -> T:
        """The county's value, else the default; ImproperlyConfigured when the law forbids it."""
        chosen = settings.GONGSHI_RULES.get(self.key, self.default)
        if problem := self.problem(chosen):
            raise ImproperlyConfigured(problem)
        return cast("T", chosen)

    def problem(self, chosen: object) -> str:
        """Say why this value cannot stand, or nothing."""
        named = f"{self.key} = {chosen!r}"
        if type(chosen) is not type(self.default):
            return f"{named}: expected {type(self.default).__name__}, as in {self.default!r}."
        if self.floor is not None and not _reaches(chosen, self.floor):
            return f"{named} is laxer than {self.floor!r}, the limit of {self.source}."
        if self.ceiling is not None and not _reaches(self.ceiling, chosen):
            return f"{named} is laxer than {self.ceiling!r}, the limit of {self.source}."
        return ""


DECLARED: dict[str, Rule[Any]] = {}


def declare(
    key: str,
    *,
    default: T,
    source: str,
    sentence: str,
    floor: T | None = None,
    ceiling: T | None = None,
    words: Mapping[str, str] | None = None,
) -> Rule[T]:
    """Declare a value ("feature.name") with the source it rests on and a sentence for people.

    ``words`` are msgids for the codes that a value may list.
    """
    made: Rule[T] = Rule(key, default, source, sentence, floor, ceiling, words or {})
    if DECLARED.setdefault(key, made) != made:
        raise ImproperlyConfigured(f"{key} is already declared, with another meaning.")
    if problem := made.problem(default):
        raise ImproperlyConfigured(problem)
    return made


def rule(key: str) -> Any:
    """Give the value in force. The caller's feature has declared it in its ``parameters.py``."""
    return DECLARED[key].value


def read_overrides(path: str) -> dict[str, object]:
    """Read a county's TOML file: ``publicity.days.plan = 15``; lists become tuples."""
    return _flat(tomllib.loads(Path(path).read_text(encoding="utf-8"))) if path else {}


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = tuple(value) if isinstance(value, list) else value
    return flat


def _reaches(value: Any, floor: Any) -> bool:
    return set(floor) <= set(value) if isinstance(floor, tuple) else bool(value >= floor)


@checks.register()
def overrides_hold(**_: object) -> list[checks.CheckMessage]:
    """Refuse to start with an override that is unknown or laxer than its source allows."""
    autodiscover_modules("parameters")
    problems = [
        DECLARED[key].problem(value) if key in DECLARED else f"{key}: no loaded plugin declares it."
        for key, value in settings.GONGSHI_RULES.items()
    ]
    return [checks.Error(problem, id="gongshi.E001") for problem in problems if problem]
