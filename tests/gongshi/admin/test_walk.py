"""Every address of the site is known, and walked by those who have no business there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from gongshi.admin.guard import sections_of
from gongshi.admin.routes import Way, way_of
from gongshi.areas.models import Area
from gongshi.offices.duties import Office
from gongshi.offices.grants import derive
from gongshi.people.models import Person, User
from gongshi.record.models import Entry
from tests.village import AT, Village, staffed_village

pytestmark = [pytest.mark.needs("council", "publicity"), pytest.mark.django_db]

#: What everyone may open. A new public address is added here by whoever has thought about it.
PUBLIC = {
    "home",
    "area",
    "officers",
    "notice_list",
    "notice",
    "notice_table",
    "notice_poster",
    "follow_objection",
    "object",
    "objection_receipt",
    "verify_paper",
    "switch_view",
    "style_guide",
    "style_guide_sample",
    "files:serve",
    "wagtaildocs_serve",
    "picture",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",
    "wagtail_serve",
}
#: What the desk shows to someone who is not signed in.
DESK_OPEN = {"sign_in", "slip", "sign_out"}
#: Addresses without a name: Wagtail's own "not found" pages.
NAMELESS = {"admin/test404/", "admin/^.*/$"}
PLANTED = "种下的字"
POSTED = {
    "reason": "x",
    "decision": "approve",
    "action-publish": "1",
    "external-link-chooser-url": "https://example.org/",
}


def shows_planted(answer: Any) -> bool:
    """Whether the answer holds the planted words, as text or inside JSON."""
    body = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
    return PLANTED in body or json.dumps(PLANTED)[1:-1] in body


def routes() -> Iterator[tuple[str, str, Any]]:
    """Give the name, the pattern and the view of every address."""

    def below(patterns: Any, spaces: str, path: str) -> Iterator[tuple[str, str, Any]]:
        for one in patterns:
            here = path + str(one.pattern)
            if hasattr(one, "url_patterns"):
                space = f"{spaces}{one.namespace}:" if one.namespace else spaces
                yield from below(one.url_patterns, space, here)
            else:
                yield spaces + (one.name or ""), here, one

    yield from below(get_resolver().url_patterns, "", "")


def classed(name: str, pattern: str, view: object) -> str:
    """Say what kind of address it is; '' for one nobody has thought about."""
    if pattern.startswith("admin/"):
        if sections := sections_of(view):
            return "admin: " + "/".join(sorted(sections))
        way = way_of(name)
        return f"admin: {way}" if way else "admin: nameless" if pattern in NAMELESS else ""
    if pattern.startswith("desk/"):
        return "desk"
    return "public" if name in PUBLIC else ""


def test_every_address_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    found = [(classed(name, path, one.callback), path) for name, path, one in routes()]
    unknown = [path for kind, path in found if not kind]
    counts = Counter(kind for kind, _path in found)
    with capsys.disabled():
        for kind, count in sorted(counts.items()):
            print(f"  {kind}: {count}")  # noqa: T201 -- the counts are asked for
        print(f"  addresses: {len(found)}")  # noqa: T201 -- likewise
    assert unknown == []
    assert counts[f"admin: {Way.CLOSED}"] > 100


def test_no_name_is_both_open_and_closed() -> None:
    assert all(
        way_of(name) is not None
        for name, path, _one in routes()
        if path.startswith("admin/wagtail") and name
    )
    assert way_of("wagtailusers_users:edit") is Way.CLOSED
    assert way_of("something:new") is None


class Ground:
    """Village A with something planted in every table that the admin shows; village B beside it."""

    def __init__(self) -> None:
        from wagtail.models import Collection, Locale, Page

        from gongshi.publishing.registries import publishables
        from publicity.notices.models import AreaPage
        from publicity.notices.services import draft_announcement
        from publicity.objections.models import Objection
        from tests.publicity.conftest import Sample, displayed

        publishables.register(Sample)
        self.a: Village = staffed_village()
        self.b = Area.objects.create(
            code="371326106202", name="乙村", level="village", parent=self.a.township
        )
        self.town_b = Area.objects.create(
            code="371326107000", name="乙镇", level="township", parent=self.a.county
        )
        Locale.objects.get_or_create(language_code="zh-hans")
        root = Page.objects.filter(depth=1).first() or Page.add_root(title="根", slug="root")
        if not Collection.objects.exists():  # a flush takes what migrations made
            Collection.add_root(name="Root")
        county = root.add_child(instance=AreaPage(title="县", slug="c", area=self.a.county))
        town = county.add_child(instance=AreaPage(title="镇", slug="t", area=self.a.township))
        county.add_child(instance=AreaPage(title="乙镇", slug="tb", area=self.town_b))
        town.add_child(instance=AreaPage(title="村", slug="v", area=self.a.area))
        home = self.a.household(PLANTED + "1", PLANTED + "户主")
        self.shelf = town
        self.public = displayed(self.a)
        self.draft = draft_announcement(
            area=self.a.township,
            title=PLANTED + "草稿",
            content=[("heading", PLANTED)],
            issuer="镇",
            hotlines="1",
            by=self.a["镇发布甲"],
            at=AT,
        )
        from publicity.objections.services import file_objection

        self.objection, _code = file_objection(
            notice=self.public, text=PLANTED, client_key=uuid4(), at=AT, name=PLANTED
        )
        self.household = home
        self.media = self._media()
        assert Objection.objects.count() == 1

    def _media(self) -> dict[str, int]:
        from django.core.files.base import ContentFile
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.images.tests.utils import get_test_image_file_jpeg

        owner = self.account(self.a["镇发布甲"])
        image = get_image_model().objects.create(
            title=PLANTED,
            description=PLANTED,
            file=get_test_image_file_jpeg(),
            uploaded_by_user=owner,
        )
        document = get_document_model().objects.create(
            title=PLANTED, file=ContentFile(b"%PDF-1.4", "a.pdf"), uploaded_by_user=owner
        )
        return {"image": image.pk, "document": document.pk}

    def account(self, person: Person | None, **flags: bool) -> User:
        if person is not None:
            found = User.objects.filter(person=person).first()
            if found is not None:
                return found
        made = User.objects.create(username=f"u{User.objects.count()}", person=person, **flags)
        if person is not None:
            derive(person, AT)
        return made

    def client(self, account: User | None) -> Client:
        client = Client(raise_request_exception=True)
        if account is not None:
            client.force_login(account, backend="gongshi.people.backends.PhoneOrName")
            assert "_auth_user_id" in client.session
        return client

    def kwargs(self, name: str, one: Any) -> dict[str, Any]:
        """Fill an address with the numbers of what is planted."""
        revision = self.draft.latest_revision_id or 1
        page = self.draft.pk
        values: dict[str, Any] = {
            "page_id": page,
            "parent_page_id": self.shelf.pk,
            "page_to_move_id": page,
            "destination_id": self.shelf.pk,
            "revision_id": revision,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "task_state_id": 1,
            "task_id": 1,
            "workflow_state_id": 1,
            "action_name": "approve",
            "content_type_app_name": "publicity_notices",
            "content_type_model_name": "notice",
            "app_label": "wagtailcore",
            "model_name": "page",
            "app_name": "taggit",
            "action": "delete",
            "image_id": self.media["image"],
            "document_id": self.media["document"],
            "doc_id": self.media["document"],
            "uploaded_file_id": 1,
            "filter_spec": "max-100x100",
            "object_id": str(page),
            "session_id": 1,
            "collection_id": 1,
            "page_pk": page,
            "workflow_pk": 1,
            "restriction_id": 1,
            "uidb64": "a",
            "token": "b",
            "key": uuid4(),
            "form": "xlsx",
            "size": "a4",
            "number": "2026-001",
            "code": self.a.area.pk,
            "sample": "home",
            "mode": "elder",
            "page_view_restriction_id": 1,
        }
        numbers = {
            "objections_admin": self.objection.pk,
            "households_admin": self.household.pk,
            "wagtailimages": self.media["image"],
            "wagtaildocs": self.media["document"],
            "desk_notice": self.draft.pk,
            "desk_poster": self.public.pk,
            "desk_conclude": self.public.pk,
        }
        wanted = one.pattern.converters if hasattr(one.pattern, "converters") else {}
        names = set(wanted) | set(getattr(getattr(one.pattern, "regex", None), "groupindex", {}))
        start = next((pk for word, pk in numbers.items() if name.startswith(word)), page)
        if name.startswith("admin_import_") and "str" in str(wanted.get("key")).lower():
            values["key"] = "funds.plan_lines"
        return {key: start if key == "pk" else values.get(key, 1) for key in names}


@pytest.fixture
def ground() -> Iterator[Ground]:
    from gongshi.publishing.registries import publishables
    from tests.publicity.conftest import Sample

    yield Ground()
    publishables.unregister(Sample)


def strangers(ground: Ground) -> dict[str, User | None]:
    """Give those who have no business with village A or township A, and those above all rules."""
    a = ground.a
    a.appoint("乙文书", Office.VILLAGE_CLERK, area=ground.b)
    a.appoint("乙发布", Office.TOWNSHIP_PUBLISHER, area=ground.town_b)
    a.appoint("乙镇审核", Office.TOWNSHIP_REVIEWER, area=ground.town_b)
    return {
        "another village's clerk": ground.account(a["乙文书"]),
        "another township's publisher": ground.account(a["乙发布"]),
        "another township's reviewer": ground.account(a["乙镇审核"]),
        "council member": ground.account(a["理事二"]),
        "superuser": ground.account(None, is_superuser=True, is_staff=True),
        "villager": None,
    }


def counted() -> dict[str, int]:
    """Count the rows of every table but the sessions'."""
    left_out = {"sessions.Session", "axes.AccessLog", "axes.AccessAttempt"}
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label not in left_out
    }


