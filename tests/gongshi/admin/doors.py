"""Who knocks at the doors of the admin: granters here and elsewhere, clerks, administrators."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.test import Client

from gongshi.areas.models import Area
from gongshi.offices.duties import Office
from gongshi.offices.grants import derive
from gongshi.people.models import Person, User
from tests.village import AT, Village, staffed_village

#: Tables in which a look leaves traces.
LOOKED_AT = {"sessions.Session", "axes.AccessLog", "axes.AccessAttempt"}


class House:
    """A staffed village, a second village beside it, another township with its own granters."""

    def __init__(self) -> None:
        self.a: Village = staffed_village()
        county = self.a.county
        self.beside = Area.objects.create(
            code="371326106202", name="乙村", level="village", parent=self.a.township
        )
        self.town = Area.objects.create(
            code="371326107000", name="乙镇", level="township", parent=county
        )
        self.a.appoint("乙文书", Office.VILLAGE_CLERK, area=self.beside)
        self.a.appoint("乙镇授权", Office.GRANTER, area=self.town)
        self.a.appoint("管理员", Office.SYSTEM_ADMINISTRATOR, area=county)
        self.granter, self.other_granter = (self.client(one) for one in self.a.granters)

    def account(self, who: Person | str | None, **flags: bool) -> User:
        person = self.a[who] if isinstance(who, str) else who
        found = User.objects.filter(person=person, is_active=True).first() if person else None
        if found is None:
            found = User.objects.create(username=f"u{User.objects.count()}", person=person, **flags)
            if person is not None:
                derive(person, AT)
        return found

    def client(self, who: Person | str | User) -> Client:
        account = who if isinstance(who, User) else self.account(who)
        client = Client()
        client.force_login(account, backend="gongshi.people.backends.PhoneOrName")
        return client

    def strangers(self) -> dict[str, Client]:
        """Those who may do nothing here, however they ask."""
        machine = self.account(None, is_superuser=True, is_staff=True)
        return {
            "another township's granter": self.client("乙镇授权"),
            "another village's clerk": self.client("乙文书"),
            "this village's clerk": self.client("文书"),
            "council chair": self.client("理事长"),
            "system administrator": self.client("管理员"),
            "superuser": self.client(machine),
        }


def counted() -> dict[str, Any]:
    """Every row of every table but those a look leaves traces in, by its fields."""
    return {
        model._meta.label: sorted(map(str, model._default_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in LOOKED_AT
    } | {"accounts": sorted(map(str, User.objects.values_list("pk", "slip_hash", "is_active")))}
