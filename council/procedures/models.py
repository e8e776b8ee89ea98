"""Cases and their steps: a matter on its way through a procedure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.procedures.states import CaseState, StepKind, StepState
from gongshi.areas.models import Area
from gongshi.matters.models import Act, Matter
from gongshi.publishing.models import PublicationRequest
from gongshi.record.protection import protected


class Case(models.Model):
    """A matter with the frozen copy of its procedure and the subject it is about.

    ``subject`` is the primary key, as text, of the feature's own row.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="case")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="cases")
    title = models.CharField(_("title"), max_length=200)
    procedure = models.JSONField()
    state = models.CharField(
        max_length=10, default=CaseState.OPEN.value, choices=[(s.value, s.value) for s in CaseState]
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    stage_before_suspension = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("case")
        indexes = [models.Index(fields=["area", "state", "kind"], name="case_by_area")]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One step of a case, in one round; ``due_on`` is its last day."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    ordinal = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in StepKind])
    duty = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in StepState])
    started_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    request = models.ForeignKey(
        PublicationRequest, models.PROTECT, null=True, blank=True, related_name="steps"
    )

    class Meta:
        verbose_name = _("step")
        ordering = ["case", "pk"]
        indexes = [models.Index(fields=["state", "duty", "due_on"], name="step_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="active"), name="one_active_step_per_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.key}"


@protected()
class StepAct(models.Model):
    """What an act did to a step, with the evidence handed in and the reason given."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="acts")
    act = models.OneToOneField(Act, models.PROTECT, related_name="step_act")
    result = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("act on a step")

    def __str__(self) -> str:
        return f"{self.step} {self.result}"


@protected()
class Suspension(models.Model):
    """One reason for which a case is held up. The case goes on once each has its settlement.

    ``by`` is the key of the person who reported it, or "clock"; ``back_to`` the step the case goes
    back to when it goes on, empty where it goes on from where it stood.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="suspensions")
    finding = models.TextField(_("reason"))
    back_to = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reason for holding a case up")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.finding[:40]


@protected()
class Settlement(models.Model):
    """Somebody who watches over the village found that one reason no longer stands, and why."""

    suspension = models.OneToOneField(Suspension, models.PROTECT, related_name="settlement")
    act = models.OneToOneField(Act, models.PROTECT, related_name="settlement")
    reason = models.TextField(_("how it was settled"))

    class Meta:
        verbose_name = _("settlement of a reason")

    def __str__(self) -> str:
        return self.reason[:40]
