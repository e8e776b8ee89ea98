"""Who holds office in a place, with their accounts, read for a whole list in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongshi.areas.models import Area
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.offices.queries import valid
from gongshi.people.models import User
from gongshi.people.names import names_of
from gongshi.people.queries import roots_of, state_of
from gongshi.people.states import AccountState


@dataclass(frozen=True, slots=True)
class Holder:
    """A human being with every office held today and the account they have or had last."""

    key: UUID
    name: str
    appointments: tuple[Appointment, ...]
    account: User | None
    state: AccountState

    @property
    def offices(self) -> set[Office]:
        return {Office(row.office) for row in self.appointments}

    @property
    def areas(self) -> list[Area]:
        """The places of the offices, each once."""
        return list({row.area_id: row.area for row in self.appointments}.values())


def in_office(area: Area, at: datetime) -> list[Holder]:
    """Give everyone in office in exactly this place, in the order of its offices."""
    rows = Appointment.objects.filter(valid(at), area=area)
    keys = rows.order_by("office", "starts_on", "pk").values_list("person", flat=True)
    return holders_of(keys, at)


def holders_of(keys: Iterable[UUID], at: datetime) -> list[Holder]:
    """Give these human beings, each once however many keys and offices they have."""
    wanted = list(dict.fromkeys(keys))
    roots = roots_of(wanted)
    held: dict[UUID, list[Appointment]] = defaultdict(list)
    rows = Appointment.objects.filter(valid(at), person__in=roots)
    for row in rows.select_related("area").order_by("area", "office", "pk"):
        held[roots[row.person_id]].append(row)
    accounts: dict[UUID, User] = {}
    for account in User.objects.filter(person__in=roots).order_by("is_active", "pk"):
        if account.person_id:
            accounts[roots[account.person_id]] = account  # the active one comes last
    names = _names(roots)
    return [
        Holder(root, names.get(root, ""), tuple(held[root]), accounts.get(root), state)
        for root in dict.fromkeys(roots[key] for key in wanted)
        for state in [state_of(accounts.get(root), at)]
    ]


def _names(roots: dict[UUID, UUID]) -> dict[UUID, str]:
    """Give names by root; one kept under another key of the same person does as well."""
    found = names_of(roots)
    named = {roots[key]: name for key, name in found.items()}
    return named | {key: name for key, name in found.items() if roots[key] == key}
