"""Who is who, near whom, and in which office when: read once for a whole scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gongshi.clock import local_date
from gongshi.offices.duties import COMMITTEE_OFFICES, Office
from gongshi.offices.models import Appointment, AppointmentEnd
from gongshi.people.models import HouseholdMember, Kinship, Person


@dataclass(frozen=True, slots=True)
class Held:
    """An office as its row says it; persons are keys of human beings."""

    pk: int
    person: str
    office: Office
    area: str
    path: int | None
    starts_on: date
    ends_on: date | None
    ended_at: datetime | None
    granted_at: datetime
    requester: str
    confirmer: str

    def at(self, moment: datetime) -> bool:
        """Say whether it was held at a moment."""
        return self.within(moment, moment)

    def within(self, since: datetime, until: datetime) -> bool:
        """Say whether it was held at some instant from one moment to another."""
        if self.ended_at is not None and (
            self.ended_at <= since or local_date(self.ended_at) < self.starts_on
        ):
            return False
        lasted = self.ends_on is None or self.ends_on > local_date(since)
        return lasted and self.starts_on <= local_date(until)

    def meets(self, other: Held) -> bool:
        """Say whether both were held together at some instant after both were granted."""
        since = max(self.granted_at, other.granted_at)
        begins = max(self.starts_on, other.starts_on, local_date(since))
        for one in (self, other):
            if one.ends_on is not None and one.ends_on <= begins:
                return False
            if one.ended_at is not None and (
                one.ended_at <= since or local_date(one.ended_at) < begins
            ):
                return False
        return True


class People:
    """Every office ever held, joined keys, kinship, and the households of office-holders."""

    def __init__(self) -> None:
        joined = Person.objects.filter(same_as__isnull=False).values_list("key", "same_as")
        self._joined = {str(key): str(keep) for key, keep in joined}
        self.kin: dict[str, set[str]] = defaultdict(set)
        for one, other in Kinship.objects.values_list("one", "other").iterator():
            first, second = self.human(one), self.human(other)
            self.kin[first].add(second)
            self.kin[second].add(first)
        self.held = {row.pk: row for row in self._offices()}
        self.offices: dict[str, list[Held]] = defaultdict(list)
        self.committees: dict[str, list[Held]] = defaultdict(list)
        for row in self.held.values():
            self.offices[row.person].append(row)
            if row.office in COMMITTEE_OFFICES:
                self.committees[row.area].append(row)
        self._homes: dict[str, list[tuple[int, date, date | None]]] = defaultdict(list)
        self._living: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
        self._settle()

    def human(self, key: UUID | str | None) -> str:
        """Give the key of the human being behind a key; '' for nobody."""
        text = "" if key is None else str(key)
        while text in self._joined:
            text = self._joined[text]
        return text

    def near(self, person: str, day: date) -> set[str]:
        """Give near(p) on a day: the person, the near relatives, the household."""
        found = {person} | self.kin.get(person, set())
        for home, since, until in self._homes.get(person, ()):
            if since <= day and (until is None or until > day):
                found |= {
                    who
                    for who, began, left in self._living[home]
                    if began <= day and (left is None or left > day)
                }
        return found

    def _offices(self) -> Iterator[Held]:
        for row in Appointment.objects.select_related("ending").order_by("pk").iterator():
            ending: AppointmentEnd | None = getattr(row, "ending", None)
            yield Held(
                row.pk,
                self.human(row.person_id),
                Office(row.office),
                row.area_id,
                row.path,
                row.starts_on,
                row.ends_on,
                ending.ended_at if ending else None,
                row.granted_at,
                self.human(row.requester_id),
                self.human(row.confirmer_id),
            )

    def _settle(self) -> None:
        """Read the households of whoever ever held an office: they alone act and are judged."""
        homes = HouseholdMember.objects.filter(person__in=Appointment.objects.values("person"))
        rows = HouseholdMember.objects.filter(household__in=homes.values("household"))
        for home, person, since, until in rows.values_list(
            "household", "person", "starts_on", "ends_on"
        ).iterator():
            who = self.human(person)
            self._homes[who].append((home, since, until))
            self._living[home].append((who, since, until))
