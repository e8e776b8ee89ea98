"""Storing and serving: who sees a file, under which headers, and nothing stored on refusal."""

import hashlib
import uuid
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongshi.files.models import StoredFile
from gongshi.files.registries import Purpose, purposes
from gongshi.files.services import store_document, store_image
from gongshi.verdict import RuleBroken

from . import samples

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
VILLAGE = "371323104201"


@pytest.fixture
def public() -> object:
    class Board(Purpose):
        key = "tests.board"

        shown: ClassVar[bool] = True

        @classmethod
        def may_see(cls, user: object, file: StoredFile) -> bool:  # noqa: ARG003
            return cls.shown

    purposes.register(Board)
    yield Board
    purposes.unregister(Board)


@pytest.fixture
def user() -> object:
    return get_user_model().objects.create(username="clerk")


def photo(
    purpose: str = "tests.private", name: str = "公示栏.png", by: object = None
) -> StoredFile:
    upload = SimpleUploadedFile(name, samples.located(), "text/html")
    return store_image(upload, area=VILLAGE, purpose=purpose, by=by, at=AT)


def test_picture_is_stored_clean_under_a_name_that_tells_nothing(user) -> None:
    file = photo(by=user)
    data = file.content.read()
    assert (file.name, file.media_type) == ("公示栏.jpg", "image/jpeg")
    assert file.content.name == f"files/{file.pk.hex}.jpg"
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert (file.size, file.uploaded_by, file.created_at) == (len(data), user, AT)
    assert b"Exif" not in data


def test_document_is_stored_as_it_came() -> None:
    data = samples.pdf()
    upload = SimpleUploadedFile("..\\..\\etc/纪要\n.exe", data)
    file = store_document(upload, area=VILLAGE, purpose="tests.private", by=None, at=AT)
    assert file.name == "纪要.pdf"
    assert file.content.read() == data


@pytest.mark.parametrize("store", [store_image, store_document])
def test_refused_and_nothing_stored(store) -> None:
    before = default_storage.listdir("files")[1] if default_storage.exists("files") else []
    with pytest.raises(RuleBroken):
        store(SimpleUploadedFile("a.jpg", b"<html>"), area=VILLAGE, purpose="x.y", by=None, at=AT)
    assert StoredFile.objects.count() == 0
    after = default_storage.listdir("files")[1] if default_storage.exists("files") else []
    assert after == before


def test_stranger_sees_nothing_and_cannot_tell(client: Client, user) -> None:
    file = photo()
    assert client.get(f"/files/{file.pk}/").status_code == 404
    assert client.get(f"/files/{uuid.uuid4()}/").status_code == 404
    client.force_login(user, backend="gongshi.people.backends.PhoneOrName")
    answer = client.get(f"/files/{file.pk}/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_public_picture_is_shown_inline_and_asked_for_again(client: Client, public) -> None:
    file = photo("tests.board")
    answer = client.get(f"/files/{file.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == file.content.read()
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "public, no-cache"
    again = client.get(f"/files/{file.pk}/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_document_is_always_a_download(client: Client, public) -> None:
    upload = SimpleUploadedFile("a.pdf", samples.pdf())
    file = store_document(upload, area=VILLAGE, purpose="tests.board", by=None, at=AT)
    answer = client.get(f"/files/{file.pk}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_withdrawn_permission_holds_at_once(client: Client, public, monkeypatch) -> None:
    file = photo("tests.board")
    mark = client.get(f"/files/{file.pk}/").headers["ETag"]
    monkeypatch.setattr(public, "shown", False)
    answer = client.get(f"/files/{file.pk}/", headers={"If-None-Match": mark})
    assert answer.status_code == 404


def test_only_reading(client: Client, public) -> None:
    assert client.post(f"/files/{photo('tests.board').pk}/").status_code == 405


@pytest.mark.parametrize("key", ["0", "-1", "1;drop", "%00"])
def test_garbage_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/files/{key}/").status_code in {400, 404}
