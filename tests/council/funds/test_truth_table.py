"""Every office at every step: only the office whose duty it is gets through."""

from __future__ import annotations

import pytest

from council.funds.queries.plans import case_of, waiting_step
from council.procedures.queries import procedure_of
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from tests.council.funds.conftest import AT, PEOPLE

#: Who may do which step of a plan, when nobody stands in a conflict.
ALLOWED = {
    "draft": {"member1", "member2", "member3"},
    "opinions": {"member1", "member2", "member3", "clerk", "town_clerk"},
    "advice": {"member1", "member2", "member3"},
    "adoption": {"member1", "member2", "member3", "clerk", "town_clerk"},
    "supervisory_review": {"supervisory"},
    "joint_meeting": {"committee"},
    "township_review": {"reviewer"},
    "approval": {"approver"},
    "filing": {"filer"},
    "payment_list": {"committee"},
    "payment": {"accountant"},
    "delivery_check": {"member1", "member2", "member3"},
    "delivery_accept": {"member1", "member2", "member3"},
}


@pytest.mark.parametrize("key", ALLOWED)
def test_who_may_do_this_step(village, key) -> None:
    plan = village.plan()
    village.propose(plan)
    if key != "draft":
        village.draft(plan)
        village.until(plan, key)
    case = case_of(plan)
    duty = Duty(procedure_of(case).step(waiting_step(plan).key).duty)
    found = {who for who in PEOPLE if may(village.people[who], duty, case.matter, AT)}
    assert found == ALLOWED[key]


def test_the_table_covers_every_step_somebody_does(village) -> None:
    steps = procedure_of(case_of(village.plan())).steps
    assert {step.key for step in steps if step.duty} == set(ALLOWED)
