"""Matters in batches, each with its acts and everything else they are judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from math import inf

from django.db.models import Q

from gongshi.clock import local_date
from gongshi.matters.models import Act, Beneficiary, Interest, Matter, MatterArea, MatterSide
from gongshi.matters.scan.people import People
from gongshi.offices.duties import Duty, Side, side_of
from gongshi.people.models import HouseholdMember, OrganisationKind, OrganisationTie
from gongshi.record.models import Commitment

#: Matters read together; each batch costs the same few queries.
SIZE = 200
ACT, SIDE, GAIN, INTEREST = (
    model._meta.label_lower  # noqa: SLF001 -- Django's API
    for model in (Act, MatterSide, Beneficiary, Interest)
)
#: A row that no entry of the record knows counts as known from the beginning, an act as the last.
ALWAYS, LAST = -1.0, inf


@dataclass(frozen=True, slots=True)
class Done:
    """One act. ``seq`` is its place in the record; ``actor`` whom the record names."""

    pk: int
    person: str
    key: str
    duty: Duty
    appointment: int
    office: str
    stage: str
    at: datetime
    seq: float
    actor: str

    @property
    def side(self) -> Side | None:
        return side_of(self.duty)

    @property
    def row(self) -> str:
        return f"{ACT} {self.pk}"


@dataclass(slots=True)
class Looked:
    """One matter with its rows. ``acts`` hold; ``annulled`` were declared void since."""

    matter: Matter
    acts: list[Done] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    sides: dict[str, str] = field(default_factory=dict)
    gains: list[tuple[int, int, int, float]] = field(default_factory=list)
    interests: list[tuple[int, str, float]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    annulled: set[int] = field(default_factory=set)

    @property
    def key(self) -> str:
        return str(self.matter.key)

    def standing(self) -> list[Done]:
        """Give the acts that count."""
        return [act for act in self.acts if act.pk not in self.annulled]


class Batch:
    """Some matters, read together."""

    def __init__(self, matters: list[Matter], people: People) -> None:
        self.people = people
        self.looked = {matter.pk: Looked(matter, areas=[matter.area_id]) for matter in matters}
        self._entries = self._committed()
        self._acts()
        self._rows()
        self._living = self._households()
        self._ties = self._firms()

    def __iter__(self) -> Iterator[Looked]:
        return iter(self.looked.values())

    def executing(self, looked: Looked, until: datetime) -> set[str]:
        """Give who belonged to the executing body within the window, up to a moment."""
        body, opened = looked.matter.executor, looked.matter.opened_at
        if body is None:
            return set()
        if body.kind == OrganisationKind.COMMITTEE:
            held = self.people.committees.get(body.area_id, [])
            return {row.person for row in held if row.within(opened, until)}
        return {
            who
            for who, since, left in self._ties[body.pk]
            if since <= local_date(until) and (left is None or left > local_date(opened))
        }

    def gaining(self, looked: Looked, before: float) -> set[str]:
        """Give Ben(m), of the versions of the plan that were there before a place in the record."""
        opened = local_date(looked.matter.opened_at)
        if looked.matter.benefits_all:
            return set()
        return {
            who
            for _pk, _version, home, seq in looked.gains
            if seq <= before
            for who, left in self._living[home]
            if left is None or left > opened
        }

    def _committed(self) -> dict[tuple[str, str], tuple[float, str]]:
        """Give entry and actor of every row of these matters that the record knows."""
        by_key = {str(one.matter.key): one for one in self}
        rows = Commitment.objects.filter(
            entry__matter__in=list(by_key), table__in=[ACT, SIDE, GAIN, INTEREST]
        )
        found: dict[tuple[str, str], tuple[float, str]] = {}
        for table, key, entry, actor, matter in rows.values_list(
            "table", "row_key", "entry", "entry__actor", "entry__matter"
        ):
            found[table, key] = (entry, actor)
            by_key[matter].gone.append((table, key))
        return found

    def _place(self, table: str, pk: int) -> float:
        return self._entries.get((table, str(pk)), (ALWAYS, ""))[0]

    def _acts(self) -> None:
        for row in Act.objects.filter(matter__in=list(self.looked)).order_by("pk"):
            seq, actor = self._entries.get((ACT, str(row.pk)), (LAST, ""))
            act = Done(
                pk=row.pk,
                person=self.people.human(row.person_id),
                key=str(row.person_id),
                duty=Duty(row.duty),
                appointment=row.appointment_id,
                office=row.office,
                stage=row.stage,
                at=row.at,
                seq=seq,
                actor=actor,
            )
            self.looked[row.matter_id].acts.append(act)

    def _rows(self) -> None:
        """Read what else belongs to the matters; what the record knows and is not there is gone."""
        here = list(self.looked)
        there = {(ACT, str(act.pk)) for one in self for act in one.acts}
        for matter, area in MatterArea.objects.filter(matter__in=here).values_list(
            "matter", "area"
        ):
            self.looked[matter].areas.append(area)
        sides = MatterSide.objects.filter(matter__in=here)
        for pk, matter, person, side in sides.values_list("pk", "matter", "person", "side"):
            there.add((SIDE, str(pk)))
            self.looked[matter].sides[str(person)] = side
        gains = Beneficiary.objects.filter(matter__in=here).order_by("pk")
        for pk, matter, version, home in gains.values_list("pk", "matter", "version", "household"):
            there.add((GAIN, str(pk)))
            seq = self._place(GAIN, pk)
            self.looked[matter].gains.append((pk, version, home, seq))
        interests = Interest.objects.filter(matter__in=here).order_by("pk")
        for pk, matter, person in interests.values_list("pk", "matter", "person"):
            there.add((INTEREST, str(pk)))
            seq = self._place(INTEREST, pk)
            self.looked[matter].interests.append((pk, self.people.human(person), seq))
        for one in self:
            one.gone = [place for place in one.gone if place not in there]

    def _households(self) -> dict[int, list[tuple[str, date | None]]]:
        living: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
        homes = Beneficiary.objects.filter(matter__in=list(self.looked)).values("household")
        rows = HouseholdMember.objects.filter(household__in=homes)
        for home, person, left in rows.values_list("household", "person", "ends_on"):
            living[home].append((self.people.human(person), left))
        return living

    def _firms(self) -> dict[int, list[tuple[str, date, date | None]]]:
        ties: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
        bodies = {one.matter.executor_id for one in self}
        owners = Q(role__in=["legal_representative", "shareholder"])
        rows = OrganisationTie.objects.filter(owners, organisation__in=bodies)
        for body, person, since, left in rows.values_list(
            "organisation", "person", "starts_on", "ends_on"
        ):
            ties[body].append((self.people.human(person), since, left))
        return ties


def batches(people: People) -> Iterator[Batch]:
    """Give every matter, in batches, the oldest first."""
    rows = Matter.objects.select_related("executor").order_by("pk").iterator(chunk_size=SIZE)
    while matters := list(islice(rows, SIZE)):
        yield Batch(matters, people)
