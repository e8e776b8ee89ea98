"""Councils' terms, meetings with agenda and attendance, and minutes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from council.deliberation.models.titles import BODY_TITLES, PRESENCE_TITLES
from council.deliberation.states import Body, MeetingState, Presence, TermState
from council.procedures.models import Step
from gongshi.areas.models import Area
from gongshi.people.models import Person


class Term(models.Model):
    """A council's term in a village. Its members are the appointments with a category.

    ``seats`` is how many it began with; a by-election fills no more than these.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="council_terms")
    number = models.PositiveSmallIntegerField(_("number of the term"))
    starts_on = models.DateField(pgettext_lazy("term", "from"))
    ends_on = models.DateField(pgettext_lazy("term", "to"))
    state = models.CharField(
        max_length=8,
        default=TermState.FORMING.value,
        choices=[(s.value, s.value) for s in TermState],
    )
    document = models.CharField(_("confirming resolution"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), default=0)

    class Meta:
        verbose_name = _("council term")
        ordering = ["area", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="term_number_once"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(state="serving"), name="one_serving_council"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.number}"


class Nomination(models.Model):
    """Who is proposed for a forming council: it binds nobody until a second granter confirms it.

    ``members`` lists for each the person's key, whom they stand for, and whether as the chair.
    ``substitute`` is the township's document where no first secretary is posted (reading 11).
    """

    term = models.OneToOneField(Term, models.CASCADE, related_name="nomination")
    members = models.JSONField(default=list)
    first_signer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second_signer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    substitute = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nomination of a council")

    def __str__(self) -> str:
        return f"{self.term}"


class Meeting(models.Model):
    """A body meets: announced on ``noticed_on``, held at ``held_at``."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="meetings")
    body = models.CharField(
        _("body"), max_length=28, choices=[(b.value, BODY_TITLES[b]) for b in Body]
    )
    number = models.PositiveIntegerField(pgettext_lazy("meeting", "number"))
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=100)
    noticed_on = models.DateField(_("called on"))
    convener = models.ForeignKey(Person, models.PROTECT, related_name="+")
    convener_name = models.CharField(_("convener"), max_length=60)
    state = models.CharField(
        max_length=8,
        default=MeetingState.PLANNED.value,
        choices=[(s.value, s.value) for s in MeetingState],
    )
    client_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("meeting")
        ordering = ["-held_at"]
        indexes = [models.Index(fields=["area", "state", "held_at"], name="meeting_by_area")]
        constraints = [
            models.UniqueConstraint(fields=["area", "body", "number"], name="meeting_number_once")
        ]

    def __str__(self) -> str:
        words = {"area": self.area, "body": self.get_body_display(), "number": self.number}
        return gettext("%(area)s: %(body)s, meeting %(number)s") % words


class AgendaItem(models.Model):
    """A step of a case that a meeting deals with."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    step = models.ForeignKey(Step, models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("item of the agenda")
        ordering = ["meeting", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "step"], name="agenda_step_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.step.case}"


class Attendance(models.Model):
    """Someone due at a meeting came, was excused or stayed away."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendance")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    presence = models.CharField(
        _("presence"), max_length=8, choices=[(p.value, PRESENCE_TITLES[p]) for p in Presence]
    )

    class Meta:
        verbose_name = _("attendance")
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.presence}"


class Minutes(models.Model):
    """The minutes of a meeting: drafted from what happened, worded by the recorder."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    text = models.TextField(_("minutes"))
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("minutes")

    def __str__(self) -> str:
        return str(self.meeting)
