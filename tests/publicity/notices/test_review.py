"""A reviewer judges the very text they read (NOTICE-10), and is shown what changed since."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gongshi.offices.grants import derive
from gongshi.people.models import User
from gongshi.record.models import Entry
from gongshi.verdict import RuleBroken
from publicity.notices import services
from publicity.notices.changes import since
from publicity.notices.digests import draft_digest
from publicity.notices.models import Notice, NoticeReview
from publicity.notices.rules import is_what_was_read
from publicity.notices.states import Phase
from tests.publicity.conftest import requested
from tests.publicity.notices.test_admin import shelf, written
from tests.village import AT, Village


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def browser(village: Village, who: str) -> Client:
    account, _new = User.objects.get_or_create(username=who, person=village[who])
    derive(village[who], AT)
    client = Client()
    client.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return client


def rewritten(village: Village, notice: Notice, title: str, *lines: str) -> None:
    services.rewrite(
        notice=notice,
        title=title,
        paragraphs=lines,
        issuer="示范村村民委员会",
        hotlines="12317",
        by=village["委员甲"],
        at=AT,
    )


def submitted(village: Village) -> Notice:
    notice = services.draft_from_request(request=requested(village), by=village["委员甲"], at=AT)
    rewritten(village, notice, "原来的标题", "第一段", "第二段")
    services.submit(notice=notice, by=village["委员甲"], at=AT)
    return Notice.objects.get(pk=notice.pk)


def counted() -> tuple[int, int, str]:
    return Entry.objects.count(), NoticeReview.objects.count(), Notice.objects.get().phase


@pytest.mark.parametrize(("read", "rule"), [("a", ""), ("b", "NOTICE-10"), ("", "NOTICE-10")])
def test_notice_10_the_text_that_was_read(read: str, rule: str) -> None:
    assert is_what_was_read(read, "a").rule == rule


@pytest.mark.parametrize("approved", [True, False])
def test_another_text_is_not_judged_by_the_service(village: Village, approved: bool) -> None:
    notice = submitted(village)
    read = draft_digest(notice)
    rewritten(village, notice, "新的标题", "第一段", "第二段")
    services.submit(notice=notice, by=village["委员甲"], at=AT)
    before = counted()
    with pytest.raises(RuleBroken, match="NOTICE-10"):
        services.review(notice=notice, digest=read, approved=approved, by=village["监委甲"], at=AT)
    assert counted() == before
    services.review(
        notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT
    )
    assert Notice.objects.get().phase == Phase.REVIEWED


def form_of(page: str) -> dict[str, str]:
    """Give the hidden fields of the page's form, as a browser would send them back."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found[name[1]] = value[1]
    return found


def test_at_the_desk_the_reviewer_sees_what_changed_and_then_judges(village: Village) -> None:
    notice = submitted(village)
    reviewer, address = browser(village, "监委甲"), f"/desk/notices/{notice.pk}/"
    opened = form_of(reviewer.get(address).content.decode())
    rewritten(village, notice, "新的标题", "第一段", "悄悄加的一段", "第二段")
    services.submit(notice=notice, by=village["委员甲"], at=AT)
    before = counted()
    answer = reviewer.post(address, opened | {"decision": "approve", "reason": "看过了"})
    page = answer.content.decode()
    assert (answer.status_code, counted()) == (409, before)
    assert "NOTICE-10" in page
    assert "<del>原来的标题</del>" in page
    assert "<ins>新的标题</ins>" in page
    assert "<ins>悄悄加的一段</ins>" in page
    assert "看过了" in page  # what was typed is not lost
    opened = form_of(page)
    assert reviewer.post(address, opened | {"decision": "approve"}).status_code == 302
    assert Notice.objects.get().phase == Phase.REVIEWED
    assert NoticeReview.objects.get().digest == draft_digest(notice)


def test_a_draft_taken_back_meanwhile_is_not_judged_and_not_overwritten(village: Village) -> None:
    notice = submitted(village)
    reviewer, address = browser(village, "监委甲"), f"/desk/notices/{notice.pk}/"
    opened = form_of(reviewer.get(address).content.decode())
    rewritten(village, notice, "新的标题", "第一段")
    before = counted()
    answer = reviewer.post(address, opened | {"decision": "approve"}, follow=True)
    assert counted() == before
    assert "重新" in answer.content.decode()


def test_a_form_without_the_text_it_was_about_enters_nothing(village: Village) -> None:
    notice = submitted(village)
    before = counted()
    for digest in ({}, {"digest": "0" * 64}, {"digest": "x" * 65}):
        answer = browser(village, "监委甲").post(
            f"/desk/notices/{notice.pk}/", {"decision": "approve"} | digest
        )
        assert answer.status_code in {200, 409}
        assert counted() == before


def test_only_what_changed_is_shown(village: Village) -> None:
    notice = submitted(village)
    read = draft_digest(notice)
    assert since(notice, read) == []
    rewritten(village, notice, "原来的标题", "第一段", "第三段")
    assert [(one.before, one.after) for one in since(notice, read)] == [("第二段", "第三段")]
    assert since(notice, "0" * 64) == []


def test_in_the_admin_too(village: Village) -> None:
    notice = services.draft_announcement(
        area=village.township,
        title="旧标题",
        content=[("paragraph", "<p>修路</p>")],
        issuer="镇",
        hotlines="12317",
        by=village["镇发布甲"],
        at=AT,
    )
    services.submit(notice=notice, by=village["镇发布甲"], at=AT)
    second = browser(village, "镇发布乙")
    opened = form_of(second.get(f"/admin/notices/{notice.pk}/").content.decode())
    services.rewrite(
        notice=notice,
        title="新标题",
        paragraphs=["修路"],
        issuer="镇",
        hotlines="12317",
        by=village["镇发布甲"],
        at=AT,
    )
    services.submit(notice=notice, by=village["镇发布甲"], at=AT)
    before, address = counted(), f"/admin/notices/{notice.pk}/review/"
    answer = second.post(address, opened | {"decision": "approve"})
    page = answer.content.decode()
    assert (answer.status_code, counted()) == (409, before)
    assert "<del>旧标题</del>" in page
    assert second.post(address, form_of(page) | {"decision": "approve"}).status_code == 302
    assert Notice.objects.get().phase == Phase.REVIEWED


def test_rewriting_ends_a_review_that_runs_in_the_editor(village: Village) -> None:
    first, second = browser(village, "镇发布甲"), browser(village, "镇发布乙")
    address = f"/admin/pages/add/publicity_notices/notice/{shelf(village).pk}/"
    first.post(address, written("关于修路的公告", **{"action-submit": "1"}))
    notice = Notice.objects.get()
    state = notice.current_workflow_task_state
    services.rewrite(
        notice=notice,
        title="另一个标题",
        paragraphs=["别的"],
        issuer="镇",
        hotlines="12317",
        by=village["镇发布甲"],
        at=AT,
    )
    services.submit(notice=notice, by=village["镇发布甲"], at=AT)
    before = counted()
    second.post(f"/admin/pages/workflow/action/{notice.pk}/approve/{state.pk}/")
    assert counted() == before
    assert Notice.objects.get().phase == Phase.SUBMITTED
