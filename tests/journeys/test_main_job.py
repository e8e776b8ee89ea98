"""The main job, from a spreadsheet to the village wall and to each household, in a real browser.

One story in five chapters; in each of them the wrong person tries too, and is told why not.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from PIL import Image

from council.funds.models import DistributionPlan, Payment
from council.funds.queries.plans import allocation_lines, current_version, lines_of
from council.funds.services.allocations import create_allocation
from gongshi.desk.registries import Script
from gongshi.people.models import Household
from gongshi.people.names import name_of
from publicity.notices.models import Notice
from tests.council.funds.test_imports import workbook

from .conftest import person_behind
from .walk import Walk

pytestmark = pytest.mark.browser

PLAN = "石桥示范村2026年光伏电站收益分配方案"
SUM = "53,000.00"
AUTHORISED = "村民会议决议〔2026〕1号"


def the_county_clerk_imports_the_table(walk: Walk, script: Script, table: Path) -> None:
    """A real table as the county has it: looked at row by row, then taken whole."""
    with transaction.atomic():
        allocation = create_allocation(
            area=script.county,
            title="2018年专项扶贫资金分配",
            year=2018,
            stated={"total": 113_500_000},
            by=person_behind("xianwenshu"),
            at=walk.clock.at,
        )
    upload = reverse("admin_import_upload", args=["funds.allocation_table"])
    walk.sign_in("wenshu1").go(upload).sees_nothing_of(f'value="{allocation.pk}"')
    clerk = walk.sign_in("xianwenshu").go(upload)
    clerk.fill(allocation=str(allocation.pk), file=str(table)).press("上传并核对")
    clerk.sees("彰北办事处周家营村", "1,135,000.00").picture("import", judge=False)
    clerk.fill(accept_warnings="on").press("全部导入")
    assert "已导入" in clerk.page.content()
    assert sum(line.amount or 0 for line in allocation_lines(allocation)) == 113_500_000


def the_clerk_enters_the_plan(walk: Walk, homes: list[Household]) -> None:
    """The clerk enters the plan and proposes its lines; nobody is bound by that."""
    clerk = walk.sign_in("wenshu1")
    clerk.turn_to("资金").picture("plans").follow("新建石桥示范村的分配方案")
    clerk.fill(
        title=PLAN,
        total="5.3万元",
        earmark="poverty_asset",
        purpose="support_without_labour",
        authorisation=AUTHORISED,
    )
    clerk.picture("new-plan").press("录入方案")
    for home in homes:
        clerk.fill(**{f"h{home.pk}-take": "on"})
    clerk.picture("propose-lines").press("计算各笔金额").sees("合计", SUM)
    clerk.sees("确认了才算数").picture("proposed")
    clerk.posts(f"{clerk.path}adopt/").is_refused("你今天没有可以办这件事的职务", "I7")


def the_village_deliberates(walk: Walk, plan: DistributionPlan) -> None:
    """Draft, opinions, the council's advice, the representatives' resolution."""
    member = walk.sign_in("lishi1-5").picture("tasks-of-a-member")
    member.open("起草分配方案").sees(SUM).picture("adopt-draft").press("确认这个方案草案")
    walk.clock.pass_days(3)
    clerk = walk.sign_in("wenshu1").open("征求村民意见")
    clerk.fill(opinions="收到两条意见，都已说明。").picture("opinions").press("提交")
    the_council_advises(walk)
    the_representatives_resolve(walk)


def the_council_advises(walk: Walk) -> None:
    """A show of hands on one screen; who is concerned leaves the vote and the denominator."""
    chair = walk.sign_in("lishizhang1").open("理事会表决建议")
    chair.follow("召集会议").fill(held_at="2026-03-05T09:00", place="村委会会议室")
    chair.picture("call-a-meeting").press("召集这次会议").picture("meeting").follow("签到")
    for box in chair.main.locator('label:has([value="present"])').all():
        box.click()
    chair.picture("attendance").press("保存签到").sees("实到7人，够法定人数")
    chair.follow("提出议案").fill(text=f"同意《{PLAN}》，报村民代表会议决定。")
    chair.picture("put-a-motion").press("提出这项议案")
    chair.picture("motion").press("开始表决").sees("回避")
    chair.picture("hands")
    vote = chair.page.url

    member = walk.sign_in("lishi1-1")
    member.page.goto(vote)
    boxes = member.main.locator('label:has([value="approve"])').all()
    assert len(boxes) == 5  # of seven: the cadre and the one who lives in a household on the list
    for box in boxes:
        box.click()
    member.main.locator('label:has([value="reject"])').last.click()
    member.picture("hands-entered").press("登记名单").sees("请念一遍这份名单")
    member.posts(f"{member.path}certify/", digest="")
    member.is_refused("要由另一名成员签认", "VOTE-CERTIFY").picture("typist-may-not-certify")

    cadre = walk.sign_in("lishi1-2")
    cadre.page.goto(vote)
    cadre.picture("cadre-is-recused").sees("本人是这件事经办单位的成员")
    other = walk.sign_in("lishi1-6")
    other.page.goto(vote)
    other.picture("certify-hands").press("核对无误，我签认")
    other.sees("通过").picture("result-of-the-vote")


def the_representatives_resolve(walk: Walk) -> None:
    """The assembly meets six days later; the clerk enters it, two others certify."""
    director = walk.sign_in("zhuren1").go("/desk/meetings/new/")
    director.fill(
        where=f"{walk.village}-representatives", held_at="2026-03-08T09:00", place="村文化广场"
    )
    director.press("召集这次会议").is_refused("要提前5天通知", "MEETING-1").picture(
        "called-too-late"
    )
    director.fill(held_at="2026-03-11T09:00")  # the rest is still there
    director.press("召集这次会议")
    meeting = director.page.url
    walk.clock.pass_days(6)
    clerk = walk.sign_in("wenshu1")
    clerk.page.goto(meeting)
    clerk.picture("assembly").follow("登记决议").fill(
        text=f"通过《{PLAN}》。",
        authorisation=AUTHORISED,
        present="18",
        women_present="6",
        yes="16",
        no="1",
        abstain="1",
    )
    clerk.picture("enter-resolution").press("登记这份决议").picture("resolution")
    resolution = clerk.page.url
    clerk.posts(clerk.path).is_refused("登记决议的人不能签认", "RESOLUTION-CERT")
    for login in ("daibiao1-1", "jianwei1-1"):
        witness = walk.sign_in(login)
        witness.page.goto(resolution)
        witness.press("签认")
    witness.sees("通过").picture("resolution-certified")


def the_notice_goes_up(walk: Walk, photo: Path) -> Notice:
    """Supervision, joint meeting, draft, review, release by another, the board photographed."""
    walk.sign_in("jianwei1-1").open("村务监督委员会审查").picture("supervisory-review").press(
        "提交"
    )
    member = walk.sign_in("weiyuan1-1").open("村党组织和村委会联席会议确定")
    member.fill(minutes="联席会议纪要〔2026〕3号").press("提交")

    drafter = walk.sign_in("weiyuan1-2").picture("tasks-of-the-committee").open("起草公示")
    drafter.picture("request").press("开始起草")
    drafter.fill(text="现予公示，欢迎监督。", hotlines="0539-5550001; 12317")
    drafter.picture("draft-notice").press("写好了，送审").sees("已送审")
    notice = drafter.path

    walk.sign_in("weiyuan1-1").go(notice).is_told("你今天没有", "I7").picture("not-a-reviewer")
    reviewer = walk.sign_in("jianwei1-2").open("审核公示").fill(decision="approve")
    reviewer.picture("review-notice").press("提交审核意见")
    drafter = walk.sign_in("weiyuan1-2").go(notice).is_told("必须由别人来办", "I5")
    drafter.picture("drafter-may-not-release").posts(notice)
    drafter.is_refused("你已经办过“起草公示”", "I5")
    releaser = walk.sign_in("weiyuan1-3").open("发布公示").picture("release").press("发布公示")
    releaser.sees("已发布").fill(place="村委会门口公开栏", photo=str(photo)).picture("post")
    releaser.press("登记张贴").sees("公示期开始").picture("posted")
    return Notice.objects.get()


def a_villager_objects(walk: Walk, notice: Notice, names: list[str]) -> None:
    """On an old phone, without an account: read, find one's row, object, follow the answer."""
    walk.clock.pass_days(1)
    villager = walk.villager().go("/").picture("county").follow(f"{PLAN}公示")
    villager.sees("公示中", "2026年3月21日").picture("notice")
    villager.sees("逄*兰").sees_nothing_of(*names)
    villager.follow("我有不同意见").pick("row", "逄*兰").fill(
        text="我家四口人，只算了三口。"
    ).picture("objection")
    villager.press("交上去").sees("逄*兰").picture("receipt")
    code = villager.main.locator(".code").inner_text()
    villager.go("/objections/").fill(code=code).press("查看").sees("正在核实").picture("follow")

    drafter = walk.sign_in("weiyuan1-1").open("答复异议")
    drafter.fill(outcome="explained", text="以户口簿为准，户内三口人。")
    drafter.picture("answer").press("答复")
    villager = walk.villager().go("/objections/").fill(code=code.lower())
    villager.press("查看").sees("以户口簿为准").picture("answered")


