"""Allocations from above: county or township decides, towns and villages receive."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.funds.models.sources import FundItem, FundSource
from gongshi.areas.models import Area
from gongshi.matters.models import Act
from gongshi.record.protection import protected


class Allocation(models.Model):
    """Money given by the county or a township, announced as 公告.

    ``stated`` keeps what the letter says (see rules.findings.Stated): declared total, bases,
    issuer and date as written.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="allocations")
    title = models.CharField(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.ForeignKey(FundSource, models.PROTECT, null=True, blank=True)
    item = models.ForeignKey(
        FundItem, models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    principle = models.TextField(_("principle of allocation"), blank=True)
    stated = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return self.title


@protected()
class AllocationLine(models.Model):
    """One row of the table. ``amount`` is fen, nothing where the table gives none.

    ``others`` are the table's further amounts as [heading, fen]; ``place`` the text as written,
    ``receiver`` the area where it could be told.
    """

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="lines")
    act = models.ForeignKey(Act, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    ordinal = models.PositiveIntegerField()
    place = models.CharField(_("place"), max_length=160, blank=True)
    receiver = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="received_allocations"
    )
    project = models.CharField(_("project"), max_length=200, blank=True)
    content = models.TextField(_("content"), blank=True)
    unit_responsible = models.CharField(_("responsible unit"), max_length=160, blank=True)
    count = models.PositiveBigIntegerField(_("count"), default=0)
    count_unit = models.CharField(_("unit"), max_length=12, blank=True)
    standard = models.BigIntegerField(_("standard (fen)"), null=True, blank=True)
    amount = models.BigIntegerField(_("amount (fen)"), null=True, blank=True)
    others = models.JSONField(default=list, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("line of an allocation")
        ordering = ["allocation", "version", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "version", "ordinal"], name="allocation_line_once"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="allocation_line_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allocation} {self.ordinal}"
