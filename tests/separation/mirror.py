"""Reads the product's rows into the oracle's plain history: here, and nowhere else, both meet."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from gongshi.areas.models import Area
from gongshi.matters.models import Act, Beneficiary, Interest, Matter
from gongshi.offices.models import Appointment, AppointmentEnd
from gongshi.people.models import (
    HouseholdMember,
    Kinship,
    Organisation,
    OrganisationTie,
    Person,
    User,
)
from gongshi.record.models import Commitment
from tests.separation import ledger
from tests.separation.tables import COUNCIL

#: Between two acts there is room for what is no act.
STEP = 10


class Mirror:
    """A history that follows the rows; ``sync()`` takes in what is new."""

    def __init__(self) -> None:
        self.history = ledger.History()
        self.categories: dict[int, str] = {}
        self._keys: dict[int, str] = {}
        self._last: dict[type, int] = {}

    def sync(self) -> ledger.History:
        """Take in every new row, and what may change: joined keys, homes, stages, accounts."""
        h = self.history
        if len(h.places) != Area.objects.count():
            rows = Area.objects.values_list("code", "level", "parent")
            h.places = {code: ledger.Place(code, level, up or "") for code, level, up in rows}
        joined = Person.objects.filter(same_as__isnull=False).values_list("key", "same_as")
        h.same = {str(key): str(keep) for key, keep in joined}
        for row in self._new(Kinship):
            h.kin.add(frozenset({str(row.one_id), str(row.other_id)}))
        h.homes = [
            ledger.Spell(str(person), str(home), since, until)
            for person, home, since, until in HouseholdMember.objects.values_list(
                "person", "household", "starts_on", "ends_on"
            )
        ]
        owners = User.objects.filter(person__isnull=False).values_list("person", "is_active")
        h.accounts = [(str(person), active) for person, active in owners]
        self._bodies()
        self._offices()
        self._matters()
        return h

    def of(self, matter: Matter) -> ledger.Matter:
        """Give the oracle's matter."""
        return self.history.matters[str(matter.key)]

    def _new(self, model):
        rows = list(model.objects.filter(pk__gt=self._last.get(model, 0)).order_by("pk"))
        if rows:
            self._last[model] = rows[-1].pk
        return rows

    def _bodies(self) -> None:
        for row in self._new(Organisation):
            key = str(row.pk)
            self.history.bodies[key] = ledger.Body(key, row.kind, row.area_id)
        self.history.ties = [
            ledger.Spell(
                str(row.person_id), str(row.organisation_id), row.starts_on, row.ends_on, row.role
            )
            for row in OrganisationTie.objects.all()
        ]

    def _offices(self) -> None:
        held = self.history.appointments
        for row in self._new(Appointment):
            self.categories[row.pk] = row.category
            held[row.pk] = ledger.Appointment(
                key=row.pk,
                person=str(row.person_id),
                role=row.office,
                scope=row.area_id,
                since=row.starts_on,
                until=row.ends_on,
                requester=str(row.requester_id or ""),
                confirmer=str(row.confirmer_id or ""),
                granted=row.granted_at,
                path=row.path,
                genesis=row.requester_id is None,
            )
        for end in self._new(AppointmentEnd):
            found = held[end.appointment_id]
            held[found.key] = replace(found, revoked=end.ended_at)

    def _matters(self) -> None:
        found = self.history.matters
        for row in self._new(Matter):
            self._keys[row.pk] = str(row.key)
            found[str(row.key)] = ledger.Matter(
                key=str(row.key),
                area=row.area_id,
                opened=row.opened_at,
                order={duty: frozenset(stages) for duty, stages in row.order.items()},
                shared=frozenset(row.shared_with.values_list("area", flat=True)),
                body=str(row.executor_id or ""),
                benefits_all=row.benefits_all,
            )
        for pk, stage in Matter.objects.values_list("pk", "stage"):
            m = found[self._keys[pk]]
            if m.stage != stage:
                m.stage = stage
                m.path.append(stage)
        for row in self._new(Act):
            found[self._keys[row.matter_id]].acts.append(self._act(row))
        for row in self._new(Interest):
            seq = self._last.get(Act, 0) * STEP + 1
            found[self._keys[row.matter_id]].interests.append((str(row.person_id), seq))
        self._versions()

    @staticmethod
    def _act(row: Act) -> ledger.Act:
        return ledger.Act(
            seq=row.pk * STEP,
            person=str(row.person_id),
            duty=row.duty,
            at=row.at,
            stage=row.stage,
            appointment=row.appointment_id,
        )

    def _versions(self) -> None:
        """A version belongs to the act that stands in the same entry of the record."""
        new = self._new(Beneficiary)
        versions: dict[tuple[int, int], set[str]] = {}
        places: dict[tuple[int, int], int] = {}
        for row in new:
            key = (row.matter_id, row.version)
            versions.setdefault(key, set()).add(str(row.household_id))
            places[key] = row.pk
        for key, homes in versions.items():
            entry = Commitment.objects.filter(
                table="gongshi_matters.beneficiary", row_key=str(places[key])
            ).values("entry")
            act = Commitment.objects.filter(table="gongshi_matters.act", entry__in=entry).first()
            seq = int(act.row_key) * STEP if act else 0
            version = ledger.Version(key[1], frozenset(homes), seq)
            self.history.matters[self._keys[key[0]]].versions.append(version)


