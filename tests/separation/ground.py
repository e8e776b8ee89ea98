"""A matter with a subject for every kind and every relation, as rows: the ground of the matrix."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gongshi.areas.models import Area
from gongshi.matters.models import Act, Beneficiary, Interest, Matter, MatterSide
from gongshi.offices.models import Appointment, AppointmentEnd
from gongshi.people.models import Household, HouseholdMember, Kinship, Organisation, Person, User
from tests.separation.tables import VILLAGE_ROLES, WORKS, side_of
from tests.village import AT

ROLES = (
    "council_member", "committee_member", "first_secretary", "cashier", "township_reviewer",
    "township_publisher", "organisation_filer", "department_approver", "supervisor", "granter",
    "system_administrator", "villager",
)  # fmt: skip
#: Twelve roles, three that are no role, and two that the executable model left out.
SUBJECTS = (*ROLES, "anonymous", "inactive", "superuser", "council_chair", "accountant")
RELATIONS = (
    "none", "self_gains", "kin_gains", "user", "kin_of_user", "other_village", "expired", "revoked",
    "interest",
)  # fmt: skip


def kin(one: Person, other: Person) -> None:
    """Make two people siblings."""
    first, second = sorted([one, other], key=lambda each: each.key)
    Kinship.objects.create(one=first, other=second, relation="sibling")


@dataclass
class Ground:
    """Two townships with a village each, a matter of works, and who has to do with it."""

    people: dict[tuple[str, str], tuple[Person, User]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.granters = [Person.objects.create(), Person.objects.create()]
        county = Area.objects.create(code="371326000000", name="平邑县", level="county")
        self.places = {"county": county}
        for name, code in (("", "371326106"), ("other_", "371326104")):
            town = Area.objects.create(
                code=f"{code}000", name=f"{name}镇", level="township", parent=county
            )
            self.places[f"{name}township"] = town
            self.places[f"{name}village"] = Area.objects.create(
                code=f"{code}201", name=f"{name}村", level="village", parent=town
            )
        self.village = self.places["village"]
        committee = Organisation.objects.create(
            area=self.village, name="村“两委”", kind="committee"
        )
        self.matter = self.open(committee)
        self.home = Household.objects.create(area=self.village, number="1")
        self.gainer = self.member_of_home()
        Beneficiary.objects.create(matter=self.matter, version=1, household=self.home)
        self.worker = Person.objects.create()
        self.appoint(self.worker, "committee_member")
        self.acts(self.worker, "execute")

    def open(self, executor: Organisation | None = None) -> Matter:
        """Open a matter of works without asking a service."""
        order = {duty: sorted(stages) for duty, stages in WORKS.items()}
        return Matter.objects.create(
            kind="test",
            title="修路",
            area=self.village,
            executor=executor,
            order=order,
            opened_at=AT,
        )

    def member_of_home(self) -> Person:
        """Make somebody who lives in the household that gains."""
        person = Person.objects.create()
        self.moves_in(person)
        return person

    def moves_in(self, person: Person) -> None:
        HouseholdMember.objects.create(
            household=self.home, person=person, starts_on=date(2020, 1, 1)
        )

    def appoint(
        self,
        person: Person,
        role: str,
        place: str = "",
        ends_on: date | None = None,
        starts_on: date = date(2026, 1, 1),
    ) -> Appointment | None:
        """Write an appointment without asking whether it may be."""
        if role == "villager":
            return None
        level = "village" if role in VILLAGE_ROLES else "township"
        return Appointment.objects.create(
            person=person,
            office=role,
            area=self.places[place or level],
            path=1 if role == "supervisor" else None,
            starts_on=starts_on,
            ends_on=ends_on,
            legal_basis="任命",
            requester=self.granters[0],
            confirmer=self.granters[1],
            granted_at=AT,
        )

    def revoke(self, office: Appointment, at: datetime) -> None:
        AppointmentEnd.objects.create(appointment=office, ended_at=at, reason="x", by=self.worker)

    def acts(self, person: Person, duty: str) -> Act:
        """Write an act without asking whether it may be."""
        side = side_of(duty)
        if side in "CUGS":
            MatterSide.objects.get_or_create(
                matter=self.matter, person=person, defaults={"side": side}
            )
        return Act.objects.create(
            matter=self.matter,
            person=person,
            appointment=Appointment.objects.get(person=self.worker),
            office="committee_member",
            duty=duty,
            side=side,
            stage="approved",
            at=AT,
        )

    def everyone(self) -> None:
        """Make a person and an account for every kind of subject in every relation."""
        for subject in SUBJECTS:
            for relation in RELATIONS:
                self.people[subject, relation] = self._subject(subject, relation)

    def _subject(self, subject: str, relation: str) -> tuple[Person, User]:
        person = Person.objects.create()
        account = User.objects.create(
            username=f"{subject}-{relation}",
            person=None if subject == "anonymous" else person,
            is_active=subject != "inactive",
            is_superuser=subject == "superuser",
            is_staff=subject == "superuser",
        )
        role = {"anonymous": "villager", "inactive": "council_member", "superuser": "villager"}.get(
            subject, subject
        )
        level = "village" if role in VILLAGE_ROLES else "township"
        place = f"other_{level}" if relation == "other_village" else level
        ends = AT.date() if relation == "expired" else None
        office = self.appoint(person, role, place, ends)
        if relation == "revoked" and office is not None:
            self.revoke(office, AT - timedelta(hours=1))
        self._relate(person, relation)
        return person, account

    def _relate(self, person: Person, relation: str) -> None:
        if relation == "self_gains":
            self.moves_in(person)
        elif relation == "kin_gains":
            kin(person, self.gainer)
        elif relation == "user":
            self.acts(person, "execute")
        elif relation == "kin_of_user":
            kin(person, self.worker)
        elif relation == "interest":
            Interest.objects.create(matter=self.matter, person=person, reason="合伙", at=AT)
