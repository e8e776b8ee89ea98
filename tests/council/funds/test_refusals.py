"""Every refusal names its rule, and nothing was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from council.funds.models import FundItem, Payment
from council.funds.queries.plans import case_of, current_version, lines_of, waiting_step
from council.funds.rules.lines import GROUP, HOUSEHOLD, Line
from council.funds.services.allocations import Entry, create_allocation, record_rows
from council.funds.services.delivery import Seen, check_delivery
from council.funds.services.payments import make_payment_list
from council.funds.services.sources import record_item
from council.procedures.services import perform
from gongshi.offices.duties import Office
from gongshi.offices.services import appoint
from gongshi.people.models import Household
from gongshi.verdict import RuleBroken
from tests.council.funds.conftest import AT, TODAY, counts, make_kin


def refused(rule: str, act: Callable[[], object]) -> None:
    """The act is refused by this rule, and nothing changed."""
    before = counts()
    with pytest.raises(RuleBroken) as broken:
        act()
    assert broken.value.verdict.rule == rule
    assert counts() == before


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("FUND-3", {"purpose": "vehicles_and_telephones"}),
        ("FUND-3", {"purpose": "something_else"}),
        ("FUND-4", {"earmark": "both"}),
        ("FUND-1", {"total": 0}),
        ("FUND-1", {"total": -1}),
    ],
)
def test_a_plan_is_entered_right_or_not_at_all(village, rule, change) -> None:
    refused(rule, lambda: village.plan(**change))


@pytest.mark.parametrize("who", ["accountant", "reviewer", "committee", "secretary", "supervisory"])
def test_only_who_records_may_enter(village, who) -> None:
    refused("I7", lambda: village.plan(by=village.people[who]))


def test_a_clerk_of_another_township_may_not_enter(village) -> None:
    from gongshi.areas.models import Area

    other = Area.objects.create(
        code="371326107000", name="别镇", level="township", parent=village.county
    )
    clerk = village.heads[0]
    first, second = village.granters
    appoint(
        person=clerk,
        office=Office.TOWNSHIP_CLERK,
        area=other,
        starts_on=date(2026, 1, 1),
        legal_basis="任命",
        by=first,
        confirmed_by=second,
        at=AT,
    )
    refused("I7", lambda: village.plan(by=clerk))


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        ("I3", [Line(GROUP, "全体", amount=99_999)]),
        ("I3", [Line(GROUP, "全体", amount=100_001)]),
        ("I3", [Line(GROUP, "甲", amount=-1), Line(GROUP, "乙", amount=100_001)]),
        ("FUND-1", []),
        ("FUND-1", [Line(GROUP, " ", amount=100_000)]),
        ("FUND-1", [Line(GROUP, "甲", amount=None), Line(GROUP, "乙", amount=100_000)]),
        ("FUND-2", [Line(HOUSEHOLD, "外村户", amount=100_000)]),
        ("FUND-2", [Line(HOUSEHOLD, "外村户", amount=100_000, household=10**9)]),
    ],
)
def test_lines_that_do_not_stand_make_no_version(village, rule, lines) -> None:
    plan = village.plan()
    village.propose(plan, formula="funds.by_hand", lines=lines)
    refused(rule, lambda: village.draft(plan))


def test_a_household_of_another_village_is_refused(village) -> None:
    from gongshi.areas.models import Area

    other = Area.objects.create(
        code="371326106202", name="邻村", level="village", parent=village.town
    )
    home = Household.objects.create(area=other, number="1")
    plan = village.plan()
    line = Line(HOUSEHOLD, "邻村户", amount=100_000, household=home.pk)
    village.propose(plan, formula="funds.by_hand", lines=[line])
    refused("FUND-2", lambda: village.draft(plan))


def test_representatives_need_the_assemblys_authorisation(village) -> None:
    plan = village.plan(authorisation=" ")
    village.propose(plan)
    refused("FUND-5", lambda: village.draft(plan))


def test_nothing_entered_nothing_adopted(village) -> None:
    plan = village.plan()
    refused("FUND-17", lambda: village.draft(plan))


def test_an_unknown_formula_proposes_nothing(village) -> None:
    plan = village.plan()
    refused("FUND-16", lambda: village.propose(plan, formula="strange.formula"))


def test_plans_never_exceed_their_item(village) -> None:
    clerk = village.people["county_clerk"]
    item = record_item(
        area=village.county,
        year=2026,
        department="乡村振兴局",
        number="17",
        name="光伏收益",
        ceiling=150_000,
        by=clerk,
        at=AT,
    )
    village.plan(item=item, total=100_000)
    refused("FUND-7", lambda: village.plan(item=item, total=50_001))
    village.plan(item=item, total=50_000)
    assert FundItem.objects.get().ceiling == 150_000


def test_i2_a_cadre_on_the_council_does_not_draft(village) -> None:
    first, second = village.granters
    appoint(
        person=village.people["member1"],
        office=Office.COMMITTEE_MEMBER,
        area=village.area,
        starts_on=date(2026, 1, 1),
        legal_basis="选举",
        by=first,
        confirmed_by=second,
        at=AT,
    )
    plan = village.plan()
    village.propose(plan)
    refused("I2", lambda: village.draft(plan))


def test_i3_who_gains_does_not_draft(village) -> None:
    plan = village.plan()
    village.propose(plan)
    member = village.people["member1"]
    make_kin(member, village.heads[1])
    refused("I3", lambda: village.draft(plan))
    village.draft(plan, by=village.people["member2"])


@pytest.mark.parametrize(
    ("step", "who"),
    [("township_review", "reviewer"), ("approval", "approver"), ("delivery_accept", "member1")],
)
def test_i3_kin_of_a_household_neither_reviews_nor_approves_nor_accepts(village, step, who) -> None:
    plan = village.plan()
    village.propose(plan)
    village.draft(plan, by=village.people["member2"])
    village.until(plan, step)
    make_kin(village.people[who], village.heads[0])
    refused("I3", lambda: perform(step=waiting_step(plan), by=village.people[who], at=AT))


def test_i5_who_made_the_list_does_not_pay(village) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    first, second = village.granters
    appoint(
        person=village.people["committee"],
        office=Office.CASHIER,
        area=village.area,
        starts_on=date(2026, 1, 1),
        legal_basis="任命",
        by=first,
        confirmed_by=second,
        at=AT,
    )
    line = lines_of(current_version(plan))[0]
    refused("I5", lambda: village.pay(line, line.amount, by=village.people["committee"]))


@pytest.mark.parametrize(
    "step", ["draft", "opinions", "advice", "publication", "township_review", "payment_list"]
)
def test_nothing_is_paid_before_its_stage(village, step) -> None:
    plan = village.plan()
    village.propose(plan)
    village.draft(plan)
    if step == "draft":
        from council.procedures.services import send_back

        send_back(
            step=waiting_step(plan), to="draft", reason="重拟", by=village.people["clerk"], at=AT
        )
    else:
        village.until(plan, step)
    line = lines_of(current_version(plan))[0]
    refused("FUND-8", lambda: village.pay(line, line.amount))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("FUND-9", {"amount": 20_001}),
        ("FUND-9", {"amount": 0}),
        ("FUND-9", {"amount": -1}),
        ("FUND-10", {"voucher": " "}),
        ("FUND-10", {"voucher": "\u200b\u3000"}),
        ("FUND-10", {"voucher": "㌔" * 40}),
        ("FUND-11", {"paid_on": date(2026, 3, 3)}),
        ("FUND-11", {"paid_on": date(2026, 3, 1)}),
        ("I7", {"by": "committee"}),
        ("I7", {"by": "member2"}),
    ],
)
def test_a_payment_is_right_or_not_made(village, rule, change) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    line = lines_of(current_version(plan))[0]
    more = dict(change)
    amount = more.pop("amount", line.amount)
    if "by" in more:
        more["by"] = village.people[more["by"]]
    refused(rule, lambda: village.pay(line, amount, **more))


def test_a_line_is_paid_once_and_a_voucher_serves_once(village) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    one, two, _three = lines_of(current_version(plan))
    village.pay(one, one.amount, voucher="记-7")
    refused("FUND-9", lambda: village.pay(one, one.amount, voucher="记-8"))
    refused("FUND-10", lambda: village.pay(two, two.amount, voucher="记-7"))


def test_a_line_may_be_paid_in_parts_up_to_its_amount(village) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    line = lines_of(current_version(plan))[0]
    village.pay(line, 5_000, voucher="记-1")
    refused("FUND-9", lambda: village.pay(line, 15_001, voucher="记-2"))
    village.pay(line, 15_000, voucher="记-2")
    assert waiting_step(plan).key == "payment"


def test_the_same_form_pays_once(village) -> None:
    plan = village.drafted()
    village.until(plan, "payment")
    line = lines_of(current_version(plan))[0]
    key = uuid4()
    first = village.pay(line, line.amount, client_key=key)
    before = counts()
    assert village.pay(line, line.amount, client_key=key) == first
    assert counts() == before
    refused("FUND-12", lambda: village.pay(line, line.amount - 1, client_key=key))
    assert Payment.objects.count() == 1


def test_the_database_itself_refuses_a_second_voucher(village) -> None:
    from django.db import IntegrityError, transaction

    plan = village.drafted()
    village.until(plan, "payment")
    line = lines_of(current_version(plan))[0]
    made = village.pay(line, 1, voucher="记-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            area=village.area,
            line=line,
            act=made.act,
            amount=1,
            voucher="记-1",
            year=2026,
            paid_on=TODAY,
        )
    assert Payment.objects.count() == 1


def test_a_step_is_not_done_without_what_it_is_for(village) -> None:
    plan = village.plan()
    step = waiting_step(plan)
    refused("FUND-17", lambda: perform(step=step, by=village.people["member1"], at=AT))
    village.propose(plan)
    village.draft(plan)
    refused("PROC-2", lambda: village.draft(plan))
    refused("PROC-2", lambda: make_payment_list(plan=plan, by=village.people["committee"], at=AT))
    refused(
        "PROC-3",
        lambda: perform(step=waiting_step(plan), by=village.people["clerk"], at=AT),
    )


def test_a_delivery_needs_every_line_and_two_inspectors(village) -> None:
    plan = village.drafted()
    village.until(plan, "delivery_check")
    lines = lines_of(current_version(plan))
    everything = {line.pk: Seen("yes") for line in lines}

    def check(who, seen, *, complete):
        return check_delivery(
            plan=plan, seen=seen, complete=complete, by=village.people[who], at=AT
        )

    refused("I12", lambda: check("member2", everything, complete=True))
    check("member2", {lines[0].pk: Seen("yes")}, complete=False)
    refused("FUND-13", lambda: check("member3", {lines[1].pk: Seen("yes")}, complete=True))
    refused("I7", lambda: check("accountant", everything, complete=False))
    refused("I7", lambda: check("committee", everything, complete=False))
    check("member3", {**everything, lines[2].pk: Seen("no", "尚未到账")}, complete=True)
    accept = waiting_step(plan)
    assert accept.key == "delivery_accept"
    refused("FUND-14", lambda: perform(step=accept, by=village.people["member1"], at=AT))


def test_who_entered_an_allocation_does_not_approve_it(village) -> None:
    clerk, approver = village.people["county_clerk"], village.people["approver"]
    allocation = create_allocation(
        area=village.county, title="2026年资金", year=2026, by=clerk, at=AT
    )
    refused("FUND-1", lambda: record_rows(allocation=allocation, rows=[], by=clerk, at=AT))
    from council.funds.queries.plans import case_of_allocation
    from council.procedures.queries import active_step

    case = case_of_allocation(allocation)
    refused("FUND-17", lambda: perform(step=active_step(case), by=clerk, at=AT))
    first, second = village.granters
    appoint(
        person=approver,
        office=Office.TOWNSHIP_CLERK,
        area=village.county,
        starts_on=date(2026, 1, 1),
        legal_basis="任命",
        by=first,
        confirmed_by=second,
        at=AT,
    )
    record_rows(allocation=allocation, rows=[Entry(place="甲镇", amount=1)], by=approver, at=AT)
    refused("FUND-18", lambda: perform(step=active_step(case), by=approver, at=AT))


def test_a_village_without_its_two_committees_imports_them_first(village) -> None:
    from gongshi.offices.models import Appointment
    from gongshi.offices.services import end_appointment
    from gongshi.people.models import Organisation

    seat = Appointment.objects.get(office=Office.COMMITTEE_MEMBER)
    end_appointment(appointment=seat, reason="换届", by=village.granters[0], at=AT)
    refused("FUND-19", village.plan)
    refused("FUND-19", lambda: village.plan(executor=village.committee))
    other = Organisation.objects.create(area=village.area, name="示范合作社", kind="cooperative")
    assert case_of(village.plan(executor=other)).matter.executor == other


def test_an_imported_list_of_the_committees_makes_them_the_body_that_acts(village) -> None:
    from gongshi.people.models import Organisation

    Organisation.objects.all().delete()
    plans = [village.plan(), village.plan(title="另一份方案")]
    bodies = {case_of(plan).matter.executor for plan in plans}
    assert [(body.name, body.kind) for body in bodies] == [("示范村村“两委”", "committee")]
    member = village.people["member1"]
    first, second = village.granters
    appoint(
        person=member,
        office=Office.PARTY_BRANCH_MEMBER,
        area=village.area,
        starts_on=date(2026, 1, 1),
        legal_basis="选举",
        by=first,
        confirmed_by=second,
        at=AT,
    )
    village.propose(plans[0])
    refused("I2", lambda: village.draft(plans[0]))
