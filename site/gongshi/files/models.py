"""Stored files, and Wagtail's images and documents in our own tables from the first migration."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


def path_of(file: StoredFile, name: str) -> str:
    """Give a path that tells nothing; only the extension, which we chose, is kept."""
    return f"files/{file.pk.hex}.{name.rsplit('.', 1)[-1]}"


class StoredFile(models.Model):
    """A file that belongs to an act: checked or re-encoded before it is stored, never changed."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.CharField(max_length=12)
    purpose = models.CharField(max_length=60)
    name = models.CharField(_("file name"), max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    content = models.FileField(upload_to=path_of, max_length=120)

    class Meta:
        verbose_name = _("file")
        indexes = [models.Index(fields=["area", "purpose", "created_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.media_type == "image/jpeg"


class GongshiImage(AbstractImage):
    """A picture in Wagtail. It says in words what it shows, for those who cannot see it."""

    description = models.CharField(
        _("description"),
        max_length=255,
        help_text=_("What the picture shows, in one sentence, for people who cannot see it."),
    )
    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        indexes = [models.Index(fields=["file"], name="image_by_file")]
        permissions = [("choose_image", "Can choose image")]


class GongshiRendition(AbstractRendition):
    """A picture in the size a page needs."""

    image = models.ForeignKey(GongshiImage, models.CASCADE, related_name="renditions")

    class Meta:
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size"
            )
        ]


class GongshiDocument(AbstractDocument):
    """A document in Wagtail: PDF, Excel or Word."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        permissions = [("choose_document", "Can choose document")]
