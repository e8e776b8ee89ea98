"""Document: one public thing that people can find. Nothing personal is ever put here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """What a search shows of a notice. The tokens lie beside it, see ``engines``."""

    key = models.CharField(max_length=200, unique=True)
    area = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=100)
    day = models.DateField()
    title = models.TextField()
    body = models.TextField()

    class Meta:
        verbose_name = _("searchable document")
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["day", "id"], name="gongshi_search_newest")]

    def __str__(self) -> str:
        return self.key
