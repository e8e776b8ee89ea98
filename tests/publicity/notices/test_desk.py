"""The desk's list of notices, its bar, and an announcement as an official document."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gongshi.files.models import StoredFile
from gongshi.people.models import User
from publicity.notices.digests import draft_digest
from publicity.notices.services import draft_announcement, publish, review, submit
from tests.publicity.conftest import displayed, published
from tests.village import AT, Village


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def signed_in(village: Village, who: str) -> Client:
    account, _new = User.objects.get_or_create(username=who, person=village[who])
    browser = Client()
    browser.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return browser


def test_those_in_office_find_the_notices_of_their_places(village: Village) -> None:
    notice = displayed(village)
    for who in ("文书", "理事长", "镇审核"):
        page = signed_in(village, who).get("/desk/notices/")
        assert notice.title in page.content.decode()
        assert len(page.content) < 60_000
    assert Client().get("/desk/notices/").status_code == 302


def test_the_admin_stands_in_the_bar_only_for_those_who_may_enter_it(village: Village) -> None:
    from gongshi.offices.grants import derive

    clerk = signed_in(village, "文书")
    member = signed_in(village, "理事二")
    for who in ("文书", "理事二"):
        derive(village[who], AT)
    assert 'href="/admin/"' in clerk.get("/desk/").content.decode()
    assert 'href="/admin/"' not in member.get("/desk/").content.decode()


@pytest.mark.parametrize("state", [published, displayed])
def test_the_full_poster_prints_before_and_after_posting(village: Village, state) -> None:
    notice = state(village)
    for size in ("a3", "a4"):
        paper = signed_in(village, "委员甲").get(f"/desk/notices/{notice.pk}/poster-{size}.pdf")
        assert paper.content.startswith(b"%PDF")


def test_an_announcement_is_printed_as_a_document_and_a_notice_is_not(village: Village) -> None:
    notice = displayed(village)
    clerk = signed_in(village, "镇文书")
    assert clerk.get(f"/desk/notices/{notice.pk}/document.pdf").status_code == 404
    by, second = village["镇发布甲"], village["镇发布乙"]
    made = draft_announcement(
        area=village.township,
        title="关于公布监督电话的公告",
        content=[("paragraph", "<p>现将监督电话公布如下。</p>")],
        issuer="地方镇人民政府",
        hotlines="监督 0539-5550001",
        by=by,
        at=AT,
    )
    address = f"/desk/notices/{made.pk}/document.pdf"
    assert clerk.get(address).status_code == 404  # a draft is no document
    submit(notice=made, by=by, at=AT)
    review(notice=made, digest=draft_digest(made), approved=True, by=second, at=AT)
    publish(notice=made, by=second, at=AT)
    assert clerk.get(address).content.startswith(b"%PDF")


def test_a_refused_posting_keeps_its_words_and_no_photograph(village: Village) -> None:
    notice, picture = published(village), BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    photo = SimpleUploadedFile("board.jpg", picture.getvalue(), "image/jpeg")
    typed = {"work": "post", "place": "村口第二块公示栏", "posted_on": "2026-03-09"}
    answer = signed_in(village, "委员甲").post(
        f"/desk/notices/{notice.pk}/", typed | {"photo": photo}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="村口第二块公示栏"' in page
    assert 'value="2026-03-09"' in page
    assert "NOTICE-5" in page
    assert not StoredFile.objects.exists()
    notice.refresh_from_db()
    assert notice.phase == "published"


def test_a_refused_draft_comes_back_with_the_rule_at_its_field(village: Village) -> None:
    by = village["镇发布甲"]
    made = draft_announcement(
        area=village.township,
        title="公告",
        content=[("paragraph", "<p>原文。</p>")],
        issuer="地方镇人民政府",
        hotlines="监督 0539-5550001",
        by=by,
        at=AT,
    )
    typed = {
        "work": "draft",
        "title": "关于公布监督电话的公告",
        "text": "新写的一段。\r\n又一段。",
        "issuer": "地方镇人民政府",
        "hotlines": " ; ;",
        "finished": "on",
    }
    answer = signed_in(village, "镇发布甲").post(f"/desk/notices/{made.pk}/", typed)
    page = answer.content.decode()
    assert (answer.status_code, "新写的一段。" in page) == (409, True)
    assert "NOTICE-1" in page.split('name="hotlines"')[0].split('name="issuer"')[1]
    made.refresh_from_db()
    assert made.phase == "draft"