def addresses(ground: Ground, start: str) -> list[tuple[str, str]]:
    found = []
    for name, path, one in routes():
        if not path.startswith(start) or not name:
            continue
        try:
            found.append((name, reverse(name, kwargs=ground.kwargs(name, one))))
        except NoReverseMatch:
            pytest.fail(f"{name} cannot be walked: give test_walk its arguments")
    return found


def test_strangers_read_nothing_and_change_nothing_in_the_admin(ground: Ground) -> None:
    people = strangers(ground)
    walked = addresses(ground, "admin/")
    assert len(walked) > 200
    before, entries = counted(), Entry.objects.count()
    seen: list[str] = []
    for who, account in people.items():
        client = ground.client(account)
        if account is not None:  # else the whole walk would be an anonymous one
            assert client.get("/desk/").status_code == (200 if account.person else 403)
        for name, address in walked:
            if name == "wagtailadmin_logout":
                continue
            asked = [client.get(address, {"id": "all"}), client.post(address, POSTED)]
            if way_of(name) is not Way.CLOSED:
                window = {"x-requested-with": "XMLHttpRequest"}
                asked += [
                    client.get(address, headers=window),
                    client.get(address, {"q": PLANTED[:2]}),
                ]
            for answer in asked:
                if shows_planted(answer):
                    seen.append(f"{who} reads {address}")
                if answer.status_code >= 500:
                    seen.append(f"{who} breaks {address}")
    assert sorted(set(seen)) == []
    assert counted() == before
    assert Entry.objects.count() == entries


