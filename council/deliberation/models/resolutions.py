"""What assemblies resolved, as counts that two persons certify."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.deliberation.models.meetings import Meeting
from council.procedures.models import Step
from gongshi.matters.models import Act
from gongshi.people.models import Person
from gongshi.record.protection import protected


@protected()
class Resolution(models.Model):
    """An assembly's resolution as entered by a clerk: counts, never acts (reading 1 of I9).

    ``about`` is the digest of its matter as it was when it was entered.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    step = models.ForeignKey(Step, models.PROTECT, related_name="resolutions")
    act = models.OneToOneField(Act, models.PROTECT, related_name="resolution")
    text = models.TextField(_("text of the resolution"))
    about = models.CharField(max_length=64)
    authorisation = models.CharField(
        _("village assembly's authorisation"), max_length=200, blank=True
    )
    rules = models.JSONField()
    due = models.PositiveIntegerField(_("due"))
    present = models.PositiveIntegerField(_("present"))
    women_due = models.PositiveIntegerField(_("women due"), default=0)
    women_present = models.PositiveIntegerField(_("women present"), default=0)
    yes = models.PositiveIntegerField(_("in favour"))
    no = models.PositiveIntegerField(_("against"))
    abstain = models.PositiveIntegerField(_("abstaining"))
    quorum = models.PositiveIntegerField()
    women_quorum = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    adopted = models.BooleanField()
    client_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("resolution")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


@protected()
class ResolutionRecusal(models.Model):
    """Someone present at the assembly did not vote, and why; the base stays the law's."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="recusals")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("recusal in an assembly")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


@protected()
class ResolutionCertification(models.Model):
    """Someone who sat there, or watched, certified the resolution as entered."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="certifications")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("certification of a resolution")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "person"], name="resolution_certified_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
