"""A plan with real votes: the council advises, the representatives resolve, the notice says so."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from council.deliberation.models import Recusal, Resolution
from council.deliberation.rules.thresholds import Count
from council.deliberation.services.meetings import convene_meeting
from council.deliberation.services.resolutions import certify_resolution, record_resolution
from council.deliberation.states import Body
from council.funds.models import PlanDraft
from council.funds.queries.plans import case_of, draft_reading, is_class_rule
from council.funds.queries.snapshots import plan_snapshot
from council.funds.rules.lines import GROUP, HOUSEHOLD, Line
from council.funds.services.plans import create_plan, propose_lines
from council.funds.services.versions import draft_version
from council.procedures.registries import case_kinds
from council.procedures.services import finish, perform, reopen
from gongshi.offices.duties import Office
from gongshi.offices.models import Category
from gongshi.verdict import RuleBroken
from tests.council.deliberation.room import COUNCIL, Room
from tests.village import AT, staffed_village

HELD = AT + timedelta(days=10)
COUNTED = Count(9, 6, 4, 1, 0, women_due=3, women_present=2)


class FundRoom(Room):
    """The village with a plan whose opinions are in: the council is to advise."""

    def __init__(self, *, named: bool) -> None:
        self.village, self.at = staffed_village(), AT
        lines = [Line(GROUP, "全体脱贫群众", persons=3)]
        if named:
            homes = [self.village.household(str(n), f"户主{n}") for n in range(2)]
            homes.append(self.village.household("9", "理事三"))
            lines = [Line(HOUSEHOLD, f"户{n}", household=h.pk) for n, h in enumerate(homes)]
        self.plan = create_plan(
            area=self.village.area,
            title="分配方案",
            year=2026,
            earmark="poverty_asset",
            purpose="public_posts",
            total=90_000,
            authorisation="村民会议授权〔2025〕3号",
            executor=self.village.committee,
            by=self["文书"],
            at=AT,
        )
        formula = "funds.equal_households" if named else "funds.per_head"
        propose_lines(plan=self.plan, formula=formula, lines=lines, by=self["文书"], at=AT)
        draft_version(
            plan=self.plan, reading=draft_reading(self.plan.draft), by=self["理事二"], at=AT
        )
        self.case = case_of(self.plan)
        perform(step=self.step, by=self["文书"], at=AT, evidence={"opinions": "无意见"})


def advise(room: FundRoom, voters: list[str]) -> None:
    event = room.event()
    for name in voters:
        room.vote(event, name)


def resolve(room: FundRoom) -> None:
    for number in range(9):
        category = Category.WOMAN if number < 3 else Category.VILLAGER
        room.village.appoint(
            f"代表{number}", Office.VILLAGERS_REPRESENTATIVE, category=category.value
        )
    meeting = convene_meeting(
        area=room.village.area,
        body=Body.REPRESENTATIVES,
        held_at=HELD,
        place="村委会",
        by=room["主任"],
        at=AT,
        client_key=uuid4(),
    )
    resolution = record_resolution(
        meeting=meeting,
        step=room.step,
        text="同意。",
        count=COUNTED,
        recusals=[("某某", "受益户")],
        authorisation="村民会议授权〔2025〕3号",
        by=room["文书"],
        at=HELD + timedelta(hours=3),
        client_key=uuid4(),
    )
    for name in ("代表0", "监委甲"):
        certify_resolution(resolution=resolution, by=room[name], at=HELD + timedelta(hours=4))


@pytest.mark.django_db
def test_who_gains_withdraws_and_the_notice_shows_the_counts() -> None:
    room = FundRoom(named=True)
    assert not is_class_rule(room.plan)
    advise(room, [name for name in COUNCIL if name != "理事三"])
    assert [row.rule for row in Recusal.objects.all()] == ["I3"]
    assert room.step.key == "adoption"
    resolve(room)
    assert room.step.key == "supervisory_review"
    basis = {fact.label: str(fact.value) for fact in plan_snapshot(room.plan).basis}
    assert "应到 7" in basis["理事会表决建议"]
    assert "回避 1" in basis["理事会表决建议"]
    assert "赞成 6" in basis["理事会表决建议"]
    assert "到会 6" in basis["代表会议决议"]
    assert "妇女实到 2" in basis["代表会议决议"]
    assert "赞成 4" in basis["代表会议决议"]


@pytest.mark.django_db
def test_a_rule_for_a_class_keeps_nobody_out() -> None:
    room = FundRoom(named=False)
    assert is_class_rule(room.plan)
    advise(room, COUNCIL)
    assert not Recusal.objects.exists()
    assert room.step.key == "adoption"


@pytest.mark.django_db
def test_the_representatives_met_after_the_version_they_adopt_was_made() -> None:
    room = FundRoom(named=False)
    advise(room, COUNCIL)
    kind = case_kinds.get(room.case.kind)()
    assert kind.stands_since(room.case) == AT
    reopen(case=room.case, to="draft", finding="金额有误", by="clock", at=HELD)
    lines = [Line(GROUP, "全体脱贫群众", persons=3)]
    propose_lines(plan=room.plan, formula="funds.per_head", lines=lines, by=room["文书"], at=HELD)
    later = HELD + timedelta(minutes=1)
    draft_version(
        plan=room.plan,
        reading=draft_reading(PlanDraft.objects.get()),
        by=room["理事二"],
        at=later,
        reason="金额有误",
    )
    perform(step=room.step, by=room["文书"], at=later, evidence={"opinions": "无意见"})
    assert kind.stands_since(room.case) == later
    finish(step=room.step, at=later, outcome={})
    with pytest.raises(RuleBroken) as broken:
        resolve(room)  # its meeting was held a minute before the second version
    assert broken.value.verdict.rule == "RESOLUTION-EARLY"
    assert not Resolution.objects.exists()
