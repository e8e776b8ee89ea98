"""Two villages: drought relief is switched on in neither yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from gongshi.admin.services import enable
from gongshi.publishing.registries import publishables
from tests.publicity.conftest import Sample
from tests.village import AT, Village, staffed_village

LABEL = "gongshi_drought"


@pytest.fixture
def village(db) -> Iterator[Village]:
    cache.clear()
    publishables.register(Sample)
    yield staffed_village()
    publishables.unregister(Sample)


@pytest.fixture
def switch_on(village: Village) -> Callable[[], None]:
    """Switch the plugin on in the village."""

    def switch() -> None:
        enable(area=village.area, label=LABEL, by=village.granters[0], at=AT)

    return switch
