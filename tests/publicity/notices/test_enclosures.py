"""Pictures and attachments of a notice: nobody sees them before its release or after it is gone."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongshi.areas.models import Area
from gongshi.files.models import GongshiDocument, GongshiImage
from gongshi.offices.duties import Office
from gongshi.offices.grants import derive
from gongshi.people.models import User
from gongshi.record.models import Entry
from publicity.notices import services
from publicity.notices.digests import draft_digest
from publicity.notices.models import Enclosure, Notice
from publicity.notices.queries import latest
from publicity.notices.registries import NoticeKind, notice_kinds
from publicity.notices.rules import encloses_its_own
from publicity.notices.states import Phase
from tests.gongshi.files.samples import picture
from tests.publicity.conftest import requested
from tests.publicity.notices.test_admin import shelf, written
from tests.village import AT, Village

SECRET = b"%PDF-1.4 attached"


class Clock:
    """The moment that every page of a test sees."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("django.utils.timezone.now", made)
    return made


def account(village: Village, who: str) -> User:
    made, _new = User.objects.get_or_create(username=who, person=village[who])
    derive(village[who], AT)
    return made


def client_of(user: User | None) -> Client:
    """Give a browser just signed in: a session is over long before a period."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="gongshi.people.backends.PhoneOrName")
    return client


def browser(village: Village, who: str) -> Client:
    return client_of(account(village, who))


@pytest.fixture
def document(db: None) -> GongshiDocument:
    return GongshiDocument.objects.create(title="测算表", file=ContentFile(SECRET, "a.pdf"))


@pytest.fixture
def image(db: None) -> GongshiImage:
    file = ContentFile(picture((400, 300)), "board.jpg")
    return GongshiImage.objects.create(title="路", description="路", file=file)


@pytest.fixture
def addresses(document: GongshiDocument, image: GongshiImage) -> list[str]:
    """The attachment, the whole picture, and two sizes of it, as pages name them."""
    return [
        document.url,
        image.file.url,
        image.get_rendition("width-200").url,
        image.get_rendition("format-webp|width-160").url,
    ]


def drafted(village: Village, document: GongshiDocument, image: GongshiImage) -> Notice:
    """Give a village's draft with one picture and one attachment."""
    notice = services.draft_from_request(request=requested(village), by=village["委员甲"], at=AT)
    draft = latest(notice)
    draft.content = [
        ("paragraph", "<p>现予公示。</p>"),
        ("picture", {"image": image, "caption": "路面"}),
        ("attachment", document),
    ]
    draft.save_revision(log_action=False)
    return notice


def released(village: Village, notice: Notice) -> None:
    services.submit(notice=notice, by=village["委员甲"], at=AT)
    services.review(
        notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT
    )
    services.publish(notice=notice, by=village["委员乙"], at=AT)


def posted(village: Village, notice: Notice) -> None:
    services.post(
        notice=notice,
        place="村务公开栏",
        posted_on=date(2026, 3, 2),
        photo=uuid4(),
        by=village["委员甲"],
        at=AT,
    )


def statuses(client: Client, addresses: list[str]) -> set[int]:
    """Ask every way one may ask: whole, head alone, a range, and whether it changed."""
    found = set()
    for address in addresses:
        for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": '"x"'}):
            answer = client.get(address, headers=headers)
            found.add(answer.status_code)
            if answer.status_code != 200:
                assert SECRET not in answer.content
                assert not {"ETag", "Last-Modified", "Content-Range"} & set(answer.headers)
        found.add(client.head(address).status_code)
    return found


def people(village: Village) -> dict[str, User | None]:
    other = Area.objects.create(
        code="371326106202", name="乙村", level="village", parent=village.township
    )
    village.appoint("乙村文书", Office.VILLAGE_CLERK, area=other)
    village.appoint("乙村委员", Office.COMMITTEE_MEMBER, area=other)
    village.people["授权甲"] = village.granters[0]
    names = ("乙村文书", "乙村委员", "授权甲", "备案", "监委甲", "镇审核")
    return {name: account(village, name) for name in names} | {
        "anonymous": None,
        "superuser": User.objects.create(username="root", is_superuser=True, is_staff=True),
    }


CLOSED = {
    name: {404} for name in ("anonymous", "superuser", "乙村文书", "乙村委员", "授权甲", "备案")
}
AT_WORK = {"监委甲": {200}, "镇审核": {200}}
OPEN = {who: {200} for who in (*CLOSED, *AT_WORK)}


def test_public_from_the_release_to_the_end_of_the_period_and_not_a_minute_more(
    village: Village, document, image, addresses, clock: Clock
) -> None:
    everyone = people(village)

    def seen() -> dict[str, set[int]]:
        return {who: statuses(client_of(user), addresses) for who, user in everyone.items()}

    notice = drafted(village, document, image)
    assert seen() == CLOSED | AT_WORK
    services.submit(notice=notice, by=village["委员甲"], at=AT)
    services.review(
        notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT
    )
    assert seen() == CLOSED | AT_WORK
    services.publish(notice=notice, by=village["委员乙"], at=AT)
    assert seen() == OPEN
    posted(village, notice)
    clock.at = datetime(2026, 3, 12, 23, 59, 59, tzinfo=AT.tzinfo)
    assert seen() == OPEN
    page = Client().get(f"/gs/{notice.number}/").content.decode()
    assert document.url in page
    clock.at += timedelta(seconds=1)
    assert seen() == CLOSED | AT_WORK
    page = Client().get(f"/gs/{notice.number}/").content.decode()
    assert document.url not in page
    assert "/media/" not in page


