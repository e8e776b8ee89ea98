"""The money's part in the demonstration: plans are opened, drafted, listed, paid and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from council.funds.models import DistributionPlan, FundItem, FundSource
from council.funds.queries.payments import payable_amounts
from council.funds.queries.plans import case_of, current_version, draft_reading, lines_of
from council.funds.rules.lines import HOUSEHOLD, Line
from council.funds.services.allocations import Entry, create_allocation, record_rows
from council.funds.services.delivery import Seen, check_delivery
from council.funds.services.payments import make_payment_list, pay_line
from council.funds.services.plans import create_plan, propose_lines
from council.funds.services.sources import record_item, record_source
from council.funds.services.versions import amend, draft_version
from council.procedures.models import Step
from council.procedures.players import waiting_steps
from council.procedures.states import StepKind
from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.desk.registries import Player, Script, players
from gongshi.matters.models import Matter
from gongshi.matters.standing import entitled
from gongshi.offices.duties import Duty, Office
from gongshi.offices.queries import holders
from gongshi.people.models import Household, Person
from gongshi.people.names import name_of


@dataclass(frozen=True, slots=True)
class Story:
    """One plan of the demonstration: which village, how many days ago, where it is left."""

    village: int
    title: str
    days_ago: int
    yuan: int
    halt: str = ""
    formula: str = "funds.per_head"


STORIES = (
    Story(0, "石桥示范村2025年光伏电站收益分配方案", 62, 53_000),
    Story(0, "石桥示范村2026年产业帮扶资金分配方案", 24, 86_000, formula="funds.equal_households"),
    Story(0, "石桥示范村2026年公益岗位补助分配方案", 9, 21_600, halt="advice"),
    Story(0, "石桥示范村2026年村内照明补助分配方案", 20, 8_400, halt="supervisory_review"),
    Story(1, "柳泉示范村2025年光伏电站收益分配方案", 60, 48_000, halt="payment"),
    Story(1, "柳泉示范村2026年庭院养殖补助分配方案", 40, 36_000, halt="township_review"),
    Story(1, "柳泉示范村2026年饮水改造补助分配方案", 38, 15_000, halt="approval"),
    Story(1, "柳泉示范村2026年机井维修补助分配方案", 17, 18_000, halt="adoption"),
    Story(1, "柳泉示范村2026年上半年光伏收益分配方案", 12, 30_000),
    Story(2, "果园示范村2025年果品加工厂租金分配方案", 58, 60_000, halt="delivery_check"),
    Story(2, "果园示范村2026年苗木补助分配方案", 22, 42_500),
    Story(2, "果园示范村2026年果树修剪补助分配方案", 21, 7_500, halt="notice.submitted"),
    Story(2, "果园示范村2026年冬季取暖补助分配方案", 9, 9_600, halt="notice"),
    Story(2, "果园示范村2026年防返贫临时救助分配方案", 4, 12_000, halt="draft"),
)
ALLOCATION = "平邑县2026年第一批衔接推进乡村振兴补助资金分配"


@players.register
class MoneyMoves(Player):
    """Opens each plan on its day and does the steps that are the money's own."""

    key = "funds.plans"
    order = 30

    def prepare(self, script: Script) -> None:
        for story in STORIES:
            if story.halt:
                script.halts[story.title] = story.halt

    def play(self, script: Script, at: datetime) -> int:
        opened = sum(self._open(script, story, at) for story in STORIES)
        opened += self._allocate(script, at)
        steps = [
            step for step in waiting_steps(script, StepKind.ACT) if step.case.kind == "funds.plan"
        ]
        return opened + sum(self._work(step, at) for step in steps)

    def _open(self, script: Script, story: Story, at: datetime) -> int:
        day = local_date(script.now) - timedelta(days=story.days_ago)
        if local_date(at) < day or DistributionPlan.objects.filter(title=story.title).exists():
            return 0
        village = script.villages[story.village]
        clerk = _first(Office.VILLAGE_CLERK, village, at)
        plan = create_plan(
            area=village,
            title=story.title,
            year=day.year,
            earmark="poverty_asset",
            purpose="support_without_labour",
            total=story.yuan * 100,
            authorisation="村民会议授权决议（演示）",
            by=clerk,
            at=at,
        )
        homes = script.households[village.code][: 6 + story.village * 2]
        propose_lines(
            plan=plan,
            formula=story.formula,
            lines=[_line(home) for home in homes],
            by=clerk,
            at=at,
            account=script.accounts.get(clerk),
        )
        return 1

    def _allocate(self, script: Script, at: datetime) -> int:
        day = local_date(script.now) - timedelta(days=50)
        if local_date(at) < day or Matter.objects.filter(title=ALLOCATION).exists():
            return 0
        county, year = script.county, day.year
        clerk = _first(Office.TOWNSHIP_CLERK, county, at)
        source = _source(county, year, clerk, at)
        allocation = create_allocation(
            area=county,
            title=ALLOCATION,
            year=year,
            source=source,
            item=_item(county, year, source, clerk, at),
            principle="按脱贫人口和监测对象户数分配，向第一书记村倾斜。",
            by=clerk,
            at=at,
        )
        record_rows(allocation=allocation, rows=_entries(script.villages), by=clerk, at=at)
        return 1

    def _work(self, step: Step, at: datetime) -> int:
        plan = DistributionPlan.objects.get(pk=int(step.case.subject))
        matter = step.case.matter
        match step.key:
            case "draft":
                member = entitled(Duty.DRAFT_PLAN, matter, at)[0]
                if step.round > 1:
                    _redraft(plan, member, at)
                else:
                    draft_version(plan=plan, reading=draft_reading(plan.draft), by=member, at=at)
            case "payment_list":
                make_payment_list(plan=plan, by=entitled(Duty.EXECUTE, matter, at)[-1], at=at)
            case "payment":
                _pay(plan, entitled(Duty.PAY, matter, at)[0], at, every=True)
            case "delivery_check":
                one, other, *_rest = entitled(Duty.INSPECT, matter, at)
                check_delivery(plan=plan, seen=_seen(plan), by=one, at=at)
                check_delivery(plan=plan, seen=_seen(plan), by=other, at=at, complete=True)
            case _:
                return 0
        return 1


