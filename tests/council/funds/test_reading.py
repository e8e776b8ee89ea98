"""Nobody approves what they have not read: a form says what it showed, and a swap is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from council.funds.models import (
    DeliveryCheck,
    DistributionPlan,
    PaymentList,
    PlanDraft,
    PlanVersion,
)
from council.funds.queries.plans import current_version, draft_reading, lines_of, waiting_step
from council.procedures.services import reopen
from tests.council.funds.conftest import AT, counts
from tests.council.funds.test_desk import signed_in  # noqa: F401 -- a fixture
from tests.council.funds.test_refusals import refused
from tests.council.reading import read, reading


def swap(village, plan: DistributionPlan) -> None:
    """The clerk changes the draft: the first household gets everything."""
    lines = [replace(line, amount=0) for line in village.lines()]
    lines[0] = replace(lines[0], amount=100_000)
    village.propose(plan, formula="funds.by_hand", lines=lines)


def again(village, plan: DistributionPlan) -> None:
    """The same plan comes back to the same step as a second version."""
    key = waiting_step(plan).key
    reopen(case=waiting_step(plan).case, to="draft", finding="金额有误", by="clock", at=AT)
    swap(village, plan)
    village.draft(plan, reason="金额有误", by=village.people["member1"])
    village.until(plan, key)


def test_a_draft_swapped_after_it_was_read_is_not_adopted(village) -> None:
    plan = village.plan()
    village.propose(plan)
    read_first = draft_reading(PlanDraft.objects.get())
    swap(village, plan)
    refused("PROC-9", lambda: village.draft(plan, reading=read_first))
    refused("PROC-9", lambda: village.draft(plan, reading=""))
    village.draft(plan)
    assert lines_of(current_version(plan))[0].amount == 100_000


@pytest.mark.parametrize("change", ["total", "purpose", "authorisation"])
def test_what_stands_beside_the_lines_was_read_too(village, change) -> None:
    plan = village.plan()
    village.propose(plan)
    read_first = draft_reading(PlanDraft.objects.get())
    values = {"total": 100_100, "purpose": "public_posts", "authorisation": "别的决议"}
    DistributionPlan.objects.update(**{change: values[change]})
    refused("PROC-9", lambda: village.draft(plan, reading=read_first))


def test_the_same_draft_proposed_again_may_be_adopted(village) -> None:
    plan = village.plan()
    village.propose(plan)
    read_first = draft_reading(PlanDraft.objects.get())
    village.propose(plan)
    assert village.draft(plan, reading=read_first).number == 1


def test_who_may_not_adopt_hears_that_first(village) -> None:
    plan = village.plan()
    village.propose(plan)
    refused("I7", lambda: village.draft(plan, reading="", by=village.people["clerk"]))


def test_the_new_draft_is_shown_to_whoever_read_the_old_one(village, signed_in) -> None:  # noqa: F811
    plan, member = village.plan(), signed_in("member1")
    village.propose(plan)
    address = f"/desk/funds/{plan.pk}/draft/"
    old = read(member, address)
    swap(village, plan)
    before = counts()
    page = member.post(f"{address}adopt/", old)
    assert page.status_code == 409
    words = page.content.decode()
    assert "PROC-9" in words
    assert "1,000.00" in words
    assert counts() == before
    assert member.post(f"{address}adopt/", {"reading": reading(words)}).status_code == 302
    assert PlanVersion.objects.count() == 1


def decides_blindly(browser: Client, address: str, old: dict[str, str], **more: str) -> str:
    """Hand in a form read earlier; it is refused, and the page shows the text as it stands."""
    before = counts()
    page = browser.post(address, old | more)
    assert page.status_code == 409
    words = page.content.decode()
    assert "PROC-9" in words
    assert counts() == before
    return reading(words)


def test_a_payment_list_is_of_the_version_that_was_read(village, signed_in) -> None:  # noqa: F811
    plan = village.drafted()
    village.until(plan, "payment_list")
    committee, address = signed_in("committee"), f"/desk/funds/{plan.pk}/payment-list/"
    old = read(committee, address)
    again(village, plan)
    now = decides_blindly(committee, address, old)
    assert not PaymentList.objects.exists()
    assert committee.post(address, {"reading": now}).status_code == 302


@pytest.mark.parametrize(
    ("step", "who", "form"),
    [
        ("opinions", "clerk", {"opinions": "没有意见", "decision": "done"}),
        ("supervisory_review", "supervisory", {"decision": "done"}),
        ("joint_meeting", "committee", {"minutes": "纪要", "decision": "done"}),
        ("joint_meeting", "committee", {"decision": "to:draft", "minutes": "纪要", "reason": "改"}),
        ("township_review", "reviewer", {"decision": "refuse", "reason": "不合规"}),
        ("approval", "approver", {"decision": "done"}),
    ],
)
def test_every_review_is_of_what_was_read(village, signed_in, step, who, form) -> None:  # noqa: F811
    plan = village.drafted()
    village.until(plan, step)
    waiting, browser = waiting_step(plan), signed_in(who)
    address = f"/desk/cases/steps/{waiting.pk}/"
    old = read(browser, address)
    DistributionPlan.objects.update(authorisation="换了一份决议")
    now = decides_blindly(browser, address, old, **form)
    assert browser.post(address, form | {"reading": now}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state != "active"


def test_a_form_of_an_earlier_round_says_so(village, signed_in) -> None:  # noqa: F811
    plan = village.drafted()
    village.until(plan, "supervisory_review")
    browser, address = signed_in("supervisory"), f"/desk/cases/steps/{waiting_step(plan).pk}/"
    old = read(browser, address)
    again(village, plan)
    before = counts()
    page = browser.post(address, old | {"decision": "done"})
    assert page.status_code == 409
    assert "PROC-2" in page.content.decode()
    assert counts() == before


def test_acceptance_shows_and_covers_what_the_inspectors_found(village, signed_in) -> None:  # noqa: F811
    plan = village.drafted()
    village.until(plan, "delivery_accept")
    step = waiting_step(plan)
    page = signed_in("member1").get(f"/desk/cases/steps/{step.pk}/").content.decode()
    assert "已到" in page


def test_a_check_is_of_the_lines_that_were_shown(village, signed_in) -> None:  # noqa: F811
    plan = village.drafted()
    village.until(plan, "delivery_check")
    browser, address = signed_in("member2"), f"/desk/funds/{plan.pk}/delivery/"
    line = lines_of(current_version(plan))[0]
    decides_blindly(browser, address, {"reading": "0"}, **{f"reached-{line.pk}": "yes"})
    assert not DeliveryCheck.objects.exists()


def test_what_another_inspector_found_does_not_make_one_start_again(village, signed_in) -> None:  # noqa: F811
    plan = village.drafted()
    village.until(plan, "delivery_check")
    one, other = signed_in("member2"), signed_in("member3")
    address = f"/desk/funds/{plan.pk}/delivery/"
    ticks = {f"reached-{line.pk}": "yes" for line in lines_of(current_version(plan))}
    both = read(one, address), read(other, address)
    assert one.post(address, ticks | both[0]).status_code == 302
    assert other.post(address, ticks | both[1]).status_code == 302