def test_gone_with_the_withdrawal_at_once(village: Village, document, image, addresses) -> None:
    notice = drafted(village, document, image)
    released(village, notice)
    stranger, member = Client(), browser(village, "委员甲")
    answer = stranger.get(document.url)
    mark = answer.headers["ETag"]
    assert stranger.get(document.url, headers={"If-None-Match": mark}).status_code == 304
    services.withdraw(notice=notice, reason="附件有误", by=village["委员乙"], at=AT)
    assert statuses(stranger, addresses) == {404}
    assert stranger.get(document.url, headers={"If-None-Match": mark}).status_code == 404
    assert statuses(member, addresses) == {200}


def test_what_everyone_may_keep_and_what_nobody_may(
    village: Village, document, image, addresses
) -> None:
    notice = drafted(village, document, image)
    member = browser(village, "委员甲")
    for address in addresses:
        answer = member.get(address)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers
    released(village, notice)
    for address in addresses:
        answer = Client().get(address)
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert answer.headers["ETag"]
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in Client().get(document.url).headers["Content-Disposition"]


def test_an_announcement_keeps_its_files_and_a_kind_may_say_so(
    village: Village, document, image, clock: Clock, monkeypatch
) -> None:
    class Lasting(NoticeKind):
        key = "test.lasting"
        files_stay = True

    monkeypatch.setitem(notice_kinds._kinds, Lasting.key, Lasting)
    notice = drafted(village, document, image)
    released(village, notice)
    posted(village, notice)
    clock.at = AT + timedelta(days=40)
    assert Client().get(document.url).status_code == 404
    Notice.objects.filter(pk=notice.pk).update(kind=Lasting.key)
    assert Client().get(document.url).status_code == 200
    Notice.objects.filter(pk=notice.pk).update(kind="notices.result")
    assert Client().get(document.url).status_code == 200


def test_what_a_later_draft_left_out_is_not_shown_by_the_notice(
    village: Village, document, image
) -> None:
    notice = drafted(village, document, image)
    draft = latest(notice)
    draft.content = [("picture", {"image": image, "caption": "路面"})]
    draft.save_revision(log_action=False)
    released(village, notice)
    assert Enclosure.objects.count() == 2
    assert Client().get(document.url).status_code == 404
    assert Client().get(image.file.url).status_code == 200


def test_nothing_else_in_the_folder_of_uploads_has_an_address(village: Village, document) -> None:
    name = document.file.name
    for address in (f"/media/{name}", "/media/", "/media/../keys", "/media/files/x.jpg"):
        assert Client().get(address).status_code == 404
    assert Client().get(f"/documents/{document.pk}/other.pdf").status_code == 404
    assert Client().get("/documents/99999999999999999999/a.pdf").status_code == 404
    assert Client().post(document.url).status_code == 405


def test_who_uploaded_sees_it_before_any_notice_names_it(village: Village, document) -> None:
    writer = browser(village, "镇发布甲")
    assert writer.get(document.url).status_code == 404
    owner = account(village, "镇发布甲")
    GongshiDocument.objects.filter(pk=document.pk).update(uploaded_by_user=owner)
    assert writer.get(document.url).status_code == 200
    assert browser(village, "镇发布乙").get(document.url).status_code == 200  # the same office
    assert browser(village, "监委甲").get(document.url).status_code == 404


@pytest.mark.parametrize(("strange", "rule"), [(0, ""), (1, "NOTICE-11"), (2, "NOTICE-11")])
def test_notice_11_only_what_its_office_uploaded(strange: int, rule: str) -> None:
    assert encloses_its_own(strange).rule == rule


def test_naming_a_strange_document_by_its_number_opens_nothing(village: Village, document) -> None:
    writer = browser(village, "镇发布甲")
    address = f"/admin/pages/add/publicity_notices/notice/{shelf(village).pk}/"
    block = {
        "content-count": "1",
        "content-0-deleted": "",
        "content-0-order": "0",
        "content-0-type": "attachment",
        "content-0-id": "",
        "content-0-value": str(document.pk),
    }
    entries = Entry.objects.count()
    answer = writer.post(address, written("公告") | block)
    assert answer.status_code == 403
    assert "NOTICE-11" in answer.content.decode()
    assert (Notice.objects.count(), Enclosure.objects.count()) == (0, 0)
    assert Entry.objects.count() == entries
    owner = account(village, "镇发布甲")
    GongshiDocument.objects.filter(pk=document.pk).update(uploaded_by_user=owner)
    assert writer.post(address, written("公告") | block).status_code == 302
    notice = Notice.objects.get()
    assert json.loads(notice.latest_revision.content["content"])[0]["value"] == document.pk
    assert notice.phase == Phase.DRAFT
    assert Client().get(document.url).status_code == 404


def test_the_desk_leads_those_at_work_to_the_files(village: Village, document, image) -> None:
    notice = drafted(village, document, image)
    page = browser(village, "监委甲").get(f"/desk/notices/{notice.pk}/").content.decode()
    assert document.url in page
    assert image.file.url in page


@pytest.mark.parametrize("many", [1, 3, 30])
def test_a_file_named_by_many_notices_costs_no_more(
    village: Village, document, image, many: int
) -> None:
    notice = drafted(village, document, image)
    released(village, notice)
    others = [Enclosure(notice=notice, model="image", number=9000 + n) for n in range(many)]
    Enclosure.objects.bulk_create(others)
    Client().get(document.url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert Client().get(document.url).status_code == 200
    assert len(asked) <= 6
