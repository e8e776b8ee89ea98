"""Where money comes from: sources, and the yearly catalogue of fund items."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongshi.areas.models import Area


class SourceLevel(models.TextChoices):
    """Who gives the money."""

    CENTRAL = "central", _("central")
    PROVINCE = "province", _("provincial")
    CITY = "city", _("city")
    COUNTY = "county", _("county level")
    TOWNSHIP = "township", _("township level")
    VILLAGE = "village", _("the village itself")
    OTHER = "other", _("donations and others")


class FundSource(models.Model):
    """A source of money with the document that grants it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="fund_sources")
    level = models.CharField(_("level"), max_length=10, choices=SourceLevel.choices)
    name = models.CharField(_("name of the fund"), max_length=160)
    number = models.CharField(_("document number"), max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))

    class Meta:
        verbose_name = _("fund source")
        ordering = ["-year", "name"]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class FundItem(models.Model):
    """One item of the catalogue that is renewed every year. ``ceiling`` is its sum in fen."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="fund_items")
    year = models.PositiveSmallIntegerField(_("year"))
    department = models.CharField(_("department"), max_length=80)
    number = models.CharField(_("item number"), max_length=40)
    name = models.CharField(_("item"), max_length=160)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    ceiling = models.BigIntegerField(_("sum (fen)"))
    source = models.ForeignKey(
        FundSource, models.PROTECT, null=True, blank=True, related_name="items"
    )

    class Meta:
        verbose_name = _("fund item")
        verbose_name_plural = _("fund items")
        ordering = ["-year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "number"], name="fund_item_number_once_per_year"
            ),
            models.CheckConstraint(condition=Q(ceiling__gte=0), name="fund_item_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.number} {self.name}"
