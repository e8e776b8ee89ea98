"""The name of a person, opened from the encrypted identity for those who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from gongshi.people.models import Identity, Person
from gongshi.people.sealing import unseal


def name_of(person: Person) -> str:
    """Give the name, or a short key where the identity was erased or never entered."""
    return names_of([person.key]).get(person.key) or _("person %(key)s") % {"key": person}


def names_of(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Give the names of many persons in one query; erased ones are left out."""
    rows = Identity.objects.filter(person__in=list(keys))
    return {row.person_id: unseal(row.person_id, row.sealed).name for row in rows}
