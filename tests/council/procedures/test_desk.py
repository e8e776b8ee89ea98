"""Who did what on a case, and what is overdue: shown to those who watch over a place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from council.funds.queries.plans import case_of
from council.procedures.models import Step
from council.procedures.pages import traces
from gongshi.matters.models import Act
from gongshi.people.models import User
from gongshi.record.models import Commitment
from tests.council.funds.conftest import village  # noqa: F401 -- the ground


def signed_in(person) -> Client:
    account, _new = User.objects.get_or_create(username=str(person.key), person=person)
    browser = Client()
    browser.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return browser


@pytest.fixture
def late(village, monkeypatch):  # noqa: F811
    plan = village.drafted()
    case = case_of(plan)
    Step.objects.filter(case=case, state="active").update(
        due_on=(village.at - timedelta(days=3)).date()
    )
    monkeypatch.setattr("django.utils.timezone.now", lambda: village.at)
    return village, case


def test_a_case_names_each_act_with_its_entry_of_the_record(late) -> None:
    ground, case = late
    rows = traces(case)["traces"]
    act = Act.objects.get(matter=case.matter, duty="draft_plan")
    entry = Commitment.objects.get(table="gongshi_matters.act", row_key=str(act.pk)).entry_id
    assert entry in [row["entry"] for row in rows]
    page = signed_in(ground.people["member1"]).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "办理痕迹" in page
    assert f"存证第 {entry} 号" in page


def test_above_and_the_chair_see_what_is_late_others_do_not(late) -> None:
    ground, case = late
    reviewer = signed_in(ground.people["reviewer"])
    page = reviewer.get("/desk/cases/overdue/").content.decode()
    assert case.title in page
    assert "超期 3 天" in page
    assert "/desk/cases/overdue/" in reviewer.get("/desk/").content.decode()
    assert signed_in(ground.people["member1"]).get("/desk/cases/overdue/").status_code == 404
    assert "overdue" not in signed_in(ground.people["member1"]).get("/desk/").content.decode()


def test_a_step_on_its_last_day_is_not_late(late) -> None:
    ground, case = late
    Step.objects.filter(case=case, state="active").update(due_on=ground.at.date())
    page = signed_in(ground.people["reviewer"]).get("/desk/cases/overdue/").content.decode()
    assert case.title not in page


def test_only_whoever_may_do_the_step_is_sent_to_do_it(late) -> None:
    ground, case = late
    step = case.steps.get(state="active")
    for place in (reverse("desk_case", args=[case.pk]), reverse("funds_plan", args=[case.subject])):
        member = signed_in(ground.people["member1"]).get(place).content.decode()
        reader = signed_in(ground.people["reviewer"]).get(place).content.decode()
        assert "去办当前这一步" in member
        assert "去办当前这一步" not in reader
        assert "看当前这一步" in reader
        assert reverse("desk_step", args=[step.pk]) in reader


@pytest.mark.parametrize(
    "page", ["/desk/cases/{case}/", "/desk/funds/{plan}/", "/desk/funds/{plan}/delivery/"]
)
def test_who_appoints_reads_no_household_of_a_case(late, page: str) -> None:
    """A granter's accounts reach the whole county; full names are for those at work (NOTICE-9)."""
    ground, case = late
    address = page.format(case=case.pk, plan=case.subject)
    read = signed_in(ground.people["filer"]).get(address)
    assert "户主1" in read.content.decode()
    for granter in ground.granters:
        answer = signed_in(granter).get(address)
        assert answer.status_code == 404
        assert "户主" not in answer.content.decode()
