"""The record's tables: entries, commitments and their openings, erasures, checkpoints, head."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshi.record.protection import protected


class Entry(models.Model):
    """One act. ``seq`` counts from 0 without a gap; ``prev`` is the hash of the entry before.

    Nothing here names a human being: ``actor`` is a person's random key or ``clock``.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField(_("time"), max_length=27)  # UTC text: the very bytes that are hashed
    kind = models.CharField(_("kind"), max_length=60)
    area = models.CharField(max_length=12, blank=True)
    matter = models.CharField(max_length=60, blank=True)
    actor = models.CharField(max_length=32)
    office = models.CharField(max_length=60, blank=True)
    prev = models.CharField(max_length=64)
    commit = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("record entry")
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["matter", "seq"], name="record_entry_by_matter"),
            models.Index(fields=["area", "seq"], name="record_entry_by_area"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Commitment(models.Model):
    """The salted digest of one row of one table; ordinal 0 is the body of the entry itself."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="commitments")
    ordinal = models.PositiveIntegerField()
    table = models.CharField(max_length=100)
    row_key = models.CharField(max_length=64)
    commit = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("commitment")
        constraints = [
            models.UniqueConstraint(fields=["entry", "ordinal"], name="commitment_ordinal_once"),
            models.UniqueConstraint(fields=["table", "row_key"], name="one_entry_per_row"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_key}"


class Opening(models.Model):
    """What opens a commitment: the salt, a short tag per column and, for a body, its content.

    It goes when the row is lawfully erased; without the salt the digest says nothing.
    """

    commitment = models.OneToOneField(
        Commitment, models.PROTECT, primary_key=True, related_name="opening"
    )
    salt = models.CharField(max_length=64)
    columns = models.TextField()
    content = models.TextField(blank=True)

    class Meta:
        verbose_name = _("opening of a commitment")

    def __str__(self) -> str:
        return str(self.commitment_id)


@protected()
class Erasure(models.Model):
    """The lawful ground on which one row was erased, and the two persons who did it."""

    table = models.CharField(max_length=100)
    row_key = models.CharField(max_length=64)
    ground = models.CharField(_("legal ground"), max_length=200)
    at = models.CharField(_("time"), max_length=27)
    first = models.CharField(max_length=32)
    second = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("erasure")
        constraints = [
            models.UniqueConstraint(fields=["table", "row_key"], name="a_row_is_erased_once"),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="erasure_by_two_persons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_key}"


class Checkpoint(models.Model):
    """The signed root of the record's first ``size`` entries."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    at = models.CharField(_("time"), max_length=27)
    text = models.TextField()

    class Meta:
        verbose_name = _("checkpoint")
        ordering = ["size"]

    def __str__(self) -> str:
        return f"{self.size} {self.root[:16]}"


class Head(models.Model):
    """The end of the record in one row, locked by whoever appends.

    ``frontier`` holds the roots of the full subtrees, so that a new root costs O(log n).
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    frontier = models.TextField(default="", blank=True)

    class Meta:
        verbose_name = _("end of the record")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]

    def __str__(self) -> str:
        return str(self.size)

    def subtrees(self) -> list[bytes]:
        """Give the frontier as hashes."""
        return [bytes.fromhex(part) for part in self.frontier.split()]
