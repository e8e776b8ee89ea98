"""The acts that are killed halfway: what they need, how they are done, what shows them whole."""

from __future__ import annotations

from wagtail.models import Locale, Page

from council.funds.models import Allocation, AllocationLine, DistributionPlan, Payment, PlanLine
from council.funds.queries.payments import payable_amounts
from council.funds.queries.plans import case_of_allocation
from council.funds.rules.lines import HOUSEHOLD, Line
from council.funds.services.allocations import create_allocation
from council.funds.services.payments import pay_line
from council.funds.services.plans import propose_lines
from council.procedures.models import StepAct
from council.procedures.registries import case_kinds
from gongshi.clock import local_date
from gongshi.matters.models import Act
from gongshi.offices.duties import Office
from gongshi.people.models import Household
from gongshi.publishing.registries import publishables
from gongshi.record.models import Commitment
from gongshi.search.models import Document
from gongshi.spreadsheets.models import ImportBatch
from gongshi.spreadsheets.services import confirm, upload
from publicity.notices.digests import draft_digest
from publicity.notices.models import AreaPage, Counter, Edition, Notice, Posting
from publicity.notices.services import draft_from_request, post, publish, review, submit
from tests.council.deliberation.room import Plan
from tests.council.funds.conftest import Village as Treasury
from tests.faults.deeds import LATER, Deed, account, entries, key_of, named
from tests.faults.votes import VOTES
from tests.publicity.conftest import Sample, requested
from tests.village import AT, Village


def register() -> None:
    """Let the kinds of these tests be known, in whatever process."""
    case_kinds.register(Plan)
    publishables.register(Sample)


def unregister() -> None:
    """Forget them again."""
    case_kinds.unregister(Plan)
    publishables.unregister(Sample)


# Releasing and posting a notice


def _reviewed(village: Village, count: int) -> list[Notice]:
    Locale.objects.get_or_create(language_code="zh-hans")  # an emptied database has no root
    above = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    for area in (village.county, village.township, village.area):
        above = above.add_child(instance=AreaPage(title=area.name, slug=area.code, area=area))
    notices = []
    for number in range(count):
        request = requested(village, str(number))
        notice = draft_from_request(request=request, by=village["委员甲"], at=AT)
        submit(notice=notice, by=village["委员甲"], at=AT)
        review(
            notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT
        )
        notices.append(notice)
    return notices


def _release(number: int) -> None:
    publish(notice=Notice.objects.get(pk=number), by=named("委员乙"), at=LATER)


def _is_released(number: int) -> list[bool]:
    notice = Notice.objects.get(pk=number)
    return [
        notice.phase == "published",
        notice.live,
        bool(notice.number),
        notice.published_on is not None,
        Edition.objects.filter(notice=notice).count() == 1,
        Document.objects.filter(key=f"notice:{number}").exists(),
    ]


def _release_totals() -> list[int]:
    counter = Counter.objects.first()
    numbers = Notice.objects.exclude(number=None).values_list("number", flat=True)
    return [
        Edition.objects.count(),
        Act.objects.filter(duty="publish").count(),
        entries("notice.published"),
        counter.last if counter else 0,
        len(set(numbers)),
        Document.objects.filter(key__startswith="notice:").count(),
    ]


def _prepare_posting(village: Village, count: int) -> None:
    for notice in _reviewed(village, count):
        publish(notice=notice, by=named("委员乙"), at=AT)


def _post(number: int) -> None:
    post(
        notice=Notice.objects.get(pk=number),
        place="村务公开栏",
        posted_on=local_date(AT),
        photo=key_of(number),
        by=named("委员甲"),
        at=LATER,
    )


def _is_posted(number: int) -> list[bool]:
    notice = Notice.objects.get(pk=number)
    return [
        notice.phase == "displayed",
        notice.starts_on is not None,
        notice.ends_on is not None,
        Posting.objects.filter(notice=notice).count() == 1,
    ]


def _posting_totals() -> list[int]:
    return [
        Posting.objects.count(),
        Act.objects.filter(duty="post").count(),
        entries("notice.posted"),
        Notice.objects.filter(phase="displayed").count(),
    ]


def _notices() -> list[int]:
    return list(Notice.objects.order_by("pk").values_list("pk", flat=True))


# Importing a table and paying


