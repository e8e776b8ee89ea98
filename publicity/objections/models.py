"""Objections and their replies: rows that only grow."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshi.matters.models import Act
from gongshi.record.protection import protected
from publicity.notices.models import Notice


class Outcome(models.TextChoices):
    """What became of an objection."""

    EXPLAINED = "explained", _("explained, nothing changes")
    UPHELD = "upheld", _("upheld, the text is corrected")
    UPHELD_AMOUNTS = "upheld_amounts", _("upheld, amounts change: decided anew")


@protected(erasable=True)
class Objection(models.Model):
    """A villager says that something is wrong: with the notice, or with one row of it.

    ``sealed`` holds name and telephone, if given, as an encrypted box. The villager follows the
    objection with the code on the receipt; only its keyed hash is kept.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    number = models.PositiveIntegerField()
    row = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("what is wrong"))
    sealed = models.BinaryField(blank=True, default=b"")
    code_hash = models.CharField(max_length=64, unique=True)
    client_key = models.UUIDField(unique=True)
    filed_at = models.DateTimeField()
    due_on = models.DateField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["notice", "number"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="objection_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}-{self.number}"


@protected()
class Reply(models.Model):
    """The committee's answer in writing."""

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="reply")
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    text = models.TextField(_("answer"))
    replied_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reply")

    def __str__(self) -> str:
        return f"{self.objection} {self.outcome}"
