"""CHECKUP-1: no ID number, private telephone or bank card leaves the house in a notice."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gongshi.record.models import Entry
from gongshi.verdict import RuleBroken
from publicity.notices.digests import draft_digest
from publicity.notices.models import Notice
from publicity.notices.services import draft_from_request, publish, review, rewrite, submit
from publicity.notices.states import Phase
from tests.publicity.conftest import requested
from tests.village import AT, Village

VECTORS = Path(__file__).parents[2] / "data" / "id_number_vectors.csv"


def vectors() -> list[tuple[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return [(row["value"], row["expect"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("planted", ["title", "text"])
def test_a_notice_with_an_id_number_is_not_released(village: Village, planted: str) -> None:
    number = next(value for value, expect in vectors() if expect == "refuse")
    by = village["委员甲"]
    notice = draft_from_request(request=requested(village), by=by, at=AT)
    words = {"title": notice.title, "text": "现予公示。"}
    words[planted] += number
    rewrite(
        notice=notice,
        title=words["title"],
        paragraphs=[words["text"]],
        issuer="示范村村民委员会",
        hotlines="12317",
        by=by,
        at=AT,
    )
    submit(notice=notice, by=by, at=AT)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT)
    entries = Entry.objects.count()
    with pytest.raises(RuleBroken) as broken:
        publish(notice=notice, by=village["委员乙"], at=AT)
    assert broken.value.verdict.rule == "CHECKUP-1"
    assert number not in broken.value.verdict.text()
    assert Notice.objects.get(pk=notice.pk).phase == Phase.REVIEWED
    assert Entry.objects.count() == entries
