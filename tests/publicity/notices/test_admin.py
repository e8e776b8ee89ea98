"""The township writes, reviews, releases and posts its announcement in the admin."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from gongshi.offices.duties import Duty, Office
from gongshi.offices.grants import derive
from gongshi.people.models import Person, User
from gongshi.record.models import Entry
from publicity.notices.models import AreaPage, Notice
from publicity.notices.states import Phase
from tests.village import AT, Village

pytestmark = pytest.mark.usefixtures("village")


def signed_in(person: Person | None, **flags: object) -> Client:
    """Give a browser in which this person is signed in."""
    made = User.objects.create(username=f"u{User.objects.count()}", person=person, **flags)
    if person is not None:
        derive(person, AT)
    client = Client()
    client.force_login(made, backend="gongshi.people.backends.PhoneOrName")
    return client


def written(title: str, text: str = "<p>修路</p>", **more: str) -> dict[str, str]:
    """Give what the editor posts for a notice."""
    return {
        "title": title,
        "content-count": "1",
        "content-0-deleted": "",
        "content-0-order": "0",
        "content-0-type": "paragraph",
        "content-0-id": "",
        "content-0-value": json.dumps(
            {
                "blocks": [
                    {
                        "key": "a",
                        "text": text,
                        "type": "unstyled",
                        "depth": 0,
                        "inlineStyleRanges": [],
                        "entityRanges": [],
                        "data": {},
                    }
                ],
                "entityMap": {},
            }
        ),
        "issuer": "地方镇人民政府",
        "hotlines": "0539-5550001",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **more,
    }


def shelf(village: Village) -> AreaPage:
    return AreaPage.objects.get(area=village.township)


def write(client: Client, village: Village, **more: str):
    address = f"/admin/pages/add/publicity_notices/notice/{shelf(village).pk}/"
    return client.post(address, written("关于修路的公告", **more))


def test_an_announcement_is_written_reviewed_and_released_by_two_people(village: Village) -> None:
    first, second = signed_in(village["镇发布甲"]), signed_in(village["镇发布乙"])
    assert first.get("/admin/").status_code == 200
    answer = write(first, village, **{"action-submit": "1"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    notice = Notice.objects.get(title="关于修路的公告")
    assert (notice.area_id, notice.kind, notice.announcement) == (
        village.township.pk,
        "notices.announcement",
        True,
    )
    assert notice.phase == Phase.SUBMITTED
    state = notice.current_workflow_task_state
    assert state is not None
    act = f"/admin/pages/workflow/action/{notice.pk}/approve/{state.pk}/"
    entries = Entry.objects.count()
    answer = first.post(act)
    assert answer.status_code == 403
    assert "I5" in answer.content.decode()
    assert Entry.objects.count() == entries
    answer = second.post(act)
    assert answer.status_code == 302
    notice = Notice.objects.get(pk=notice.pk)
    assert notice.phase == Phase.PUBLISHED
    assert [row.duty for row in notice.matter.acts.order_by("pk")] == [
        Duty.DRAFT_NOTICE,
        Duty.DRAFT_NOTICE,
        Duty.REDACT,
        Duty.PUBLISH,
    ]
    assert second.get(f"/admin/pages/{notice.pk}/edit/").status_code in {302, 403}
    assert second.get(f"/admin/notices/{notice.pk}/").status_code == 200


def test_nothing_posted_changes_place_kind_or_phase(village: Village) -> None:
    client = signed_in(village["镇发布甲"])
    more = {
        "area": village.area.pk,
        "kind": "notices.plan",
        "phase": "published",
        "live": "on",
        "number": "2026-999",
        "slug": "x",
        "action-publish": "1",
    }
    assert write(client, village, **more).status_code == 302
    notice = Notice.objects.get(title="关于修路的公告")
    assert (notice.area_id, notice.kind, notice.phase, notice.live, notice.number) == (
        village.township.pk,
        "notices.announcement",
        Phase.DRAFT,
        False,
        None,
    )


def test_an_edit_is_an_act_and_a_public_notice_cannot_be_edited(village: Village) -> None:
    first, second = signed_in(village["镇发布甲"]), signed_in(village["镇发布乙"])
    write(first, village)
    notice = Notice.objects.get(title="关于修路的公告")
    address = f"/admin/pages/{notice.pk}/edit/"
    second.post(address, written("换了题目"))
    people = [row.person_id for row in notice.matter.acts.order_by("pk")]
    assert people == [village["镇发布甲"].pk, village["镇发布乙"].pk]
    second.post(address, written("换了题目", **{"action-submit": "1"}))
    third = signed_in(
        village.appoint("镇发布丙", Office.TOWNSHIP_PUBLISHER, area=village.township).person
    )
    state = Notice.objects.get(pk=notice.pk).current_workflow_task_state
    for client in (first, second):
        answer = client.post(f"/admin/pages/workflow/action/{notice.pk}/approve/{state.pk}/")
        assert answer.status_code == 403
        assert "I5" in answer.content.decode()
    assert (
        third.post(f"/admin/pages/workflow/action/{notice.pk}/approve/{state.pk}/").status_code
        == 302
    )
    assert Notice.objects.get(pk=notice.pk).phase == Phase.PUBLISHED
    entries = Entry.objects.count()
    for client in (first, second, third):
        client.post(address, written("改过的题目"))
    assert Notice.objects.get(pk=notice.pk).title == "换了题目"
    assert Entry.objects.count() == entries


def test_sent_back_it_is_a_draft_again(village: Village) -> None:
    first, second = signed_in(village["镇发布甲"]), signed_in(village["镇发布乙"])
    write(first, village, **{"action-submit": "1"})
    notice = Notice.objects.get(title="关于修路的公告")
    state = notice.current_workflow_task_state
    second.post(
        f"/admin/pages/workflow/action/{notice.pk}/reject/{state.pk}/", {"comment": "缺电话"}
    )
    notice = Notice.objects.get(pk=notice.pk)
    assert notice.phase == Phase.DRAFT
    assert notice.reviews.get().reason == "缺电话"
    first.post(f"/admin/pages/{notice.pk}/edit/", written("补了电话", **{"action-submit": "1"}))
    assert Notice.objects.get(pk=notice.pk).phase == Phase.SUBMITTED


def test_a_superuser_reviews_and_releases_nothing(village: Village) -> None:
    first = signed_in(village["镇发布甲"])
    write(first, village, **{"action-submit": "1"})
    notice = Notice.objects.get(title="关于修路的公告")
    state = notice.current_workflow_task_state
    machine = signed_in(None, is_superuser=True, is_staff=True)
    entries = Entry.objects.count()
    assert machine.get("/admin/").status_code == 200
    assert machine.get("/admin/settings/rules/").status_code == 200
    for address in (
        f"/admin/pages/workflow/action/{notice.pk}/approve/{state.pk}/",
        f"/admin/notices/{notice.pk}/review/",
        f"/admin/notices/{notice.pk}/release/",
        f"/admin/notices/{notice.pk}/withdraw/",
        f"/admin/pages/{notice.pk}/edit/",
        f"/admin/pages/{notice.pk}/unpublish/",
    ):
        answer = machine.post(address, {"decision": "approve", "reason": "x"})
        assert answer.status_code in {403, 404}, address
    assert Entry.objects.count() == entries
    assert User.objects.get(is_superuser=True).is_superuser


@pytest.mark.parametrize(
    "address",
    [
        "users/",
        "groups/",
        "images/",
        "documents/",
        "snippets/",
        "workflows/list/",
        "reports/site-history/",
        "collections/",
        "api/main/pages/",
        "bulk/wagtailcore/page/delete/?id=all",
        "password_reset/",
    ],
)
def test_screens_that_would_bypass_the_rules_are_closed(village: Village, address: str) -> None:
    for client in (signed_in(None, is_superuser=True), signed_in(village["镇发布甲"])):
        assert client.get(f"/admin/{address}").status_code == 404
        assert client.post(f"/admin/{address}").status_code == 404


def test_a_truncated_picture_is_an_error_not_a_failure(village: Village) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file_jpeg

    whole = get_test_image_file_jpeg().file.getvalue()
    client = signed_in(village["镇发布甲"])
    answer = client.post(
        "/admin/images/chooser/create/",
        {
            "image-chooser-upload-title": "图",
            "image-chooser-upload-description": "图",
            "image-chooser-upload-file": SimpleUploadedFile("a.jpg", whole[: len(whole) // 2]),
        },
    )
    assert answer.status_code == 200
    assert get_image_model().objects.count() == 0


def test_an_office_that_ended_opens_nothing(village: Village) -> None:
    from django.utils import timezone

    from gongshi.offices.services import end_appointment

    client = signed_in(village["镇发布甲"])
    assert client.get("/admin/notices/").status_code == 200
    row = village["镇发布甲"].appointments.get()
    end_appointment(appointment=row, reason="调离", by=village.granters[0], at=timezone.now())
    assert client.get("/admin/notices/").status_code == 403


def test_titles_are_found_by_a_part(village: Village) -> None:
    client = signed_in(village["镇发布甲"])
    write(client, village)
    assert "关于修路的公告" in client.get("/admin/notices/", {"q": "修路"}).content.decode()
    assert "关于修路的公告" not in client.get("/admin/notices/", {"q": "光伏"}).content.decode()
