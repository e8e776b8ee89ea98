"""Appointments: who holds which office where, from when to when, on which document."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from gongshi.areas.models import Area
from gongshi.offices.duties import Duty, Office
from gongshi.offices.words import OFFICE_WORDS
from gongshi.people.models import Person
from gongshi.record.protection import protected

OFFICE_TITLES = {office: _(words) for office, words in OFFICE_WORDS.items()}

#: What somebody did, in words, where no step says it better.
DUTY_TITLES = {
    Duty.DRAFT_PLAN: _("drafted"),
    Duty.DECIDE: _("voted"),
    Duty.INSPECT: _("looked on the spot"),
    Duty.ACCEPT: _("accepted the delivery"),
    Duty.RELEASE: _("released"),
    Duty.HANDLE: _("handled"),
    Duty.CONTRACT: _("signed a contract"),
    Duty.EXECUTE: _("carried out"),
    Duty.PAY: _("made a payment"),
    Duty.TOWN_REVIEW: _("reviewed for the township"),
    Duty.APPROVE: _("gave the approval"),
    Duty.FILE: _("filed"),
    Duty.DRAFT_NOTICE: _("drafted the notice"),
    Duty.REDACT: _("masked the notice"),
    Duty.PUBLISH: _("released the notice"),
    Duty.SUPERVISE: _("supervised"),
    Duty.GRANT: _("granted an office"),
    Duty.KEEP_KEY: _("kept a key"),
    Duty.RESTORE: _("restored"),
    Duty.RECORD: _("recorded"),
    Duty.NOMINATE: _("nominated"),
    Duty.CONVENE: _("convened"),
    Duty.CERTIFY: _("certified"),
    Duty.VERIFY: _("verified"),
    Duty.REVIEW_NOTICE: _("reviewed the notice"),
    Duty.FIX_NOTICE: _("fixed what is to be published"),
    Duty.POST: _("hung the notice on the board"),
    Duty.ANSWER: _("answered"),
}


class Category(models.TextChoices):
    """Whom a council member or a villagers' representative stands for."""

    OLD_CADRE = "old_cadre", _("old cadre")
    VILLAGE_CADRE = "village_cadre", _("village cadre")
    POOR_HOUSEHOLD = "poor_household", _("poor-household representative")
    VILLAGER = "villager", _("villagers' representative")
    WOMAN = "woman", _("woman representative")


@protected()
class Appointment(models.Model):
    """A person holds an office in an area.

    Dates are civil dates; ``ends_on`` is the first day on which the office is no longer held.
    Elections and decisions happen outside: ``legal_basis`` names the document that says so.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    office = models.CharField(
        _("office"), max_length=32, choices=[(o.value, OFFICE_TITLES[o]) for o in Office]
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="appointments")
    category = models.CharField(_("category"), max_length=16, blank=True, choices=Category.choices)
    path = models.PositiveSmallIntegerField(_("supervision path"), null=True, blank=True)
    starts_on = models.DateField(pgettext_lazy("appointment", "from"))
    ends_on = models.DateField(pgettext_lazy("appointment", "to"), null=True, blank=True)
    legal_basis = models.CharField(pgettext_lazy("appointment", "document"), max_length=200)
    requester = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [
            models.Index(fields=["area", "office"], name="appointment_by_area"),
            models.Index(fields=["person", "office"], name="appointment_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(requester=F("confirmer")), name="appointment_has_two_granters"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.office} {self.area_id}"


@protected()
class AppointmentEnd(models.Model):
    """An appointment ended before its day. What was done in it stays done (I10)."""

    appointment = models.OneToOneField(Appointment, models.PROTECT, related_name="ending")
    ended_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    legal_basis = models.CharField(
        pgettext_lazy("appointment", "document"), max_length=200, blank=True, default=""
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("end of an appointment")

    def __str__(self) -> str:
        return f"{self.appointment} ended {self.ended_at:%Y-%m-%d}"


class Proposal(models.Model):
    """What one granter asked for and another has to confirm before anything happens (I6).

    It is a note, not the act: confirming does the act through its own service, which asks every
    rule again. ``reason`` is what the asking granter wrote, ``answer`` what the closing one did.
    """

    class Kind(models.TextChoices):
        APPOINT = "appoint", _("appointment to an office")
        MERGE = "merge", _("joining two records of one person")
        ERASE = "erase", _("deleting an identity")

    class State(models.TextChoices):
        OPEN = "open", _("waits for another granter")
        CONFIRMED = "confirmed", _("confirmed and done")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    double = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    office = models.CharField(max_length=32, blank=True)
    category = models.CharField(max_length=16, blank=True)
    path = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=200)
    reason = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("request to a second granter")
        indexes = [models.Index(fields=["state", "area"], name="proposal_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "person", "area", "office"],
                condition=Q(state="open"),
                name="one_open_proposal_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person}"


class AreaUserPermission(UserObjectPermissionBase):
    """guardian's row: this account may see or open this in the area. Derived, never granted."""

    content_object = models.ForeignKey(Area, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class AreaGroupPermission(GroupObjectPermissionBase):
    """guardian asks for it; no group is ever given anything."""

    content_object = models.ForeignKey(Area, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
