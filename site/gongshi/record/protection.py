"""Which tables may only grow: models marked ``@protected`` get triggers and commitments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True, slots=True)
class Protection:
    """How one table is protected. ``erasable`` rows may be deleted by a lawful erasure only."""

    model: type[models.Model]
    erasable: bool


PROTECTED: dict[str, Protection] = {}


def protected(*, erasable: bool = False) -> Callable[[M], M]:
    """Mark a model whose rows are never updated and never deleted.

    Each row is committed to the record by the entry of the act that wrote it.
    """

    def mark(model: M) -> M:
        PROTECTED[model._meta.label_lower] = Protection(model, erasable)  # noqa: SLF001 -- Django's API
        return model

    return mark
