"""A whole plan runs from its draft to the announced result, and every step names who did it."""

from __future__ import annotations

import pytest

from council.funds.models import Payable, Payment, PlanLine, PlanVersion
from council.funds.queries.plans import case_of, current_version, lines_of, waiting_step
from council.funds.services.versions import amend
from council.procedures.models import Case, StepAct
from council.procedures.registries import case_kinds
from council.procedures.rules import is_sound, persons_needed
from council.procedures.services import reopen, send_back
from gongshi.matters.models import Act, Beneficiary
from gongshi.people.models import User
from gongshi.publishing.models import FrozenSnapshot, PublicationRequest
from gongshi.verdict import RuleBroken
from tests.council.funds.conftest import counts


def test_a_plan_runs_from_draft_to_archive(village) -> None:
    plan = village.drafted()
    village.until(plan, "")
    case = case_of(plan)
    assert (case.state, case.matter.stage) == ("done", "archived")
    version = current_version(plan)
    assert [line.amount for line in lines_of(version)] == [20000, 30000, 50000]
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [20000, 30000, 50000]
    assert Payable.objects.count() == 3
    done = StepAct.objects.filter(step__case=case, result="done").values_list(
        "step__key", "act__office"
    )
    assert dict(done) == {
        "draft": "council_member",
        "opinions": "village_clerk",
        "supervisory_review": "supervisory_committee_member",
        "joint_meeting": "committee_member",
        "township_review": "township_reviewer",
        "approval": "department_approver",
        "filing": "organisation_filer",
        "payment_list": "committee_member",
        "payment": "accountant",
        "delivery_check": "council_member",
        "delivery_accept": "council_member",
    }
    kinds = PublicationRequest.objects.order_by("pk").values_list("kind", "nature", "days")
    assert list(kinds) == [("funds.plan", "before", 10), ("funds.result", "after", 0)]


def test_i18_a_plan_needs_at_least_eight_persons(village) -> None:
    procedure = case_kinds.get("funds.plan")().procedure(str(village.plan().pk))
    assert is_sound(procedure, named_list=True)
    assert persons_needed(procedure) == 8
    village.until(village.drafted(), "")
    assert Act.objects.exclude(side="").values("person").distinct().count() >= 7


@pytest.mark.parametrize(
    ("earmark", "body"),
    [("poverty_asset", "representatives"), ("general_collective", "collective_representatives")],
)
def test_the_earmark_chooses_the_assembly(village, earmark, body) -> None:
    plan = village.plan(earmark=earmark)
    steps = {step["key"]: step for step in case_of(plan).procedure["steps"]}
    assert steps["adoption"]["body"] == body


def test_without_money_nothing_is_paid_but_it_is_checked(village) -> None:
    plan = village.plan(total=None)
    lines = [type(village.lines()[0])("in_kind", "羊羔", quantity=30, unit="只", persons=3)]
    village.propose(plan, formula="funds.by_hand", lines=lines)
    village.draft(plan)
    village.until(plan, "")
    assert case_of(plan).state == "done"
    assert not Payment.objects.exists()


def test_an_upheld_amount_makes_a_new_version_and_a_new_vote(village) -> None:
    plan = village.drafted()
    village.until(plan, "publication")
    village.conclude(plan, {"objections": 1, "upheld": 1, "amounts_change": True})
    assert waiting_step(plan).key == "draft"
    assert case_of(plan).matter.stage == "open"
    amend(
        plan=plan,
        amounts={1: 15000, 2: 35000},
        reason="1户人口核减",
        by=village.people["member1"],
        at=village.at,
    )
    assert waiting_step(plan).key == "opinions"
    assert PlanVersion.objects.filter(plan=plan).count() == 2
    assert PlanLine.objects.count() == 6  # the first version stays
    village.until(plan, "publication")
    assert waiting_step(plan).round == 2
    assert case_of(plan).steps.filter(key="adoption").count() == 2
    village.until(plan, "")
    assert [line.amount for line in lines_of(current_version(plan))] == [15000, 35000, 50000]
    assert FrozenSnapshot.objects.count() == 3


def test_an_upheld_word_goes_back_to_the_joint_meeting(village) -> None:
    plan = village.drafted()
    village.until(plan, "publication")
    village.conclude(plan, {"objections": 1, "upheld": 1, "amounts_change": False})
    assert waiting_step(plan).key == "joint_meeting"
    assert PlanVersion.objects.filter(plan=plan).count() == 1
    village.until(plan, "")
    assert case_of(plan).state == "done"


def test_a_new_version_says_why(village) -> None:
    plan = village.drafted()
    village.until(plan, "township_review")
    send_back(
        step=waiting_step(plan),
        to="draft",
        reason="2户应核减",
        by=village.people["reviewer"],
        at=village.at,
    )
    before = counts()
    with pytest.raises(RuleBroken) as broken:
        amend(plan=plan, amounts={}, reason=" ", by=village.people["member1"], at=village.at)
    assert broken.value.verdict.rule == "FUND-6"
    assert counts() == before


def test_after_money_moved_a_case_is_not_sent_back(village) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    line = lines_of(current_version(plan))[0]
    village.pay(line, line.amount)
    before = counts()
    with pytest.raises(RuleBroken) as broken:
        reopen(case=case_of(plan), to="draft", finding="有误", by="clock", at=village.at)
    assert broken.value.verdict.rule == "FUND-15"
    assert counts() == before
    assert waiting_step(plan).key == "payment"


def test_before_money_moved_a_list_is_superseded(village) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    old = {payable.pk for payable in Payable.objects.all()}
    reopen(case=case_of(plan), to="joint_meeting", finding="公告有误", by="clock", at=village.at)
    with pytest.raises(RuleBroken) as broken:
        village.pay(lines_of(current_version(plan))[0], 20000)
    assert broken.value.verdict.rule == "FUND-8"
    village.until(plan, "")
    assert Payable.objects.count() == 6
    assert old < {payable.pk for payable in Payable.objects.all()}
    assert Payment.objects.count() == 3


def test_what_a_clerk_typed_becomes_the_members_act(village) -> None:
    account = User.objects.create(username="clerk", person=village.people["clerk"])
    plan = village.plan()
    village.propose(plan, account=account)
    assert not PlanVersion.objects.exists()
    assert not Act.objects.exists()
    village.draft(plan)
    act = Act.objects.get()
    assert (act.person, act.duty, act.entered_by) == (
        village.people["member1"],
        "draft_plan",
        account,
    )


def test_the_households_of_a_version_are_its_beneficiaries(village) -> None:
    plan = village.drafted()
    rows = Beneficiary.objects.filter(matter=case_of(plan).matter)
    assert {(row.version, row.household_id) for row in rows} == {
        (1, home.pk) for home in village.households
    }


def test_every_case_is_finished_or_waits(village) -> None:
    village.until(village.drafted(), "")
    village.until(village.drafted(title="第二个"), "payment")
    assert sorted(Case.objects.values_list("state", flat=True)) == ["done", "open"]
