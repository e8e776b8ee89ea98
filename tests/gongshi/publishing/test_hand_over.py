"""Asking for publication: PUB-0 without its plugin, PUB-1 twice, PUB-2 after an interruption."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from gongshi.matters.services import open_matter
from gongshi.publishing.models import FrozenSnapshot, Nature, PublicationRequest
from gongshi.publishing.registries import Publishable, publishables
from gongshi.publishing.schema import Snapshot
from gongshi.publishing.services import conclude, interrupt, request_publication
from gongshi.verdict import ALLOWED, RuleBroken, Verdict
from tests.village import bare_village

pytestmark = pytest.mark.django_db


class Leaflet(Publishable):
    """Something small to publish."""

    key = "tests.leaflet"
    title = "leaflet"

    def may_publish(self, subject: str) -> Verdict:
        return ALLOWED

    def snapshot(self, subject: str) -> Snapshot:
        return Snapshot(title=subject, facts=(), tables=())


@pytest.fixture
def _known() -> Iterator[None]:
    publishables.register(Leaflet)
    yield
    publishables.unregister(Leaflet)


def ask(at: datetime, kind: str = "tests.leaflet") -> PublicationRequest:
    village = bare_village()
    matter = open_matter(kind="tests.x", title="x", area=village.area, at=at)
    wanted = {"kind": kind, "subject": "1", "nature": Nature.BEFORE, "matter": matter}
    request, _rows = request_publication(**wanted, area=village.area, days=10, at=at)
    with pytest.raises(RuleBroken) as broken:
        request_publication(**wanted, area=village.area, days=10, at=at)
    assert broken.value.verdict.rule == "PUB-1"
    assert FrozenSnapshot.objects.count() == PublicationRequest.objects.count() == 1
    return request


def test_pub_0_what_its_plugin_left_behind_is_not_published(at: datetime) -> None:
    with pytest.raises(RuleBroken) as broken:
        ask(at, "tests.gone")
    assert broken.value.verdict.rule == "PUB-0"
    assert not FrozenSnapshot.objects.exists()


@pytest.mark.usefixtures("_known")
def test_pub_1_and_2_once_and_not_after_an_interruption(at: datetime) -> None:
    request = ask(at)
    interrupt(request=request, reason="退回", at=at)
    with pytest.raises(RuleBroken) as broken:
        conclude(request=request, outcome={}, at=at)
    assert broken.value.verdict.rule == "PUB-2"
    request.refresh_from_db()
    assert request.state == "interrupted"
