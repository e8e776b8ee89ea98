"""Motions, recusals, votes by name and the results of all votes.

Names stand beside keys as they were when someone signed: an identity may later be erased, the
list of who voted may not change.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.deliberation.models.meetings import Meeting
from council.deliberation.models.titles import METHOD_TITLES, OPTION_TITLES
from council.deliberation.states import EventState, Method, Option, Withheld
from council.procedures.models import Step
from gongshi.matters.models import Act
from gongshi.people.models import Person
from gongshi.record.protection import protected


@protected()
class Motion(models.Model):
    """What is voted on, word for word; ``about`` is the digest of its matter as it was then.

    ``class_rule``: criteria or a formula, no names (I3).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="motions")
    step = models.ForeignKey(Step, models.PROTECT, related_name="motions")
    text = models.TextField(_("text of the motion"))
    digest = models.CharField(max_length=64)
    about = models.CharField(max_length=64)
    class_rule = models.BooleanField(_("a general rule that names no household"), default=False)
    put_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("motion")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


@protected()
class Recusal(models.Model):
    """A member leaves the vote and its denominator; never withdrawn (I17).

    ``rule`` is the rule that took them out; ``late``: it became known after the opening.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusals")
    name = models.CharField(max_length=60)
    rule = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    late = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("recusal")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["motion", "person"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.rule}"


class VoteEvent(models.Model):
    """One vote on a motion, with the rule set it opened under.

    ``box`` is the public key of a secret vote's ballot box, empty in a vote by name.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="events")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(
        _("method"), max_length=14, choices=[(m.value, METHOD_TITLES[m]) for m in Method]
    )
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in EventState])
    rules = models.JSONField()
    due = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    box = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("vote")
        ordering = ["motion", "number"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "number"], name="vote_number_once"),
            models.UniqueConstraint(
                fields=["motion"], condition=Q(state="open"), name="one_open_vote"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motion} {self.number}"


@protected()
class EntitledVoter(models.Model):
    """The list of those who may vote, frozen when the vote opened."""

    event = models.ForeignKey(VoteEvent, models.PROTECT, related_name="roll")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("entitled voter")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="entitled_once")]

    def __str__(self) -> str:
        return self.name


class Hand(models.Model):
    """A raised hand as the recorder typed it: provisional until the list is certified."""

    event = models.ForeignKey(VoteEvent, models.PROTECT, related_name="hands")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    option = models.CharField(max_length=8, choices=[(o.value, OPTION_TITLES[o]) for o in Option])
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("raised hand")
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="hand_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.option}"


@protected()
class VoteCertification(models.Model):
    """A member certified the list of hands whose digest this is."""

    event = models.ForeignKey(VoteEvent, models.PROTECT, related_name="certifications")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("certification of a vote")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person", "digest"], name="vote_certified_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


@protected()
class Vote(models.Model):
    """One counted vote by name: an act of the member, whoever typed it."""

    event = models.ForeignKey(VoteEvent, models.PROTECT, related_name="votes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="votes")
    name = models.CharField(max_length=60)
    option = models.CharField(max_length=8, choices=[(o.value, OPTION_TITLES[o]) for o in Option])
    act = models.OneToOneField(Act, models.PROTECT, related_name="vote")
    client_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("counted vote")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_vote_each")]

    def __str__(self) -> str:
        return f"{self.name} {self.option}"


@protected()
class VoidedVote(models.Model):
    """A counted vote no longer counts: its member had a conflict found later (I17)."""

    vote = models.OneToOneField(Vote, models.PROTECT, related_name="voided")
    recusal = models.ForeignKey(Recusal, models.PROTECT, related_name="voided")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("voided vote")

    def __str__(self) -> str:
        return str(self.vote)


@protected()
class VoteResult(models.Model):
    """The arithmetic of a vote. A recount after a late conflict is a further row.

    ``withheld``: why the values of a secret vote are not told, empty where they are.
    """

    event = models.ForeignKey(VoteEvent, models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    due = models.PositiveSmallIntegerField()
    recused = models.PositiveSmallIntegerField()
    entitled = models.PositiveSmallIntegerField()
    cast = models.PositiveSmallIntegerField()
    yes = models.PositiveSmallIntegerField()
    no = models.PositiveSmallIntegerField()
    abstain = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    quorate = models.BooleanField()
    adopted = models.BooleanField()
    withheld = models.CharField(
        max_length=8, blank=True, default="", choices=[(w.value, w.value) for w in Withheld]
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("result of a vote")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="result_number_once"),
            models.CheckConstraint(
                condition=Q(cast__lte=F("entitled"))
                & (
                    Q(cast=F("yes") + F("no") + F("abstain"), withheld="")
                    | (~Q(withheld="") & Q(yes=0, no=0, abstain=0, adopted=False))
                ),
                name="result_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.yes}/{self.needed}"
