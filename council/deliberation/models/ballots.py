"""A secret vote: who took part, what lies sealed in the box, and the ballots once it is opened.

Nothing leads from a ballot to a member: they share the vote and nothing else, neither key nor
order nor time.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.deliberation.models.titles import OPTION_TITLES
from council.deliberation.models.votes import VoteEvent
from council.deliberation.states import Option
from gongshi.matters.models import Act
from gongshi.people.models import Person
from gongshi.record.protection import protected


@protected()
class Participation(models.Model):
    """A member took part in a secret vote: the act of deciding, without what was decided.

    ``tap`` is a digest of the key of the form, so that the same tap finds its answer again; from
    that key, which is not kept, comes the salt that makes ``receipt`` its holder's.
    """

    event = models.ForeignKey(VoteEvent, models.PROTECT, related_name="participations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    receipt = models.CharField(max_length=16, unique=True)
    act = models.OneToOneField(Act, models.PROTECT, related_name="participation")
    tap = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("participation in a secret vote")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="participation_once")
        ]

    def __str__(self) -> str:
        return self.name


class SealedBallot(models.Model):
    """A ballot in the closed box. It goes when the box is opened, and stands in no record."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(VoteEvent, models.PROTECT, related_name="sealed")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("sealed ballot")

    def __str__(self) -> str:
        return str(self.event_id)


@protected()
class Ballot(models.Model):
    """One ballot out of the opened box."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(VoteEvent, models.PROTECT, related_name="ballots")
    option = models.CharField(max_length=8, choices=[(o.value, OPTION_TITLES[o]) for o in Option])

    class Meta:
        verbose_name = _("ballot")

    def __str__(self) -> str:
        return self.option