def treasury_of(made: Village) -> Treasury:
    """Give the village's people by the work they do on a plan."""
    if "县文书" not in made.people:
        made.appoint("县文书", Office.TOWNSHIP_CLERK, area=made.county)
    people = {
        "member1": "理事二",
        "member2": "理事三",
        "member3": "理事四",
        "committee": "委员甲",
        "supervisory": "监委甲",
        "clerk": "文书",
        "accountant": "会计",
        "reviewer": "镇审核",
        "approver": "审批",
        "filer": "备案",
        "county_clerk": "县文书",
    }
    return Treasury(
        made.county,
        made.township,
        made.area,
        made.committee,
        {role: made[name] for role, name in people.items()},
        [],
        [],
    )


TABLE = "序号,项目名称,建设地点,建设内容,投资规模(万元)\n" + "".join(
    f"{n},道路硬化{n},示范村,长{n}00米,{n}.5\n" for n in range(1, 6)
)


def _prepare_import(village: Village, count: int) -> None:
    treasury = treasury_of(village)
    clerk, area = account("县文书"), treasury.county
    for number in range(count):
        allocation = create_allocation(
            area=area, title=f"第{number}批", year=2026, by=clerk.person, at=AT
        )
        upload(
            kind="funds.allocation_table",
            area=area.code,
            data=TABLE.encode(),
            file_name="表.csv",
            by=clerk,
            at=AT,
            context={"allocation": allocation.pk},
        )


def _batch(number: int) -> ImportBatch:
    return ImportBatch.objects.get(context={"allocation": number})


def _confirm(number: int) -> None:
    batch = _batch(number)
    confirm(
        batch=batch.pk, digest=batch.digest, by=account("县文书"), at=LATER, accept_warnings=True
    )


def _is_imported(number: int) -> list[bool]:
    batch, allocation = _batch(number), Allocation.objects.get(pk=number)
    lines = AllocationLine.objects.filter(allocation=allocation).count()
    assert lines in {0, 5}
    step = case_of_allocation(allocation).steps.get(key="record")
    return [
        lines == 5,
        batch.state == "done",
        batch.result == {"rows": 5, "sum": 17_500_000},
        bytes(batch.sealed_file) == b"",
        all(bytes(row.sealed) == b"" for row in batch.rows.all()),
        step.state == "done",
        StepAct.objects.filter(step=step).count() == 1,
    ]


def _import_totals() -> list[int]:
    return [
        ImportBatch.objects.filter(state="done").count(),
        AllocationLine.objects.count() // 5,
        entries("step.record"),
        StepAct.objects.count(),
        Act.objects.count(),
        Commitment.objects.filter(table="council_funds.allocationline").count() // 5,
    ]


def _allocations() -> list[int]:
    return list(Allocation.objects.order_by("pk").values_list("pk", flat=True))


def _prepare_payment(village: Village, count: int) -> None:
    treasury = treasury_of(village)
    homes = Household.objects.bulk_create(
        Household(area=treasury.area, number=str(n), group="一组") for n in range(count)
    )
    plan = treasury.plan(total=count * 100_00)
    lines = [Line(HOUSEHOLD, f"户{h.number}", household=h.pk, persons=1) for h in homes]
    clerk = named("文书")
    propose_lines(plan=plan, formula="funds.per_head", lines=lines, by=clerk, at=AT)
    treasury.draft(plan)
    treasury.until(plan, "payment")


def _pay(number: int) -> None:
    pay_line(
        line=PlanLine.objects.select_related("version").get(pk=number),
        amount=100_00,
        voucher=f"记-{number}",
        paid_on=local_date(AT),
        client_key=key_of(number),
        by=named("会计"),
        at=LATER,
    )


def _is_paid(number: int) -> list[bool]:
    paid = Payment.objects.filter(line=number, client_key=key_of(number), amount=100_00)
    return [Payment.objects.filter(line=number).count() == 1, paid.count() == 1]


def _payment_totals() -> list[int]:
    return [
        Payment.objects.count(),
        Act.objects.filter(duty="pay").count(),
        StepAct.objects.filter(step__key="payment").count(),
        entries("step.payment"),
        Commitment.objects.filter(table="council_funds.payment").count(),
    ]


def _payables() -> list[int]:
    return sorted(payable_amounts(DistributionPlan.objects.get()))


DEEDS = {
    "import": Deed(_prepare_import, _allocations, _confirm, _is_imported, _import_totals),
    **VOTES,
    "release": Deed(_reviewed, _notices, _release, _is_released, _release_totals),
    "posting": Deed(_prepare_posting, _notices, _post, _is_posted, _posting_totals),
    "payment": Deed(_prepare_payment, _payables, _pay, _is_paid, _payment_totals),
}
