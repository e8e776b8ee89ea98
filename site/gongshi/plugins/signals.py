"""Village signals: something happened here, and only plugins that are on here hear it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from django.apps import apps
from django.db import transaction

from gongshi.plugins.enabling import is_active

logger = logging.getLogger("gongshi.plugins")

Receiver = Callable[..., None]


class VillageSignal:
    """One thing that happens in a village.

    ``before`` receivers run inside the transaction; any exception stops the act (fail closed).
    ``done`` receivers run after commit; an error there is logged and harms nobody.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._before: list[Receiver] = []
        self._done: list[Receiver] = []

    def before(self, receiver: Receiver) -> Receiver:
        """Register a receiver that may veto by raising RuleBroken (usable as a decorator)."""
        return self._add(self._before, receiver)

    def done(self, receiver: Receiver) -> Receiver:
        """Register a receiver that hears of it after commit (usable as a decorator)."""
        return self._add(self._done, receiver)

    def ask(self, area: str, **facts: object) -> None:
        """Let every active plugin veto; called inside the transaction, before the write."""
        for receiver in self._active(self._before, area):
            receiver(area=area, **facts)

    def announce(self, area: str, **facts: object) -> None:
        """Tell every active plugin once the transaction has committed."""
        transaction.on_commit(partial(self._tell, area, facts))

    def _tell(self, area: str, facts: dict[str, object]) -> None:
        for receiver in self._active(self._done, area):
            try:
                receiver(area=area, **facts)
            except Exception:
                logger.exception("%s: %s failed", self.name, _name(receiver))

    def _active(self, receivers: list[Receiver], area: str) -> list[Receiver]:
        return [receiver for receiver in receivers if is_active(_label(receiver), area)]

    @staticmethod
    def _add(receivers: list[Receiver], receiver: Receiver) -> Receiver:
        if receiver not in receivers:
            receivers.append(receiver)
            receivers.sort(key=_name)
        return receiver


def _name(receiver: Receiver) -> str:
    return f"{receiver.__module__}.{getattr(receiver, '__qualname__', repr(receiver))}"


def _label(receiver: Receiver) -> str:
    config = apps.get_containing_app_config(receiver.__module__)
    return config.label if config else ""