@players.register
class HalfPaid(Player):
    """Leaves one plan half paid, and one half checked."""

    key = "funds.halves"
    order = 90

    def play(self, script: Script, at: datetime) -> int:
        done = 0
        for story in STORIES:
            plan = DistributionPlan.objects.filter(title=story.title).first()
            if (
                plan is None
                or case_of(plan).steps.filter(state="active", key=story.halt).count() == 0
            ):
                continue
            matter = case_of(plan).matter
            if story.halt == "payment" and not matter.acts.filter(duty=Duty.PAY).exists():
                _pay(plan, entitled(Duty.PAY, matter, at)[0], at, every=False)
                done += 1
            if (
                story.halt == "delivery_check"
                and not matter.acts.filter(duty=Duty.INSPECT).exists()
            ):
                check_delivery(
                    plan=plan, seen=_seen(plan), by=entitled(Duty.INSPECT, matter, at)[0], at=at
                )
                done += 1
        return done


def _source(county: Area, year: int, clerk: Person, at: datetime) -> FundSource:
    return record_source(
        area=county,
        level="province",
        name="省级衔接推进乡村振兴补助资金",
        number="鲁财农（演示）1号",
        year=year,
        by=clerk,
        at=at,
    )


def _item(county: Area, year: int, source: FundSource, clerk: Person, at: datetime) -> FundItem:
    return record_item(
        area=county,
        year=year,
        department="县农业农村局",
        number="1",
        name="产业帮扶到户补助",
        purpose="产业帮扶",
        ceiling=200_000_00,
        source=source,
        by=clerk,
        at=at,
    )


def _entries(villages: Sequence[Area]) -> list[Entry]:
    return [
        Entry(
            place=f"{village.parent.name}{village.name}" if village.parent else village.name,
            project="产业帮扶到户",
            amount=yuan * 100,
            receiver=village,
        )
        for village, yuan in zip(villages, (86_000, 54_000, 42_500), strict=True)
    ]


def _redraft(plan: DistributionPlan, member: Person, at: datetime) -> None:
    """Move ten yuan from the second line to the first, as the upheld objection asked."""
    first, second, *_rest = lines_of(current_version(plan))
    amounts = {
        first.ordinal: (first.amount or 0) + 1000,
        second.ordinal: (second.amount or 0) - 1000,
    }
    amend(plan=plan, amounts=amounts, reason="异议成立，核实人口后调整", by=member, at=at)


def _pay(plan: DistributionPlan, by: Person, at: datetime, *, every: bool) -> None:
    lines = lines_of(current_version(plan))
    for line in lines if every else lines[: len(lines) // 2]:
        pay_line(
            line=line,
            amount=payable_amounts(plan)[line.pk],
            voucher=f"记{at:%Y%m}-{plan.pk:02d}{line.ordinal:02d}",
            paid_on=local_date(at),
            client_key=uuid4(),
            by=by,
            at=at,
        )


def _seen(plan: DistributionPlan) -> dict[int, Seen]:
    return {line.pk: Seen("yes", "本人签字确认") for line in lines_of(current_version(plan))}


def _line(home: Household) -> Line:
    head = home.members.get(is_head=True).person
    return Line(
        HOUSEHOLD, name_of(head), household=home.pk, group=home.group, persons=home.members.count()
    )


def _first(office: Office, area: Area, at: datetime) -> Person:
    return holders([office], area.code, at).order_by("pk")[0].person
