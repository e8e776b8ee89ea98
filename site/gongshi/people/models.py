"""Users, persons, identities, households, kinship and organisations.

A person is a random key and nothing else. What identifies a human being lies encrypted in
``Identity`` and can be erased without touching anything that person ever did.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongshi.areas.models import Area


class Person(models.Model):
    """One natural person, known by a random key. ``same_as`` joins two keys of one human being."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )

    class Meta:
        verbose_name = _("person")
        constraints = [
            models.CheckConstraint(
                condition=~Q(same_as=F("key")), name="nobody_is_their_own_double"
            )
        ]
        # Nearly nobody is joined: SQLite, once it knows that, passes the key's own index by.
        indexes = [
            models.Index(
                fields=["same_as"], condition=Q(same_as__isnull=False), name="person_joined"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)[:8]


class Identity(models.Model):
    """What identifies a person: encrypted, found by keyed hashes, erased when the law asks.

    ``sealed`` holds name, ID number and telephone as one AES-GCM box. The hashes are HMACs
    with a key that never enters the database, so a dump reveals nobody.
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="identity")
    sealed = models.BinaryField()
    name_hash = models.CharField(max_length=64, db_index=True)
    id_hash = models.CharField(max_length=64, blank=True, db_index=True)
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = _("identity")
        constraints = [
            models.UniqueConstraint(
                fields=["id_hash"], condition=~Q(id_hash=""), name="one_person_per_id_number"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Accounts(UserManager["User"]):
    """Django's own manager, for accounts that have no address for electronic mail."""

    def _create_user_object(
        self,
        username: str,
        email: str | None,  # noqa: ARG002 -- Django's signature
        password: str | None,
        **more: Any,
    ) -> User:
        return self.model(username=username, password=make_password(password), **more)


class User(AbstractUser):
    """An account. It acts only as its person, and only in an office that person holds.

    ``phone_hash`` lets people sign in with their telephone number. ``slip_hash`` is the printed
    one-time slip of a first sign-in; ``must_choose_password`` sends them to choose their own.
    ``slip_by`` printed the last slip (nobody: the operator, at the machine): its holder is told.
    """

    first_name = None  # type: ignore[assignment]  # names live in Identity alone
    last_name = None  # type: ignore[assignment]
    email = None  # type: ignore[assignment]
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    slip_hash = models.CharField(max_length=128, blank=True)
    slip_until = models.DateTimeField(null=True, blank=True)
    slip_at = models.DateTimeField(null=True, blank=True)
    slip_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    must_choose_password = models.BooleanField(default=False)

    objects: ClassVar[Accounts] = Accounts()
    EMAIL_FIELD = ""
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_active=True), name="one_active_account_per_person"
            ),
            models.UniqueConstraint(
                fields=["phone_hash"],
                condition=Q(is_active=True) & ~Q(phone_hash=""),
                name="one_active_account_per_phone",
            ),
        ]

    def get_full_name(self) -> str:
        return self.username

    def get_short_name(self) -> str:
        return self.username


class Household(models.Model):
    """People who live and spend together, by their number in the village."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="households")
    number = models.CharField(_("household number"), max_length=20)
    group = models.CharField(_("villagers' group"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["area", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"], name="household_number_once_per_village"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id}-{self.number}"


class Relation(models.TextChoices):
    """The near relatives of the Civil Code, article 1045."""

    SPOUSE = "spouse", _("spouse")
    PARENT = "parent", _("parent")
    CHILD = "child", _("child")
    SIBLING = "sibling", _("brother or sister")
    GRANDPARENT = "grandparent", _("grandparent")
    GRANDCHILD = "grandchild", _("grandchild")


class HouseholdMember(models.Model):
    """A person's belonging to a household, with its dates."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    is_head = models.BooleanField(_("head of household"), default=False)
    relation = models.CharField(_("relation to the head"), max_length=20, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("household member")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on=None), name="one_household_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(is_head=True, ends_on=None),
                name="one_head_per_household",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.person}"


class Kinship(models.Model):
    """Two near relatives, kept once as an edge between keys (the smaller key first)."""

    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(
        _("what the second is to the first"), max_length=12, choices=Relation.choices
    )

    class Meta:
        verbose_name = _("kinship")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="kinship_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="kinship_smaller_key_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.other}"


class OrganisationKind(models.TextChoices):
    """What sort of body an organisation is."""

    COMMITTEE = "committee", _("village party branch and village committee")
    COUNCIL = "council", _("poverty-relief council")
    ASSEMBLY = "assembly", _("villagers' representative meeting")
    SUPERVISORY = "supervisory", _("village supervisory committee")
    COLLECTIVE = "collective", _("rural collective economic organisation")
    COOPERATIVE = "cooperative", _("cooperative")
    CONTRACTOR = "contractor", _("contractor")
    TOWNSHIP = "township", _("township government")
    DEPARTMENT = "department", _("county department")
    OTHER = "other", _("other body")


class Organisation(models.Model):
    """A body that owns, uses, decides or supervises."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="organisations")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)

    class Meta:
        verbose_name = _("organisation")
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="organisation_name_once_per_area")
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationTie(models.Model):
    """Who stands behind an organisation: legal representative, shareholder, employee."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="ties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="ties")
    role = models.CharField(
        max_length=20,
        choices=[
            ("legal_representative", _("legal representative")),
            ("shareholder", _("shareholder")),
            ("employee", _("employee")),
        ],
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("tie to an organisation")

    def __str__(self) -> str:
        return f"{self.organisation} {self.role}"
