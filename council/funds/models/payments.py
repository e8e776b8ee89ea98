"""Payment lists, what became payable, payments, and whether they arrived."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.funds.models.plans import PlanLine, PlanVersion
from council.funds.rules import payments
from gongshi.areas.models import Area
from gongshi.matters.models import Act
from gongshi.record.protection import protected


class Reached(models.TextChoices):
    """Did it reach the household?"""

    YES = payments.REACHED, _("reached in full")
    PARTLY = payments.PARTLY, _("reached in part")
    NO = payments.NOT_REACHED, _("not reached")


@protected()
class PaymentList(models.Model):
    """The committee's list of what is to be paid; a newer one supersedes it."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="payment_lists")
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    total = models.BigIntegerField()

    class Meta:
        verbose_name = _("payment list")
        ordering = ["version", "-pk"]

    def __str__(self) -> str:
        return f"{self.version}"


@protected()
class Payable(models.Model):
    """A line that became payable, with what may be paid on it at most."""

    payment_list = models.ForeignKey(PaymentList, models.PROTECT, related_name="payables")
    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="payables")
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = _("payable line")
        constraints = [
            models.UniqueConstraint(fields=["payment_list", "line"], name="line_payable_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payable_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.line}"


@protected()
class Payment(models.Model):
    """One payment on one line with its voucher. ``client_key`` lets a form pay only once."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="payments")
    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="payments")
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    amount = models.BigIntegerField(_("amount (fen)"))
    voucher = models.CharField(_("voucher number"), max_length=40)
    year = models.PositiveSmallIntegerField()
    paid_on = models.DateField(_("day of payment"))
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("payment")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "voucher"], name="voucher_once_per_village_and_year"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_above_zero"),
        ]

    def __str__(self) -> str:
        return self.voucher


@protected()
class DeliveryCheck(models.Model):
    """One inspector saw whether one line arrived. ``photo`` is the key of the uploaded file."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="checks")
    act = models.ForeignKey(Act, models.PROTECT, related_name="+")
    reached = models.CharField(_("did it arrive?"), max_length=8, choices=Reached.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    photo = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("delivery check")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "act"], name="line_checked_once_per_act")
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.reached}"
