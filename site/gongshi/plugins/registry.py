"""Registries hold kinds of things: classes with a permanent dotted key."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from django.apps import apps

from gongshi.plugins.enabling import is_active


class Kind:
    """A kind of thing that a plugin adds. ``key`` is permanent; ``title`` is shown to people."""

    key: ClassVar[str] = ""
    title: ClassVar[object] = ""
    installed: ClassVar[bool] = True


K = TypeVar("K", bound=type[Kind])
B = TypeVar("B", bound=Kind)


class Registry(Generic[B]):
    """Kinds derived from one base class, in the order of their keys."""

    def __init__(self, base: type[B]) -> None:
        self.base = base
        self._kinds: dict[str, type[B]] = {}

    def register(self, kind: type[B]) -> type[B]:
        """Add a kind (usable as a decorator); a duplicate key or a foreign class is refused."""
        if not (isinstance(kind, type) and issubclass(kind, self.base)):
            raise TypeError(f"{kind!r} is not a subclass of {self.base.__name__}")
        if "." not in kind.key:
            raise ValueError(
                f"{kind.__name__}: the key {kind.key!r} needs a dot, as in 'funds.plan'"
            )
        if kind.key in self._kinds and self._kinds[kind.key] is not kind:
            raise ValueError(f"{kind.key} is already registered")
        self._kinds[kind.key] = kind
        return kind

    def unregister(self, kind: type[B]) -> None:
        """Take a kind out again (for tests of plugins)."""
        self._kinds.pop(kind.key, None)

    def get(self, key: str) -> type[B]:
        """Give the kind, or a placeholder where its plugin is no longer installed."""
        found = self._kinds.get(key)
        if found is not None:
            return found
        attributes = {"key": key, "title": key, "installed": False, "__module__": __name__}
        return type("MissingKind", (self.base,), attributes)

    def all(self) -> list[type[B]]:
        """Give every registered kind, ordered by key."""
        return [self._kinds[key] for key in sorted(self._kinds)]

    def active_in(self, area: str) -> list[type[B]]:
        """Give the kinds whose plugin is switched on in the area (12-digit code)."""
        return [kind for kind in self.all() if is_active(owner_of(kind), area)]


def owner_of(kind: type[Kind]) -> str:
    """Give the app label of the plugin that defined the kind; the host's own have ''."""
    config = apps.get_containing_app_config(kind.__module__)
    return config.label if config else ""
