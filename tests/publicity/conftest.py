"""A staffed village with its shelf in the page tree, and something to publish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from wagtail.models import Page

from gongshi.clock import local_date
from gongshi.matters.services import open_matter
from gongshi.publishing.models import Nature, PublicationRequest
from gongshi.publishing.registries import Publishable, publishables
from gongshi.publishing.schema import Column, Fact, Kind, Row, Snapshot, Table
from gongshi.publishing.services import request_publication
from gongshi.record.services import append
from gongshi.verdict import ALLOWED, Verdict
from publicity.notices.digests import draft_digest
from publicity.notices.models import AreaPage, Notice
from publicity.notices.services import draft_from_request, post, publish, review, submit
from tests.village import AT, Village, staffed_village


class Sample(Publishable):
    """Two households share 1,200.00 yuan."""

    key = "test.sample"

    def may_publish(self, subject: str) -> Verdict:
        return ALLOWED

    def snapshot(self, subject: str) -> Snapshot:
        columns = (
            Column("head", "户主", Kind.PERSON),
            Column("group", "村民小组"),
            Column("people", "人数", Kind.INTEGER),
            Column("sum", "金额", Kind.MONEY, total=True),
        )
        rows = (
            Row("r1", {"head": "葛示例", "group": "一组", "people": 3, "sum": 50000}),
            Row("r2", {"head": "卞样本", "group": "二组", "people": 4, "sum": 70000}),
        )
        return Snapshot(
            title="示范村2026年光伏收益分配方案",
            headline=(Fact("总额", 120000, Kind.MONEY), Fact("受益户数", 2, Kind.INTEGER)),
            facts=(Fact("用途", "光伏扶贫电站收益按户分配"),),
            bars=(Fact("一组", 50000, Kind.MONEY), Fact("二组", 70000, Kind.MONEY)),
            tables=(Table("lines", "分配明细", columns, rows, "元", personal=True),),
            basis=(Fact("理事会表决", "应到7 实到7 赞成6 反对1"),),
        )


@pytest.fixture(autouse=True)
def papers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep papers where no other test, and no earlier run, finds them."""
    monkeypatch.setattr("publicity.notices.papers._papers", lambda: tmp_path / "papers")
    return tmp_path / "papers"


@pytest.fixture
def village(db: None) -> Iterator[Village]:
    """Give a village whose notices have a place to hang."""
    cache.clear()
    publishables.register(Sample)
    made = staffed_village()
    root = Page.objects.filter(depth=1).first()
    county = root.add_child(instance=AreaPage(title="平邑县", slug="c", area=made.county))
    town = county.add_child(instance=AreaPage(title="地方镇", slug="t", area=made.township))
    town.add_child(instance=AreaPage(title="示范村", slug="v", area=made.area))
    yield made
    publishables.unregister(Sample)


def requested(village: Village, subject: str = "1") -> PublicationRequest:
    """Put the sample into the outbox."""
    matter = open_matter(kind="test", title="试", area=village.area, at=AT)
    request, rows = request_publication(
        kind="test.sample",
        subject=subject,
        nature=Nature.BEFORE,
        matter=matter,
        area=village.area,
        days=10,
        at=AT,
    )
    append(kind="test", at=AT, actor="clock", body={}, rows=rows)
    return request


def published(village: Village, subject: str = "1") -> Notice:
    """Give a notice that is released but not yet posted."""
    notice = draft_from_request(request=requested(village, subject), by=village["委员甲"], at=AT)
    submit(notice=notice, by=village["委员甲"], at=AT)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT)
    publish(notice=notice, by=village["委员乙"], at=AT)
    return notice


def displayed(village: Village, subject: str = "1") -> Notice:
    """Give a notice that hangs on the board since the day of AT."""
    notice = published(village, subject)
    post(
        notice=notice,
        place="村务公开栏",
        posted_on=local_date(AT),
        photo=uuid4(),
        by=village["委员甲"],
        at=AT,
    )
    return notice
