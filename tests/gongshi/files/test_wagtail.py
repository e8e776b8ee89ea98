"""Wagtail's own uploads go through the same door: errors instead of 500, no place in a photo."""

import io
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection, UploadedFile

from gongshi.files.models import GongshiDocument, GongshiImage
from gongshi.offices.grants import derive
from tests.village import staffed_village

from . import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, settings) -> Client:
    """A township publisher before Wagtail's own screens, which the house's gate keeps closed."""
    gate = "gongshi.admin.gate.AdminGate"
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != gate]
    publisher = staffed_village()["镇发布甲"]
    account = get_user_model().objects.create(username="publisher", person=publisher)
    derive(publisher, timezone.now())
    client.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return client


def send(client: Client, kind: str, name: str, data: bytes) -> dict:
    answer = client.post(
        f"/admin/{kind}/multiple/add/",
        {"files[]": SimpleUploadedFile(name, data), "collection": Collection.objects.get().pk},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    return json.loads(answer.content)


def exif_of(file: object) -> bool:
    file.open("rb")
    data = file.read()
    return bool(Image.open(io.BytesIO(data)).getexif()) or b"PhoneModel" in data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("half.jpg", samples.picture((400, 400))[:-300]),
        ("half.gif", samples.moving("GIF")[:-30]),
        ("half.jpg", samples.moving("GIF")[:-30]),
        ("page.jpg", b"<html>"),
        ("big.png", samples.picture((11_000, 11_000), "PNG", "1", color=1)),
    ],
)
def test_damaged_picture_is_an_error_beside_the_field(admin, name: str, data: bytes) -> None:
    answer = send(admin, "images", name, data)
    assert answer["success"] is False
    assert len(answer["error_message"]) > 10
    assert not GongshiImage.objects.exists()
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize("padding", [0, 3_000_000])
def test_photo_loses_its_place_even_while_it_waits_for_a_description(admin, padding: int) -> None:
    """Above 2.5 MB Django keeps the upload in a file on disk instead of memory."""
    answer = send(admin, "images", "家.JPG", samples.located() + b"\0" * padding)
    waiting = UploadedFile.objects.get()
    assert not exif_of(waiting.file)
    key = answer["uploaded_file_id"]
    fields = {
        f"uploaded-image-{key}-title": "公示栏",
        f"uploaded-image-{key}-description": "",
        f"uploaded-image-{key}-collection": Collection.objects.get().pk,
        f"uploaded-image-{key}-tags": "",
    }
    address = f"/admin/images/multiple/create_from_uploaded_image/{key}/"
    headers = {"X-Requested-With": "XMLHttpRequest"}
    refused = json.loads(admin.post(address, fields, headers=headers).content)
    assert refused["success"] is False
    assert not GongshiImage.objects.exists()
    fields[f"uploaded-image-{key}-description"] = "村委会门口的公示栏"
    assert json.loads(admin.post(address, fields, headers=headers).content)["success"] is True
    image = GongshiImage.objects.get()
    assert not exif_of(image.file)
    assert not exif_of(image.get_rendition("width-40").file)
    assert image.default_alt_text == "村委会门口的公示栏"


def test_single_upload_needs_the_description_and_stores_a_clean_jpeg(admin) -> None:
    fields = {
        "title": "公示栏",
        "collection": Collection.objects.get().pk,
        "file": SimpleUploadedFile("a.png", samples.located(6)),
    }
    assert admin.post("/admin/images/add/", fields | {"description": ""}).status_code == 200
    assert not GongshiImage.objects.exists()
    fields["file"] = SimpleUploadedFile("a.png", samples.located(6))
    admin.post("/admin/images/add/", fields | {"description": "公示栏"})
    image = get_image_model().objects.get()
    assert image.filename.endswith(".jpg")
    assert (image.width, image.height) == (40, 80)
    assert not exif_of(image.file)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"<html>"), ("a.pdf", samples.attached_pdf()), ("a.pdf", samples.locked_pdf())],
)
def test_harmful_document_is_an_error(admin, name: str, data: bytes) -> None:
    answer = send(admin, "documents", name, data)
    assert answer["success"] is False
    assert not GongshiDocument.objects.exists()


def test_document_gets_the_extension_of_its_content(admin) -> None:
    assert send(admin, "documents", "表.pdf", samples.office("xl/workbook.xml"))["success"] is True
    assert GongshiDocument.objects.get().filename.endswith(".xlsx")


@pytest.mark.parametrize("kind", ["images", "documents"])
@pytest.mark.parametrize("page", ["", "add/", "multiple/add/", "chooser/"])
def test_every_upload_page_opens(admin, kind: str, page: str) -> None:
    assert admin.get(f"/admin/{kind}/{page}").status_code == 200


def test_a_stored_picture_is_never_changed(admin) -> None:
    test_single_upload_needs_the_description_and_stores_a_clean_jpeg(admin)
    image = GongshiImage.objects.get()
    collection = Collection.objects.get().pk
    fields = {"title": "公示栏", "description": "新的公示栏", "collection": collection}
    assert admin.post(f"/admin/images/{image.pk}/", fields).status_code == 302
    image.refresh_from_db()
    assert image.description == "公示栏"
    assert image.file.storage.exists(image.file.name)
