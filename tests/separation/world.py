"""Two villages full of people, related at random, and a kind of matter that is a work of theirs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest import mock
from uuid import UUID

from council.procedures.models import Case, Step, StepAct
from council.procedures.registries import CaseKind
from council.procedures.states import Procedure, act_step, vote_step
from gongshi.areas.models import Area
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.offices.services import appoint
from gongshi.people.models import (
    Household,
    HouseholdMember,
    Organisation,
    OrganisationTie,
    Person,
    User,
)
from gongshi.verdict import ALLOWED, Verdict, denied
from tests.separation.ground import kin
from tests.village import AT, fresh_village


class Works(CaseKind):
    """Every duty of the general order once, each in its stage; two people inspect."""

    key = "test.works"

    def procedure(self, subject: str) -> Procedure:
        return Procedure(
            self.key,
            1,
            (
                act_step("draft", "Draft", "draft_plan", stage="planned"),
                vote_step("advice", "Advice", body="council", duty="decide", stage="decided"),
                act_step(
                    "review",
                    "Review",
                    "town_review",
                    stage="town_ok",
                    may_return=("draft",),
                    may_refuse=True,
                ),
                act_step("approval", "Approve", "approve", stage="approved", may_return=("draft",)),
                act_step("filing", "File", "file"),
                act_step("contract", "Contract", "contract"),
                act_step("run", "Run", "execute", stage="executing"),
                act_step("inspection", "Inspect", "inspect", stage="inspected"),
                act_step("acceptance", "Accept", "accept", stage="accepted"),
                act_step("release", "Release", "release", stage="released"),
                act_step("payment", "Pay", "pay", stage="paid"),
                act_step("closing", "Close", "record"),
            ),
        )

    def may_finish(self, step: Step) -> Verdict:
        people = StepAct.objects.filter(step=step).values_list("act__person", flat=True)
        if step.key == "inspection" and len(set(people)) < 2:
            return denied("I12", "Two people inspect.")
        return ALLOWED


@contextmanager
def _keys_of(chance: random.Random) -> Iterator[None]:
    """Draw the keys of people by the same chance: a seed is one history, in every process."""

    def drawn() -> UUID:
        return UUID(int=chance.getrandbits(128), version=4)

    with mock.patch.object(Person._meta.get_field("key"), "_get_default", drawn):
        yield


class World:
    """The people, places and bodies of one random history."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        with _keys_of(chance):
            self._settle()

    def _settle(self) -> None:
        chance = self.chance
        self.village = fresh_village()
        self.granters = self.village.granters
        self.areas = [self.village.area, self._second_village()]
        self.towns = [self.village.township, self.village.county]
        self._officers()
        self.people = list(Person.objects.order_by("key"))
        chance.shuffle(self.people)
        self.villagers = [Person.objects.create() for _ in range(10)]
        self.people += self.villagers
        self.homes = self._homes()
        self._kin()
        self.bodies = [*Organisation.objects.filter(kind="committee"), self._firm(), None]
        self.accounts = {
            person.key: User.objects.create(username=f"u{n}", person=person)
            for n, person in enumerate(self.people)
        }

    def give(self, office: Office, area: Area, **more: object) -> Appointment:
        """Let two granters give an office to somebody new."""
        return appoint(
            person=Person.objects.create(),
            office=office,
            area=area,
            starts_on=date(2026, 1, 1),
            legal_basis="决议",
            by=self.granters[0],
            confirmed_by=self.granters[1],
            at=AT,
            **more,  # type: ignore[arg-type]
        )

    def _second_village(self) -> Area:
        area = Area.objects.create(
            code="371326106202", name="邻村", level="village", parent=self.village.township
        )
        for category in ("poor_household", "villager", "villager", "old_cadre"):
            self.give(Office.COUNCIL_MEMBER, area, category=category)
        self.give(Office.COUNCIL_CHAIR, area, category="old_cadre")
        for _ in range(2):
            self.give(Office.COMMITTEE_MEMBER, area)
        Organisation.objects.create(area=area, name="邻村“两委”", kind="committee")
        return area

    def _officers(self) -> None:
        """Enough hands above the villages that nobody need act twice."""
        town, county = self.towns
        for office, area in (
            (Office.TOWNSHIP_REVIEWER, town),
            (Office.DEPARTMENT_APPROVER, county),
            (Office.ORGANISATION_FILER, town),
            (Office.ACCOUNTANT, town),
            (Office.FIRST_SECRETARY, self.areas[0]),
            (Office.CASHIER, self.areas[0]),
        ):
            self.give(office, area)
        for path in (1, 2):
            self.give(Office.SUPERVISOR, town, path=path)

    def _homes(self) -> list[Household]:
        homes = []
        for number in range(8):
            area = self.areas[number % 2]
            home = Household.objects.create(area=area, number=str(number))
            homes.append(home)
        council = self._council()
        for place, person in enumerate(self.chance.sample(self.people, 14)):
            # A council lives in different homes, or it would never vote (I8).
            home = homes[place % 8] if person.key in council else self.chance.choice(homes[6:])
            HouseholdMember.objects.create(
                household=home, person=person, starts_on=date(2020, 1, 1)
            )
        return homes

    def _council(self) -> set[UUID]:
        rows = Appointment.objects.filter(office__startswith="council_")
        return set(rows.values_list("person", flat=True))

    def _kin(self) -> None:
        pairs = {frozenset(self.chance.sample(range(len(self.people)), 2)) for _ in range(14)}
        council = self._council()
        for pair in pairs:
            one, other = (self.people[place] for place in pair)
            if not {one.key, other.key} <= council:
                kin(one, other)

    def _firm(self) -> Organisation:
        firm = Organisation.objects.create(area=self.areas[0], name="工程队", kind="contractor")
        for role, person in zip(
            ("legal_representative", "shareholder"), self.chance.sample(self.people, 2), strict=True
        ):
            OrganisationTie.objects.create(
                organisation=firm, person=person, role=role, starts_on=date(2026, 1, 1)
            )
        return firm

    def waiting(self) -> list[Step]:
        """Give the steps that wait."""
        steps = Step.objects.filter(state="active", case__state="open").order_by("pk")
        return list(steps.select_related("case__matter", "case__area"))

    def cases(self) -> list[Case]:
        return list(Case.objects.select_related("matter").order_by("pk"))
