"""The desk pages without a script: the right person gets through, the wrong one reads why not."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from council.funds.models import DeliveryCheck, DistributionPlan, Payment, PaymentList, PlanVersion
from council.funds.pages.fields import YuanField
from council.funds.queries.plans import current_version, lines_of, waiting_step
from gongshi.people.models import User
from tests.council.funds.conftest import counts
from tests.council.reading import read


@pytest.fixture
def signed_in(village, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: village.at)

    def client(who: str) -> Client:
        account, _new = User.objects.get_or_create(username=who, person=village.people[who])
        browser = Client()
        browser.force_login(account, backend="gongshi.people.backends.PhoneOrName")
        return browser

    return client


def new_plan(village) -> dict[str, str]:
    return {
        "title": "2026年光伏收益分配方案",
        "year": "2026",
        "total": "1,000.00",
        "earmark": "poverty_asset",
        "purpose": "support_without_labour",
        "authorisation": "村民会议决议〔2026〕1号",
    }


def proposal(village) -> dict[str, str]:
    data = {"formula": "funds.per_head", "remainder": "largest_remainder"}
    for home, count in zip(village.households, (2, 3, 5), strict=True):
        data |= {f"h{home.pk}-take": "on", f"h{home.pk}-count": str(count)}
    for number in range(4):
        data[f"u{number}-kind"] = "project"
    return data


def test_a_clerk_enters_and_proposes_and_a_member_adopts(village, signed_in) -> None:
    clerk, member = signed_in("clerk"), signed_in("member1")
    assert village.area.name in clerk.get("/desk/funds/").content.decode()
    page = clerk.post(f"/desk/funds/new/{village.area.pk}/", new_plan(village))
    plan = DistributionPlan.objects.get()
    assert page.status_code == 302
    assert plan.total == 100_000
    draft = f"/desk/funds/{plan.pk}/draft/"
    assert clerk.get(draft).status_code == 200
    assert clerk.post(f"{draft}propose/", proposal(village)).status_code == 302
    shown = clerk.get(draft).content.decode()
    assert "500.00" in shown
    assert ">数量</th>" not in shown  # nothing is shared in kind: no empty column
    before = counts()
    refused = clerk.post(f"{draft}adopt/", read(member, draft))
    assert refused.status_code == 403
    assert "I7" in refused.content.decode()
    assert counts() == before
    assert member.post(f"{draft}adopt/", read(member, draft)).status_code == 302
    assert PlanVersion.objects.get().plan == plan
    assert waiting_step(plan).key == "opinions"
    page = member.get(f"/desk/funds/{plan.pk}/").content.decode()
    assert "第1版" in page
    assert "零头大的各得1分" in page
    assert "修改次数" not in page  # a plan that was never changed does not count its changes


def test_a_wrong_amount_is_said_at_its_field_and_nothing_is_kept(village, signed_in) -> None:
    plan = village.plan()
    before = counts()
    data = proposal(village) | {f"h{village.households[0].pk}-amount": "12元3"}
    page = signed_in("clerk").post(f"/desk/funds/{plan.pk}/draft/propose/", data)
    assert page.status_code == 422
    assert "12元3" in page.content.decode()
    assert counts() == before


def test_a_wrong_count_is_listed_on_top_and_leads_to_its_field(village, signed_in) -> None:
    plan, home = village.plan(), village.households[1]
    data = proposal(village) | {f"h{home.pk}-count": "-1"}
    page = signed_in("clerk").post(f"/desk/funds/{plan.pk}/draft/propose/", data)
    told = page.content.decode().split('class="wrong-list"')[1].split("</section>")[0]
    assert f'href="#id_h{home.pk}-count"' in told
    assert told.count("<li>") == 1


def test_only_who_records_here_gets_the_form_of_a_new_plan(village, signed_in) -> None:
    before = counts()
    page = signed_in("accountant").post(f"/desk/funds/new/{village.area.pk}/", new_plan(village))
    assert page.status_code == 403
    assert counts() == before


def test_another_villages_people_do_not_see_the_plan(village, signed_in) -> None:
    plan = village.drafted()
    User.objects.create(username="nobody", person=village.heads[0])
    browser = Client()
    browser.force_login(
        User.objects.get(username="nobody"), backend="gongshi.people.backends.PhoneOrName"
    )
    for page in ("", "draft/", "payment-list/", "payments/", "delivery/"):
        assert browser.get(f"/desk/funds/{plan.pk}/{page}").status_code == 404
    assert Client().get(f"/desk/funds/{plan.pk}/").status_code == 302


def test_the_committee_makes_the_list_and_the_accountant_pays(village, signed_in) -> None:
    plan = village.drafted()
    village.until(plan, "payment_list")
    assert signed_in("member1").post(f"/desk/funds/{plan.pk}/payment-list/").status_code == 403
    assert not PaymentList.objects.exists()
    url, committee = f"/desk/funds/{plan.pk}/payment-list/", signed_in("committee")
    assert committee.post(url, read(committee, url)).status_code == 302
    line = lines_of(current_version(plan))[0]
    url, accountant = f"/desk/funds/{plan.pk}/payments/", signed_in("accountant")
    assert 'name="voucher"' in accountant.get(url).content.decode()
    form = {
        "line": line.pk,
        "client_key": str(uuid4()),
        "amount": "200.00",
        "voucher": "记-1",
        "paid_on": "2026-03-02",
    }
    before = counts()
    assert signed_in("committee").post(url, form).status_code == 403
    assert accountant.post(url, form | {"amount": "200.01"}).status_code == 409
    assert accountant.post(url, form | {"voucher": ""}).status_code == 200
    assert counts() == before
    assert accountant.post(url, form).status_code == 302
    assert accountant.post(url, form).status_code == 302  # a double tap
    assert Payment.objects.count() == 1
    assert "已付清" in accountant.get(url).content.decode()


def test_two_members_look_whether_it_arrived(village, signed_in) -> None:
    plan = village.drafted()
    village.until(plan, "delivery_check")
    url = f"/desk/funds/{plan.pk}/delivery/"
    ticks = {f"reached-{line.pk}": "yes" for line in lines_of(current_version(plan))}
    ticks |= read(signed_in("member2"), url)
    assert signed_in("committee").post(url, ticks).status_code == 403
    assert signed_in("member2").post(url, ticks | {"complete": "1"}).status_code == 409
    assert not DeliveryCheck.objects.exists()
    assert signed_in("member2").post(url, ticks).status_code == 302
    assert "checked" not in signed_in("member3").get(url).content.decode()
    assert signed_in("member3").post(url, ticks | {"complete": "1"}).status_code == 302
    assert waiting_step(plan).key == "delivery_accept"


def test_the_step_that_waits_leads_to_its_own_page(village, signed_in) -> None:
    plan = village.plan()
    step = waiting_step(plan)
    page = signed_in("member1").get(f"/desk/cases/steps/{step.pk}/")
    assert page.headers["Location"] == f"/desk/funds/{plan.pk}/draft/"


@pytest.mark.parametrize(
    ("typed", "fen"), [("1,234.50", 123450), ("１２", 1200), ("12.5万元", 12_500_000), ("", None)]
)
def test_money_is_read_as_people_type_it(typed, fen) -> None:
    assert YuanField(required=False).clean(typed) == fen
