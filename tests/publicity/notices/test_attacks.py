"""What somebody may try with a notice, and what happens then: nothing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from gongshi.files.models import StoredFile
from gongshi.people.models import User
from gongshi.publishing.models import PublicationRequest, RequestState
from gongshi.publishing.schema import Audience
from gongshi.publishing.services import interrupt
from gongshi.verdict import RuleBroken
from publicity.notices.digests import draft_digest
from publicity.notices.kinds import PostingPhoto
from publicity.notices.models import Edition, Posting
from publicity.notices.queries import snapshot
from publicity.notices.rules import is_still_wanted, posted_after_release
from publicity.notices.services import (
    draft_announcement,
    draft_from_request,
    post,
    publish,
    review,
    submit,
    withdraw,
)
from publicity.notices.states import Phase
from tests.publicity.conftest import displayed, published, requested
from tests.village import AT, Village


def test_a_paper_cannot_have_hung_before_its_release() -> None:
    day = date(2026, 3, 2)
    assert posted_after_release(day, day)
    assert posted_after_release(day + timedelta(days=1), day)
    assert posted_after_release(day - timedelta(days=1), day).rule == "NOTICE-5"


def test_an_early_date_of_posting_does_not_shorten_the_period(village: Village) -> None:
    notice = published(village)
    with pytest.raises(RuleBroken, match="NOTICE-5"):
        post(
            notice=notice,
            place="村务公开栏",
            posted_on=date(2026, 2, 1),
            photo=uuid4(),
            by=village["委员甲"],
            at=AT,
        )
    notice.refresh_from_db()
    assert (notice.phase, notice.ends_on) == (Phase.PUBLISHED, None)
    assert not Posting.objects.exists()


def test_a_notice_whose_matter_was_sent_back_is_not_released(village: Village) -> None:
    assert is_still_wanted(interrupted=False)
    request = requested(village)
    notice = draft_from_request(request=request, by=village["委员甲"], at=AT)
    submit(notice=notice, by=village["委员甲"], at=AT)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT)
    interrupt(request=request, reason="returned", at=AT)
    with pytest.raises(RuleBroken, match="NOTICE-8"):
        publish(notice=notice, by=village["委员乙"], at=AT)
    notice.refresh_from_db()
    assert (notice.phase, notice.live, notice.number) == (Phase.REVIEWED, False, None)
    assert not Edition.objects.exists()


def test_a_withdrawn_notice_does_not_keep_its_matter_from_being_sent_back(
    village: Village,
) -> None:
    notice = displayed(village)
    withdraw(notice=notice, reason="金额有误", by=village["委员乙"], at=AT)
    interrupt(request=notice.request, reason="returned", at=AT)
    state = PublicationRequest.objects.get(pk=notice.request_id).state
    notice.refresh_from_db()
    assert (state, notice.phase) == (RequestState.INTERRUPTED, Phase.WITHDRAWN)


def test_names_leave_the_web_although_nobody_ever_hung_the_paper(village: Village) -> None:
    notice = published(village)
    last = date(2026, 3, 12)  # ten days after the release
    assert snapshot(notice, Audience.OPEN, last).tables
    assert not snapshot(notice, Audience.OPEN, last + timedelta(days=1)).tables
    assert snapshot(notice, Audience.PAPER, last + timedelta(days=1)).tables


def photo_of(notice_area: str, key: object) -> StoredFile:
    return StoredFile(
        pk=key,
        area=notice_area,
        purpose=PostingPhoto.key,
        name="x.jpg",
        media_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        created_at=AT,
    )


def test_the_photograph_of_a_board_with_full_names_is_for_offices_there(village: Village) -> None:
    notice = displayed(village)
    file = photo_of(notice.area_id, notice.posting.photo)
    stranger = User.objects.create(username="stranger")
    member = User.objects.create(username="member", person=village["委员甲"])
    assert not PostingPhoto.may_see(AnonymousUser(), file)
    assert not PostingPhoto.may_see(stranger, file)
    elsewhere = photo_of("371326106999", notice.posting.photo)
    assert not PostingPhoto.may_see(member, elsewhere)
    assert PostingPhoto.may_see(member, file)


def test_the_photograph_of_a_board_without_names_is_public(village: Village) -> None:
    writer, other = village["镇发布甲"], village["镇发布乙"]
    notice = draft_announcement(
        area=village.township, title="公告", content=[], issuer="镇", hotlines="12317",
        by=writer, at=AT,
    )  # fmt: skip
    submit(notice=notice, by=writer, at=AT)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=other, at=AT)
    publish(notice=notice, by=other, at=AT)
    key = uuid4()
    post(notice=notice, place="镇政府", posted_on=date(2026, 3, 2), photo=key, by=other, at=AT)
    assert PostingPhoto.may_see(AnonymousUser(), photo_of(village.township.code, key))
