"""The room of the tests, and the guard that a refusal changed nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps

from council.procedures.registries import case_kinds
from gongshi.record.models import Entry
from tests.council.deliberation.room import Plan, Room, refusal


@pytest.fixture
def kind() -> Iterator[None]:
    case_kinds.register(Plan)
    yield
    case_kinds.unregister(Plan)


@pytest.fixture
def room(db, kind) -> Room:
    return Room()


def state() -> list[object]:
    """Everything the feature keeps, the acts and the length of the record."""
    labels = ("council_deliberation", "council_procedures", "gongshi_matters")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    rows = [sorted(map(repr, model.objects.values_list())) for model in models]
    return [Entry.objects.count(), *rows]


@pytest.fixture
def refused(db) -> Callable[[Callable[[], object]], str]:
    """Run what must be refused; nothing may have changed; give the rule."""

    def run(act: Callable[[], object]) -> str:
        before = state()
        rule = refusal(act)
        assert state() == before
        return rule

    return run
