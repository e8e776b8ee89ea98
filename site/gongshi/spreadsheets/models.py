"""Uploads that wait for confirmation; what is personal in them is sealed and soon deleted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshi.spreadsheets.states import BatchState, RowState


class BatchStates(models.TextChoices):
    PREVIEWED = BatchState.PREVIEWED.value, _("waits for confirmation")
    DONE = BatchState.DONE.value, _("imported")
    EXPIRED = BatchState.EXPIRED.value, _("expired")
    REFUSED = BatchState.REFUSED.value, _("given up")


class RowStates(models.TextChoices):
    NEW = RowState.NEW.value, _("new")
    CHANGED = RowState.CHANGED.value, _("changed")
    UNCHANGED = RowState.UNCHANGED.value, _("unchanged")
    WARNING = RowState.WARNING.value, _("warning")
    ERROR = RowState.ERROR.value, _("error")


class ImportBatch(models.Model):
    """One uploaded file: previewed, then confirmed as a whole or not at all.

    ``sealed_file`` and ``sealed_notes`` are encrypted, and empty once the upload is closed.
    ``outcome`` is a keyed hash of everything the preview showed.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    area = models.CharField(max_length=12, db_index=True)
    context = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=BatchStates.choices, default=BatchStates.PREVIEWED
    )
    counts = models.JSONField(default=dict)
    sums = models.JSONField(default=list)
    sealed_file = models.BinaryField()
    sealed_notes = models.BinaryField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("upload")
        ordering = ["-at"]
        indexes = [models.Index(fields=["state", "at"], name="uploads_that_expire")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.kind})"


class ImportRow(models.Model):
    """One row of an upload under its number in the spreadsheet; ``sealed`` holds its contents."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()
    row_number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RowStates.choices)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("row of an upload")
        ordering = ["batch", "place"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="one_row_per_place_in_upload")
        ]
        indexes = [models.Index(fields=["batch", "state", "place"], name="rows_of_upload_by_state")]

    def __str__(self) -> str:
        return f"{self.row_number} {self.state}"