def the_period_ends(walk: Walk, notice: Notice) -> None:
    """Nobody ends it early; the clock does when its last day has passed."""
    accountant = walk.sign_in("zhenkuaiji1").turn_to("资金")
    accountant.follow(PLAN).go(f"{accountant.path}payments/")
    accountant.sees("发放表还没有编制").picture("too-early-to-pay")
    walk.clock.pass_days(9)
    call_command("tick")
    notice.refresh_from_db()
    assert notice.phase == "displayed"  # its last day is not over yet
    walk.clock.pass_days(1)
    call_command("tick")
    walk.villager().go(f"/gs/{notice.number}/").sees("公示结束，异议已处理").picture("concluded")


def the_township_and_the_county_approve(walk: Walk) -> None:
    """Review, approval, filing: three different persons."""
    walk.sign_in("zhenshenhe1").open("乡镇审核").picture("township-review").press("提交")
    approver = walk.sign_in("xianshenpi").open("审批", PLAN)
    approver.picture("approval").press("提交")
    filing = walk.sign_in("xianbeian").open("备案").path
    approver = walk.sign_in("xianshenpi").go(filing).is_told("你今天没有", "I7")
    approver.sees("这一步由").picture("approver-may-not-file")
    walk.sign_in("xianbeian").open("备案").fill(number="备〔2026〕1号").press("提交")