def votes_into(mirror: Mirror) -> None:
    """Read every vote of the council into the matters' histories."""
    from council.deliberation.models import VoteEvent  # the house may stand without the council

    for m in mirror.history.matters.values():
        m.votes.clear()
    rows = VoteEvent.objects.select_related("motion__step__case__matter").order_by("pk")
    rows = rows.prefetch_related("roll", "votes__voided", "participations", "ballots", "results")
    for event in rows.prefetch_related("motion__recusals"):
        matter = mirror.of(event.motion.step.case.matter)
        last = max(event.results.all(), key=lambda row: row.number, default=None)
        votes = list(event.votes.all())
        took_part = list(event.participations.all())
        matter.votes.append(
            ledger.Vote(
                at=event.opened_at,
                seats=_seats(mirror, matter.area, event.opened_at),
                entitled=frozenset(str(row.person_id) for row in event.roll.all()),
                ballots=[(str(row.person_id), row.option) for row in votes]
                + _in_no_order(took_part, event.ballots.all()),
                voided={str(row.person_id) for row in votes if hasattr(row, "voided")},
                late={str(row.person_id) for row in event.motion.recusals.all() if row.late},
                outcome=last and (last.quorum, last.needed, last.adopted),
                escalated=event.state == "escalated",
                secret=event.method == "secret",
                annulled=last is not None and last.withheld == "annulled",
            )
        )
        if event.motion.class_rule:
            _mark_class_rule(matter, {row.act_id * STEP for row in (*votes, *took_part)})


def _in_no_order(took_part, ballots) -> list[tuple[str, str]]:
    """Give who took part, each with some ballot out of the box; the count is all they share."""
    pairs = zip_longest(took_part, ballots)
    return [(str(row.person_id), ballot.option if ballot else "") for row, ballot in pairs]


def _mark_class_rule(matter: ledger.Matter, acts: set[int]) -> None:
    matter.acts[:] = [
        replace(act, class_rule=True) if act.seq in acts else act for act in matter.acts
    ]


def _seats(mirror: Mirror, area: str, at) -> tuple[ledger.Seat, ...]:
    seats: dict[str, ledger.Seat] = {}
    for a in mirror.history.appointments.values():
        if a.role in COUNCIL and a.scope == area and a.holds(at):
            one = mirror.history.human(a.person)
            seats.setdefault(one, ledger.Seat(one, mirror.categories[a.key], a.role == COUNCIL[1]))
    return tuple(seats.values())
