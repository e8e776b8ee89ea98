"""Ways around the second pair of eyes, and around the board, by those who only read."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from gongshi.clock import local_date
from gongshi.record.models import Entry
from gongshi.verdict import RuleBroken
from publicity.notices.models import Notice
from publicity.notices.services import post, tick, withdraw
from publicity.notices.states import Phase
from tests.gongshi.people.numbers import OTHER_ID
from tests.publicity.conftest import displayed, published
from tests.publicity.notices.test_admin import signed_in, write, written
from tests.village import AT, Village

pytestmark = pytest.mark.usefixtures("village")


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_reviewer_cannot_write_a_text_and_judge_it_in_one_post(
    village: Village, action: str
) -> None:
    first, second = signed_in(village["镇发布甲"]), signed_in(village["镇发布乙"])
    write(first, village, **{"action-submit": "1"})
    notice = Notice.objects.get(title="关于修路的公告")
    entries, revisions = Entry.objects.count(), notice.revisions.count()
    more = {"action-workflow-action": "1", "workflow-action-name": action}
    answer = second.post(f"/admin/pages/{notice.pk}/edit/", written("审核人自己写的公告", **more))
    notice = Notice.objects.get(pk=notice.pk)
    assert answer.status_code == 200
    assert notice.phase == Phase.SUBMITTED
    assert notice.latest_revision.as_object().title == "关于修路的公告"
    assert (Entry.objects.count(), notice.revisions.count()) == (entries, revisions)


def test_who_only_reads_ends_no_announcement(village: Village, monkeypatch) -> None:
    """The clock leaves announcements on the board; so must whoever posts the form of the clock."""
    first, second = signed_in(village["镇发布甲"]), signed_in(village["镇发布乙"])
    write(first, village, **{"action-submit": "1"})
    notice = Notice.objects.get(title="关于修路的公告")
    state = notice.current_workflow_task_state
    second.post(f"/admin/pages/workflow/action/{notice.pk}/approve/{state.pk}/")
    now = timezone.now()
    board = {"place": "镇政府公开栏", "posted_on": local_date(now), "photo": uuid4()}
    post(notice=Notice.objects.get(pk=notice.pk), by=village["镇发布甲"], at=now, **board)
    later, entries = now + timedelta(days=9), Entry.objects.count()
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert tick(at=later) == 0
    answer = signed_in(village["镇审核"]).post(f"/desk/notices/{notice.pk}/conclude/")
    assert answer.status_code == 409
    assert "NOTICE-6" in answer.content.decode()
    assert Notice.objects.get(pk=notice.pk).phase == Phase.DISPLAYED
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("part", [{}, {"content-count": "abc"}, {"content-count": "99999999"}])
def test_part_of_a_form_is_not_understood_and_changes_nothing(
    village: Village, part: dict[str, str]
) -> None:
    first = signed_in(village["镇发布甲"])
    write(first, village)
    notice = Notice.objects.get(title="关于修路的公告")
    entries, revisions = Entry.objects.count(), notice.revisions.count()
    shelf = notice.get_parent().pk
    edit, add = f"{notice.pk}/edit/", f"add/publicity_notices/notice/{shelf}/"
    for address in (edit, add):
        assert first.post(f"/admin/pages/{address}", {"title": "x"} | part).status_code == 400
    assert (Entry.objects.count(), notice.revisions.count()) == (entries, revisions)
    assert Notice.objects.count() == 1


def test_a_number_that_no_row_has_leads_nowhere(village: Village) -> None:
    first = signed_in(village["镇发布甲"])
    for place in ("/admin/notices/{}/", "/desk/notices/{}/", "/desk/objections/new/{}/"):
        assert first.get(place.format("9" * 20)).status_code == 404


@pytest.mark.parametrize(
    "said", [f"户主身份证{OTHER_ID}有误", "请打19905396901", "卡号4111111111111111"]
)
def test_what_is_said_beside_a_notice_names_no_number(village: Village, said: str) -> None:
    """The page of a withdrawn notice says why for ever: it was read by nobody before."""
    released, hanging = published(village, "1"), displayed(village, "2")
    entries = Entry.objects.count()
    board = {"place": said, "posted_on": local_date(AT), "photo": uuid4()}
    for act in (
        lambda: post(notice=released, by=village["委员甲"], at=AT, **board),
        lambda: withdraw(notice=hanging, reason=said, by=village["委员乙"], at=AT),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.verdict.rule == "NOTICE-14"
    phases = [Notice.objects.get(pk=one.pk).phase for one in (released, hanging)]
    assert phases == [Phase.PUBLISHED, Phase.DISPLAYED]
    assert Entry.objects.count() == entries