def the_money_is_paid_and_arrives(walk: Walk, plan: DistributionPlan) -> None:
    """The list, one voucher a line, two members who look, the result announced."""
    lines = lines_of(current_version(plan))
    walk.sign_in("weiyuan1-1").open("发放表").picture("payment-list").press("编制发放表")
    accountant = walk.sign_in("zhenkuaiji1").open("付款")
    accountant.fill(amount="99999", voucher="记-1").press("登记这笔付款")
    accountant.is_refused("这一笔只剩", "FUND-9").picture("paying-too-much")
    accountant.open("付款").picture("payments")
    for number, _line in enumerate(lines, start=1):
        accountant.fill(voucher=f"记-{number}").press("登记这笔付款").sees("已登记")
    accountant.picture("all-paid")
    assert Payment.objects.count() == len(lines)

    for login, last in (("lishi1-5", False), ("lishi1-6", True)):
        member = walk.sign_in(login).open("到位核查")
        for line in lines:
            member.choose(f"reached-{line.pk}", "yes")
        if last:
            member.tick("核查完毕")
        member.picture(f"delivery-{login}").press("保存核查情况")
    walk.sign_in("lishi1-5").open("到位验收").picture("accept-delivery").press("提交")


def the_result_is_announced(walk: Walk) -> None:
    """The result goes the same way to the wall, in other hands than it was drafted by."""
    drafter = walk.sign_in("weiyuan1-2").open("起草公示").press("开始起草")
    drafter.fill(text="现予公告。", hotlines="12317").press("写好了，送审")
    reviewer = walk.sign_in("jianwei1-2").open("审核公示").fill(decision="approve")
    reviewer.press("提交审核意见")
    walk.sign_in("weiyuan1-3").open("发布公示").press("发布公示")
    number = Notice.objects.latest("pk").number
    walk.villager().go(f"/gs/{number}/").sees("公告").picture("result")
    walk.villager().go("/a/371326106901/").picture("village")


def test_main_job(walk: Walk, script: Script, tmp_path: Path) -> None:
    walk.village = script.villages[0].code
    photo = tmp_path / "board.jpg"
    Image.new("RGB", (960, 640), "#3f5a4a").save(photo)
    homes = script.households[walk.village][:6]
    names = [name_of(home.members.get(is_head=True).person) for home in homes]

    table = tmp_path / "分配表.xlsx"
    table.write_bytes(workbook("03"))

    the_county_clerk_imports_the_table(walk, script, table)
    the_clerk_enters_the_plan(walk, homes)
    plan = DistributionPlan.objects.get()
    the_village_deliberates(walk, plan)
    notice = the_notice_goes_up(walk, photo)
    a_villager_objects(walk, notice, names)
    the_period_ends(walk, notice)
    the_township_and_the_county_approve(walk)
    the_money_is_paid_and_arrives(walk, plan)
    the_result_is_announced(walk)
    call_command("verify_record")
    assert walk.album.faults == {}
