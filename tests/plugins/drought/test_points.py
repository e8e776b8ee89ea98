"""One test an extension point: off in the village, then on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page

from council.funds.queries.plans import current_version, draft_reading, lines_of
from council.funds.registries import fund_formulas
from council.funds.rules.lines import HOUSEHOLD, Line
from council.funds.services.plans import create_plan, propose_lines
from council.funds.services.versions import draft_version
from council.procedures.models import Case
from council.procedures.registries import case_kinds
from council.procedures.services import open_case, perform
from gongshi.admin.services import disable
from gongshi.desk.queries import tasks_of
from gongshi.plugins.jobs import run_all
from gongshi.record.verify import verify
from gongshi.verdict import RuleBroken
from publicity.notices.digests import draft_digest
from publicity.notices.models import AreaPage, Notice
from publicity.notices.services import draft_announcement, publish, review, submit
from tests.plugins.drought.conftest import LABEL
from tests.village import AT, Village

RELIEF = "drought.relief"


def relief(village: Village, at=AT) -> Case:
    return open_case(kind=RELIEF, subject="1", title="春旱送水", area=village.area, at=at)


def refusal(act) -> str:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.verdict.rule


def test_its_case_kind(village: Village, switch_on) -> None:
    assert refusal(lambda: relief(village)) == "PLUGIN-6"
    assert not Case.objects.exists()
    switch_on()
    case = relief(village)
    step = case.steps.get(state="active")
    perform(step=step, by=village["委员甲"], at=AT, evidence={})
    assert case.steps.get(state="active").key == "advise"


def test_its_formula(village: Village, switch_on) -> None:
    here = [kind.key for kind in fund_formulas.active_in(village.area.code)]
    assert "drought.dry_fields" not in here
    homes = [village.household(str(n), f"户{n}") for n in (1, 2)]
    lines = [
        Line(HOUSEHOLD, f"户{n}", household=home.pk, quantity=quantity, unit="亩")
        for n, (home, quantity) in enumerate(zip(homes, (1, 3), strict=True), start=1)
    ]
    plan = create_plan(
        area=village.area,
        title="抗旱资金",
        year=2026,
        earmark="poverty_asset",
        purpose="support_without_labour",
        total=100_000,
        authorisation="村民会议决议〔2026〕1号",
        by=village["文书"],
        at=AT,
    )
    given = {"plan": plan, "formula": "drought.dry_fields", "lines": lines, "at": AT}
    given |= {"inputs": {"base": 10_000}, "by": village["文书"]}
    assert refusal(lambda: propose_lines(**given)) == "FUND-16"
    switch_on()
    propose_lines(**given)
    draft_version(plan=plan, reading=draft_reading(plan.draft), by=village["理事二"], at=AT)
    assert [row.amount for row in lines_of(current_version(plan))] == [30_000, 70_000]


def announced(village: Village) -> Notice:
    above = Page.objects.get(depth=1)
    for area in (village.county, village.township):
        above = above.add_child(instance=AreaPage(title=area.name, slug=area.code, area=area))
    notice = draft_announcement(
        area=village.township,
        title="抗旱公告",
        content=[],
        issuer="镇政府",
        hotlines="12317",
        by=village["镇发布甲"],
        at=AT,
    )
    submit(notice=notice, by=village["镇发布甲"], at=AT)
    village.appoint("镇发布丙", village_office(), area=village.township)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=village["镇发布丙"], at=AT)
    return notice


def village_office():
    from gongshi.offices.duties import Office

    return Office.TOWNSHIP_PUBLISHER


@pytest.mark.parametrize("on", [False, True])
def test_its_check_of_notices(village: Village, on: bool) -> None:
    from gongshi.admin.services import enable

    notice = announced(village)
    if on:
        enable(area=village.township, label=LABEL, by=village.granters[0], at=AT)
        assert refusal(lambda: publish(notice=notice, by=village["镇发布乙"], at=AT)) == "DROUGHT-1"
        assert not Notice.objects.get(pk=notice.pk).live
    else:
        publish(notice=notice, by=village["镇发布乙"], at=AT)
        assert Notice.objects.get(pk=notice.pk).live


def test_its_tasks(village: Village, switch_on) -> None:
    assert tasks_of(village["委员甲"], AT) == []
    switch_on()
    relief(village)
    own = [task for task in tasks_of(village["委员甲"], AT) if task.title == "查看机井"]
    assert [(task.about, task.url) for task in own] == [
        ("春旱送水", reverse("drought_area", args=[village.area.code]))
    ]
    assert not [t for t in tasks_of(village["理事二"], AT) if t.title == "查看机井"]


def test_its_clock_job(village: Village, switch_on) -> None:
    assert run_all(AT)["drought.stale"] == 0
    switch_on()
    relief(village)
    assert run_all(AT + timedelta(days=31))["drought.stale"] == 1
    assert run_all(AT + timedelta(days=31))["drought.stale"] == 0
    assert Case.objects.get().title == "春旱送水（逾期）"


@pytest.mark.django_db(transaction=True)
def test_its_receiver(village: Village, switch_on, django_capture_on_commit_callbacks) -> None:
    switch_on()
    case = relief(village)
    with django_capture_on_commit_callbacks(execute=True):
        perform(step=case.steps.get(state="active"), by=village["委员甲"], at=AT, evidence={})
    assert cache.get(f"drought:{village.area.code}") == "see"


def test_its_page_in_chinese(village: Village, switch_on, client) -> None:
    address = reverse("drought_area", args=[village.area.code])
    assert address == f"/drought/{village.area.code}/"
    assert client.get(address).status_code == 404
    switch_on()
    page = client.get(address)
    assert page.status_code == 200
    assert "目前没有旱情。" in page.content.decode()
    assert client.get("/drought/371326106202/").status_code == 404


def test_it_is_not_switched_off_while_a_case_is_open(village: Village, switch_on) -> None:
    switch_on()
    case = relief(village)

    def off() -> None:
        disable(area=village.area, label=LABEL, by=village.granters[0], at=AT)

    assert refusal(off) == "PLUGIN-5"
    Case.objects.filter(pk=case.pk).update(state="done")
    off()
    assert refusal(lambda: relief(village)) == "PLUGIN-6"


def test_a_case_of_it_is_still_shown_where_it_is_off(village: Village, switch_on) -> None:
    switch_on()
    relief(village)
    kind = case_kinds.get("drought.relief")
    case_kinds.unregister(kind)
    try:
        missing = case_kinds.get("drought.relief")
        assert (missing.installed, missing.title) == (False, "drought.relief")
        assert str(missing().summary("1").title) == "1"
    finally:
        case_kinds.register(kind)


def test_the_record_keeps_who_switched(village: Village, switch_on) -> None:
    switch_on()
    relief(village)
    assert list(verify()) == []
