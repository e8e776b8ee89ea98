"""Area: county, township and village, each known by its 12-digit code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshi.areas.rules import Level


class Area(models.Model):
    """A place with an administrative code, padded with zeros to 12 digits.

    ``revision`` rises whenever something public in the area changes, so that a page rendered
    before can be told from one rendered after.
    """

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(_("name"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=[(v.value, v.value) for v in Level])
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("area")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
