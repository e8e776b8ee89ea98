"""Distribution plans of one village, their versions and their lines."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.funds.models.sources import FundItem, FundSource
from council.funds.rules import lines, plans
from gongshi.areas.models import Area
from gongshi.matters.models import Act
from gongshi.people.models import Household
from gongshi.record.protection import protected


class Earmark(models.TextChoices):
    """What sort of income is shared; it chooses the assembly and its threshold."""

    POVERTY_ASSET = plans.POVERTY_ASSET, _("income of poverty-relief assets")
    GENERAL_COLLECTIVE = plans.GENERAL_COLLECTIVE, _("general collective income")


class LineKind(models.TextChoices):
    """What a line is for."""

    HOUSEHOLD = lines.HOUSEHOLD, _("household")
    PROJECT = lines.PROJECT, _("project")
    IN_KIND = lines.IN_KIND, _("in kind")
    GROUP = lines.GROUP, _("group without a list")


class DistributionPlan(models.Model):
    """How one village shares one sum. ``total`` is fen; nothing where no money is shared.

    ``stated`` keeps what the village's own paper says (see rules.findings.Stated), so that its
    contradictions stay visible. ``authorisation`` is the village assembly's resolution.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="distribution_plans")
    title = models.CharField(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.ForeignKey(FundSource, models.PROTECT, null=True, blank=True)
    item = models.ForeignKey(FundItem, models.PROTECT, null=True, blank=True, related_name="plans")
    earmark = models.CharField(_("kind of income"), max_length=20, choices=Earmark.choices)
    purpose = models.CharField(_("purpose"), max_length=40)
    total = models.BigIntegerField(_("sum (fen)"), null=True, blank=True)
    authorisation = models.CharField(
        _("resolution of the village assembly"), max_length=200, blank=True
    )
    stated = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("distribution plan")
        verbose_name_plural = _("distribution plans")
        ordering = ["-year", "-pk"]
        indexes = [models.Index(fields=["area", "year"], name="plan_by_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=None) | Q(total__gt=0), name="plan_total_above_zero"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlanDraft(models.Model):
    """What somebody typed and nobody has adopted yet: it binds no one and may be overwritten."""

    plan = models.OneToOneField(DistributionPlan, models.CASCADE, related_name="draft")
    formula = models.CharField(max_length=60)
    inputs = models.JSONField(default=dict)
    remainder = models.CharField(max_length=20)
    lines = models.JSONField(default=list)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft of a plan")

    def __str__(self) -> str:
        return f"{self.plan}"


@protected()
class PlanVersion(models.Model):
    """One version of a plan with the formula that proposed its lines; the newest one counts."""

    plan = models.ForeignKey(DistributionPlan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    formula = models.CharField(max_length=60)
    inputs = models.JSONField(default=dict)
    remainder = models.CharField(max_length=20)
    total = models.BigIntegerField(null=True, blank=True)
    class_rule = models.BooleanField()
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("version of a plan")
        ordering = ["plan", "-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"


@protected(erasable=True)
class PlanLine(models.Model):
    """One line of a version. ``name`` is written as it was signed; ``amount`` is fen."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="lines")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind.choices)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="plan_lines"
    )
    name = models.CharField(_("name"), max_length=160)
    group = models.CharField(_("villagers' group"), max_length=20, blank=True)
    persons = models.PositiveIntegerField(_("people"), default=0)
    quantity = models.PositiveBigIntegerField(_("count"), default=0)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    standard = models.BigIntegerField(_("standard (fen)"), null=True, blank=True)
    amount = models.BigIntegerField(_("amount (fen)"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("line of a plan")
        ordering = ["version", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["version", "ordinal"], name="plan_line_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="plan_line_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.ordinal}"