def test_those_in_office_do_see_what_was_planted(ground: Ground) -> None:
    """A walk that could not find the planted words would prove nothing."""
    publisher = ground.client(ground.account(ground.a["镇发布甲"]))
    assert PLANTED in publisher.get("/admin/notices/").content.decode()
    assert PLANTED in publisher.get(f"/admin/notices/{ground.draft.pk}/").content.decode()
    assert PLANTED in publisher.get(f"/admin/pages/{ground.draft.pk}/edit/").content.decode()
    assert PLANTED in publisher.get(f"/admin/objections/{ground.objection.pk}/").content.decode()
    assert shows_planted(publisher.get("/admin/images/chooser/"))
    clerk = ground.client(ground.account(ground.a["文书"]))
    assert PLANTED in clerk.get("/admin/households/").content.decode()
    assert clerk.get("/admin/notices/").status_code == 403


def test_the_desk_is_closed_to_strangers_and_changes_nothing(ground: Ground) -> None:
    people = strangers(ground)
    before, entries = counted(), Entry.objects.count()
    seen: list[str] = []
    for who, account in people.items():
        client = ground.client(account)
        for name, address in addresses(ground, "desk/"):
            if name == "sign_out":
                continue
            for answer in (client.get(address), client.post(address, {})):
                if account is None and answer.status_code == 200 and name not in DESK_OPEN:
                    seen.append(f"{address} is open to everyone")
                if shows_planted(answer) and who != "council member":
                    seen.append(f"{who} reads {address}")
    assert sorted(set(seen)) == []
    assert counted() == before
    assert Entry.objects.count() == entries
