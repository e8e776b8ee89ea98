"""Appointments → guardian's object permissions: the only place that writes them.

They say what an account may see and open. They never say what it may do: ``may()`` reads
appointments, not these rows, and whoever reads these rows filters by today's appointments.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from gongshi.areas.models import Area
from gongshi.offices.duties import DUTIES, Office
from gongshi.offices.models import AreaUserPermission
from gongshi.offices.queries import appointments_of
from gongshi.people.models import Person, User
from gongshi.people.queries import keys_of


def codename(duty: str) -> str:
    """Give guardian's name for "may see what this duty is about"."""
    return f"duty_{duty}"


def derive(person: Person, at: datetime) -> None:
    """Make an account's object permissions equal to what its appointments give."""
    for user in User.objects.filter(person__in=keys_of(person)):
        wanted = {
            (codename(duty.value), row.area_id)
            for row in appointments_of(person, at)
            for duty in DUTIES[Office(row.office)]
        }
        rows = AreaUserPermission.objects.filter(user=user).select_related("permission")
        present = {(row.permission.codename, row.content_object_id): row.pk for row in rows}
        AreaUserPermission.objects.filter(
            pk__in=[pk for key, pk in present.items() if key not in wanted]
        ).delete()
        permissions = _permissions({name for name, _area in wanted})
        AreaUserPermission.objects.bulk_create(
            AreaUserPermission(user=user, permission=permissions[name], content_object_id=area)
            for name, area in sorted(wanted - set(present))
        )


def _permissions(names: set[str]) -> dict[str, Permission]:
    kind = ContentType.objects.get_for_model(Area)
    found = {row.codename: row for row in Permission.objects.filter(content_type=kind)}
    for name in names - set(found):
        found[name], _new = Permission.objects.get_or_create(
            content_type=kind, codename=name, defaults={"name": name}
        )
    return found
