"""The outbox between those who decide and those who publish."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongshi.areas.models import Area
from gongshi.matters.models import Matter
from gongshi.record.protection import protected


class Nature(models.TextChoices):
    """公示 comes before the decision and invites objections; 公告 comes after it."""

    BEFORE = "before", _("publicity notice")
    AFTER = "after", _("announcement")


@protected()
class FrozenSnapshot(models.Model):
    """The frozen copy handed over: everything but its rows. ``digest`` covers the rows too."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    header = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]


@protected(erasable=True)
class SnapshotRow(models.Model):
    """One row of a frozen table; erasing it leaves every other proof standing."""

    snapshot = models.ForeignKey(FrozenSnapshot, models.PROTECT, related_name="rows")
    table = models.CharField(max_length=40)
    ordinal = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    cells = models.JSONField()

    class Meta:
        ordering = ["snapshot", "table", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "table", "ordinal"], name="snapshot_row_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot} {self.table} {self.ordinal}"


class RequestState(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("waiting to be taken up")
    TAKEN = "taken", _("being published")
    CONCLUDED = "concluded", pgettext_lazy("request", "concluded")
    INTERRUPTED = "interrupted", _("interrupted")


class PublicationRequest(models.Model):
    """Please show this for so many days: a row, so that no step is ever lost.

    ``days`` counts as the county's rules say; 0 means an announcement without objections.
    ``outcome`` is filled when the period is concluded.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    nature = models.CharField(max_length=8, choices=Nature.choices)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="publications")
    area = models.ForeignKey(Area, models.PROTECT, related_name="publications")
    snapshot = models.OneToOneField(FrozenSnapshot, models.PROTECT, related_name="request")
    days = models.PositiveSmallIntegerField()
    requested_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=RequestState.choices, default=RequestState.WAITING
    )
    concluded_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "area"], name="request_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=["waiting", "taken"]),
                name="one_open_request_per_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
