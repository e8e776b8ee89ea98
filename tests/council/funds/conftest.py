"""A village with everyone a plan needs, and a driver that takes a plan from step to step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from council.funds.models import DistributionPlan, PlanDraft, PlanVersion
from council.funds.queries.payments import payable_amounts
from council.funds.queries.plans import (
    case_of,
    current_version,
    draft_reading,
    lines_of,
    waiting_step,
)
from council.funds.rules.lines import HOUSEHOLD, Line
from council.funds.services.delivery import Seen, check_delivery
from council.funds.services.payments import make_payment_list, pay_line
from council.funds.services.plans import create_plan, propose_lines
from council.funds.services.versions import draft_version
from council.procedures.services import advance, finish, perform
from gongshi.areas.models import Area
from gongshi.offices.duties import Office
from gongshi.offices.services import appoint, found_county
from gongshi.people.models import Household, HouseholdMember, Kinship, Organisation, Person
from gongshi.publishing.services import conclude
from gongshi.record.models import Entry

AT = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 3, 2)

PEOPLE = {
    "member1": (Office.COUNCIL_MEMBER, "village"),
    "member2": (Office.COUNCIL_MEMBER, "village"),
    "member3": (Office.COUNCIL_MEMBER, "village"),
    "committee": (Office.COMMITTEE_MEMBER, "village"),
    "supervisory": (Office.SUPERVISORY_COMMITTEE_MEMBER, "village"),
    "clerk": (Office.VILLAGE_CLERK, "village"),
    "secretary": (Office.FIRST_SECRETARY, "village"),
    "representative": (Office.VILLAGERS_REPRESENTATIVE, "village"),
    "accountant": (Office.ACCOUNTANT, "town"),
    "reviewer": (Office.TOWNSHIP_REVIEWER, "town"),
    "town_clerk": (Office.TOWNSHIP_CLERK, "town"),
    "approver": (Office.DEPARTMENT_APPROVER, "county"),
    "filer": (Office.ORGANISATION_FILER, "county"),
    "county_clerk": (Office.TOWNSHIP_CLERK, "county"),
}


@dataclass
class Village:
    """The place, its people by what they do, and its households."""

    county: Area
    town: Area
    area: Area
    committee: Organisation
    people: dict[str, Person]
    households: list[Household]
    heads: list[Person]
    at: datetime = AT
    granters: tuple[Person, Person] = field(default=None)  # type: ignore[assignment]

    def lines(self, *, persons: Sequence[int] = (2, 3, 5)) -> list[Line]:
        return [
            Line(HOUSEHOLD, f"户主{n}", household=home.pk, persons=count)
            for n, (home, count) in enumerate(zip(self.households, persons, strict=True), start=1)
        ]

    def plan(self, **more: object) -> DistributionPlan:
        given: dict = {
            "area": self.area,
            "title": "2026年光伏收益分配方案",
            "year": 2026,
            "earmark": "poverty_asset",
            "purpose": "support_without_labour",
            "total": 1_000_00,
            "authorisation": "村民会议决议〔2026〕1号",
            "by": self.people["clerk"],
            "at": self.at,
        }
        return create_plan(**{**given, **more})

    def propose(self, plan: DistributionPlan, **more: object) -> None:
        given: dict = {
            "plan": plan,
            "formula": "funds.per_head",
            "lines": self.lines(),
            "by": self.people["clerk"],
            "at": self.at,
        }
        propose_lines(**{**given, **more})

    def drafted(self, **more: object) -> DistributionPlan:
        plan = self.plan(**more)
        self.propose(plan)
        self.draft(plan)
        return plan

    def draft(self, plan: DistributionPlan, **more: object) -> PlanVersion:
        draft = PlanDraft.objects.filter(plan=plan).first()
        reading = draft_reading(draft) if draft else ""
        given: dict = {
            "plan": plan,
            "reading": reading,
            "by": self.people["member1"],
            "at": self.at,
        }
        return draft_version(**{**given, **more})

    def until(self, plan: DistributionPlan, key: str) -> None:
        """Do every step until the one named waits, each by the person whose duty it is."""
        while (step := waiting_step(plan)) is not None and step.key != key:
            self.do(plan, step.key)

    def do(self, plan: DistributionPlan, key: str) -> None:
        step = waiting_step(plan)
        acts = {
            "opinions": ("clerk", {"opinions": "三户建议，已采纳"}),
            "supervisory_review": ("supervisory", {}),
            "joint_meeting": ("committee", {"minutes": "联席会议纪要1号"}),
            "township_review": ("reviewer", {}),
            "approval": ("approver", {}),
            "filing": ("filer", {"number": "备案2026-1"}),
            "handing_out": ("committee", {}),
            "delivery_accept": ("member1", {}),
        }
        if key in acts:
            who, evidence = acts[key]
            perform(step=step, by=self.people[who], at=self.at, evidence=evidence)
        elif key in {"advice", "adoption"}:
            tally = {"due": 7, "recused": 1, "entitled": 6, "yes": 5, "no": 1, "abstain": 0}
            finish(step=step, at=self.at, outcome=tally)
        elif key in {"publication", "result"}:
            self.conclude(plan, {"objections": 0, "upheld": 0, "amounts_change": False})
        elif key == "payment_list":
            make_payment_list(plan=plan, by=self.people["committee"], at=self.at)
        elif key == "payment":
            self.pay_all(plan)
        elif key == "delivery_check":
            self.check_all(plan)
        else:
            raise AssertionError(f"nobody knows how to do {key}")

    def conclude(self, plan: DistributionPlan, outcome: dict) -> None:
        step = waiting_step(plan)
        conclude(request=step.request, outcome=outcome, at=self.at)
        advance(case=case_of(plan), at=self.at)

    def pay_all(self, plan: DistributionPlan) -> None:
        amounts = payable_amounts(plan)
        for line in lines_of(current_version(plan)):
            if line.pk in amounts:
                self.pay(line, amounts[line.pk])

    def pay(self, line, amount: int, **more: object):
        given: dict = {
            "line": line,
            "amount": amount,
            "voucher": f"记-{line.pk}",
            "paid_on": TODAY,
            "client_key": uuid4(),
            "by": self.people["accountant"],
            "at": self.at,
        }
        return pay_line(**{**given, **more})

    def check_all(self, plan: DistributionPlan, reached: str = "yes") -> None:
        lines = lines_of(current_version(plan))
        for who, complete in (("member2", False), ("member3", True)):
            check_delivery(
                plan=plan,
                seen={line.pk: Seen(reached) for line in lines},
                complete=complete,
                by=self.people[who],
                at=self.at,
            )


@pytest.fixture
def village(db) -> Village:
    county = Area.objects.create(code="371326000000", name="平邑县", level="county")
    town = Area.objects.create(code="371326106000", name="地方镇", level="township", parent=county)
    area = Area.objects.create(code="371326106201", name="示范村", level="village", parent=town)
    first, second = Person.objects.create(), Person.objects.create()
    found_county(county=county, granters=(first, second), legal_basis="县里决定", at=AT)
    places = {"village": area, "town": town, "county": county}
    people = {}
    for who, (office, place) in PEOPLE.items():
        people[who] = Person.objects.create()
        appoint(
            person=people[who],
            office=office,
            area=places[place],
            starts_on=date(2026, 1, 1),
            legal_basis="任命",
            by=first,
            confirmed_by=second,
            at=AT,
        )
    committee = Organisation.objects.create(area=area, name="示范村两委", kind="committee")
    homes, heads = [], []
    for number in range(1, 4):
        home = Household.objects.create(area=area, number=str(number), group=f"{number}组")
        head = Person.objects.create()
        HouseholdMember.objects.create(
            household=home, person=head, is_head=True, starts_on=date(2020, 1, 1)
        )
        homes.append(home)
        heads.append(head)
    return Village(county, town, area, committee, people, homes, heads, granters=(first, second))


def make_kin(one: Person, other: Person) -> None:
    """Make two persons siblings."""
    small, large = sorted((one, other), key=lambda person: person.key)
    Kinship.objects.create(one=small, other=large, relation="sibling")


def counts() -> dict[str, int]:
    """Count every row that funds, matters, procedures and the record keep."""
    from django.apps import apps

    labels = ("council_funds", "council_procedures", "gongshi_matters", "gongshi_publishing")
    rows = {
        model._meta.label: model.objects.count()
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }
    return {**rows, "entries": Entry.objects.count()}


def later(days: int) -> datetime:
    return AT + timedelta(days=days)
