"""A village in which errands are run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from council.procedures.registries import case_kinds
from gongshi.publishing.registries import publishables
from tests.council.procedures.errand import EFFECTS, Errand, Shown
from tests.village import Village, staffed_village


@pytest.fixture
def village(db: None) -> Iterator[Village]:
    case_kinds.register(Errand)
    publishables.register(Shown)
    EFFECTS.clear()
    yield staffed_village()
    case_kinds.unregister(Errand)
    publishables.unregister(Shown)
