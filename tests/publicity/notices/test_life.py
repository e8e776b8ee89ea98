"""A notice lives: drafted, reviewed by others, released, posted, objected to, concluded."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from gongshi.offices.duties import Office
from gongshi.publishing.models import RequestState
from gongshi.publishing.schema import Audience
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from gongshi.verdict import RuleBroken
from publicity.notices.digests import draft_digest
from publicity.notices.models import Notice
from publicity.notices.queries import snapshot, status
from publicity.notices.services import (
    conclude,
    draft_from_request,
    note_edit,
    post,
    publish,
    review,
    submit,
    tick,
)
from publicity.notices.states import Phase, Status
from publicity.objections.models import Outcome
from publicity.objections.services import file_objection, reply
from tests.publicity.conftest import published, requested
from tests.village import AT, Village


def test_a_notice_runs_its_course_and_hands_its_outcome_back(village: Village) -> None:
    notice = published(village)
    assert notice.number == "2026-001"
    assert status(notice, date(2026, 3, 2)) is Status.SCHEDULED
    post(
        notice=notice,
        place="村务公开栏",
        posted_on=date(2026, 3, 2),
        photo=uuid4(),
        by=village["委员甲"],
        at=AT,
    )
    assert notice.ends_on == date(2026, 3, 12)
    assert status(notice, date(2026, 3, 12)) is Status.OPEN_LAST
    seen = snapshot(notice, Audience.OPEN, date(2026, 3, 5)).tables[0].rows[0].cells
    assert seen == {"head": "葛*例", "group": "一组", "people": 3, "sum": 50000}
    objection, code = file_objection(
        notice=notice,
        text="我家人口数不对",
        client_key=uuid4(),
        row="r1",
        at=AT + timedelta(days=2),
    )
    assert status(notice, date(2026, 3, 5)) is Status.OBJECTION
    later = AT + timedelta(days=11)
    assert tick(at=later) == 0
    with pytest.raises(RuleBroken) as broken:
        conclude(notice=notice, at=later)
    assert broken.value.verdict.rule == "NOTICE-6"
    reply(
        objection=objection,
        outcome=Outcome.EXPLAINED,
        text="已核对户口簿，人数无误。",
        by=village["委员甲"],
        at=AT,
    )
    assert tick(at=later) == 1
    notice = Notice.objects.get(pk=notice.pk)
    assert notice.phase == Phase.CONCLUDED
    assert status(notice, date(2026, 3, 13)) is Status.CLOSED_RESOLVED
    assert snapshot(notice, Audience.OPEN, date(2026, 3, 13)).tables == ()
    assert notice.request.state == RequestState.CONCLUDED
    assert notice.request.outcome == {"objections": 1, "upheld": 0, "amounts_change": False}
    assert len(code) == 14
    assert list(verify()) == []


@pytest.mark.parametrize("who", ["委员甲", "监委甲", "镇审核", "理事长"])
def test_whoever_drafted_or_has_no_duty_cannot_release(village: Village, who: str) -> None:
    notice = draft_from_request(request=requested(village), by=village["委员甲"], at=AT)
    submit(notice=notice, by=village["委员甲"], at=AT)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT)
    entries = Entry.objects.count()
    with pytest.raises(RuleBroken) as broken:
        publish(notice=notice, by=village[who], at=AT)
    assert broken.value.verdict.rule in {"I5", "I7"}
    assert Notice.objects.get(pk=notice.pk).phase == Phase.REVIEWED
    assert Entry.objects.count() == entries


def test_nobody_reviews_what_they_wrote(village: Village) -> None:
    village.appoint("双职", Office.SUPERVISORY_COMMITTEE_MEMBER)
    notice = draft_from_request(request=requested(village), by=village["委员甲"], at=AT)
    submit(notice=notice, by=village["委员甲"], at=AT)
    with pytest.raises(RuleBroken) as broken:
        review(
            notice=notice, digest=draft_digest(notice), approved=True, by=village["委员甲"], at=AT
        )
    assert broken.value.verdict.rule == "I7"
    note_edit(notice=notice, by=village["委员乙"], at=AT)
    assert Notice.objects.get(pk=notice.pk).phase == Phase.DRAFT


@pytest.mark.parametrize(
    ("days", "hotlines", "rule"), [(4, "12317", "NOTICE-2"), (10, " ; ", "NOTICE-1")]
)
def test_a_short_period_or_a_missing_hotline_stops_the_release(
    village: Village, days, hotlines, rule
) -> None:
    notice = draft_from_request(request=requested(village), by=village["委员甲"], at=AT)
    notice.days, notice.hotlines = days, hotlines
    notice.save()
    notice.save_revision()
    with pytest.raises(RuleBroken) as broken:
        _to_the_public(notice, village)
    assert broken.value.verdict.rule == rule
    assert not Notice.objects.get(pk=notice.pk).live


def _to_the_public(notice: Notice, village: Village) -> None:
    submit(notice=notice, by=village["委员甲"], at=AT)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT)
    publish(notice=notice, by=village["委员乙"], at=AT)
