"""Matters, their beneficiaries, and the acts that persons perform on them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshi.areas.models import Area
from gongshi.matters.states import Stage
from gongshi.offices.duties import SIDES, Duty, Side
from gongshi.offices.models import Appointment
from gongshi.people.models import Household, Organisation, Person
from gongshi.record.protection import protected


class Matter(models.Model):
    """事项: the thing that duties, conflicts and acts attach to.

    ``order`` is copied from the kind's procedure when the matter is opened: for each duty the
    stages in which it is legal. ``benefits_all`` marks a matter whose good is everyone's (普惠).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="matters")
    executor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="matters"
    )
    stage = models.CharField(
        _("stage"),
        max_length=12,
        default=Stage.OPEN.value,
        choices=[(s.value, s.value) for s in Stage],
    )
    order = models.JSONField(default=dict)
    benefits_all = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("matter")
        indexes = [models.Index(fields=["area", "kind", "stage"], name="matter_by_area")]

    def __str__(self) -> str:
        return self.title


class MatterArea(models.Model):
    """A further village that shares the matter; it counts as that village's too."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="shared_with")
    area = models.ForeignKey(Area, models.PROTECT, related_name="shared_matters")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "area"], name="matter_shared_once")
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.area_id}"


@protected()
class Beneficiary(models.Model):
    """A household that gains from a version of the plan. Rows only grow: B(m) is their union."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="beneficiaries")
    version = models.PositiveIntegerField()
    household = models.ForeignKey(Household, models.PROTECT, related_name="benefits")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "version", "household"], name="beneficiary_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter} v{self.version} {self.household}"


@protected()
class MatterSide(models.Model):
    """The one side a person stands on in a matter: the lock that both databases keep (I2, I5)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="sides")
    person = models.ForeignKey(Person, models.PROTECT, related_name="sides")
    side = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "person"], name="one_side_per_person"),
            models.CheckConstraint(
                condition=models.Q(side__in=["C", "U", "G", "S"]), name="lasting_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.person} {self.side}"


_DUTY_HAS_ITS_SIDE = models.Q()
for _side in Side:
    _DUTY_HAS_ITS_SIDE |= models.Q(
        side=_side.value, duty__in=sorted(duty.value for duty, its in SIDES.items() if its is _side)
    )
_DUTY_HAS_ITS_SIDE |= models.Q(
    side="", duty__in=sorted(duty.value for duty in Duty if duty not in SIDES)
)


@protected()
class Act(models.Model):
    """Someone, in an office, did one thing to a matter. Written by ``record_act()`` alone.

    ``entered_by`` is the account that typed it where that is not the person's own.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="acts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="acts")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="acts")
    office = models.CharField(max_length=32)
    duty = models.CharField(max_length=16)
    side = models.CharField(max_length=1, blank=True)
    stage = models.CharField(max_length=12)
    at = models.DateTimeField()
    name = models.CharField(max_length=60, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("act")
        indexes = [models.Index(fields=["matter", "duty", "person"], name="act_by_duty")]
        constraints = [
            models.CheckConstraint(condition=_DUTY_HAS_ITS_SIDE, name="act_duty_has_its_side")
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.matter}"


@protected()
class Interest(models.Model):
    """A declared interest of a person in a matter: partner, creditor, employee of a bidder."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="interest_once")]

    def __str__(self) -> str:
        return f"{self.matter} {self.person}"
