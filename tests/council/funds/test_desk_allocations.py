"""Allocations, the catalogue and the delivery's photographs at the desk: done, seen, refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from council.funds.models import Allocation, AllocationLine, DeliveryCheck, FundItem, FundSource
from council.funds.queries.catalogue import uses_of
from council.funds.queries.plans import current_version, lines_of
from council.funds.services.allocations import Entry, create_allocation, record_rows
from council.funds.services.sources import record_item
from council.procedures.models import Step
from gongshi.files.models import StoredFile
from gongshi.people.models import User
from gongshi.record.models import Entry as RecordEntry
from gongshi.spreadsheets.services import confirm, upload
from gongshi.verdict import RuleBroken
from tests.council.funds.conftest import AT
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


def facts(village) -> dict[str, object]:
    return {
        "area": village.county.pk,
        "title": "2026年第一批衔接资金分配",
        "year": 2026,
        "principle": "按监测对象户数分配",
        "total": "30,000",
    }


def table(*rows: tuple[str, str]) -> dict[str, str]:
    data = {"row-TOTAL_FORMS": str(len(rows)), "row-INITIAL_FORMS": "0"}
    for number, (place, amount) in enumerate(rows):
        data |= {f"row-{number}-place": place, f"row-{number}-amount": amount}
    return data


def opened(village) -> Allocation:
    return create_allocation(
        area=village.county,
        title="2026年第一批衔接资金分配",
        year=2026,
        by=village.people["county_clerk"],
        at=AT,
    )


def test_the_county_clerk_enters_a_table_and_another_approves_it(village, signed_in) -> None:
    clerk, approver = signed_in("county_clerk"), signed_in("approver")
    assert clerk.post("/desk/funds/allocations/new/", facts(village)).status_code == 302
    allocation = Allocation.objects.get()
    address = f"/desk/funds/allocations/{allocation.pk}/"
    assert f"?allocation={allocation.pk}" in clerk.get(address).content.decode()
    rows = table(("示范村", "1.2万元"), ("柳泉村", "15,000"), ("", ""))
    assert clerk.post(f"{address}rows/", rows).status_code == 302
    assert list(AllocationLine.objects.values_list("amount", flat=True)) == [1_200_000, 1_500_000]
    page = clerk.get(address).content.decode()
    assert "27,000.00" in page
    assert "30,000.00" in page  # the warning: the document says another sum
    step = Step.objects.get(state="active")
    address = f"/desk/cases/steps/{step.pk}/"
    approver.post(address, {"decision": "done", **read(approver, address)})
    assert Step.objects.get(state="active").key == "announcement"


def test_who_entered_the_table_does_not_approve_it_and_no_village_gives_money(
    village, signed_in
) -> None:
    clerk = signed_in("clerk")
    assert clerk.post("/desk/funds/allocations/new/", facts(village)).status_code == 200
    assert Allocation.objects.count() == 0
    allocation = opened(village)
    assert clerk.get(f"/desk/funds/allocations/{allocation.pk}/").status_code == 404
    rows = table(("示范村", "1"))
    assert clerk.post(f"/desk/funds/allocations/{allocation.pk}/rows/", rows).status_code == 404
    approver = signed_in("approver")
    wrong = approver.post(f"/desk/funds/allocations/{allocation.pk}/rows/", rows)
    assert wrong.status_code == 403
    assert AllocationLine.objects.count() == 0


def test_a_sum_for_nobody_is_said_beside_its_field_and_nothing_is_recorded(
    village, signed_in
) -> None:
    allocation = opened(village)
    clerk = signed_in("county_clerk")
    answer = clerk.post(f"/desk/funds/allocations/{allocation.pk}/rows/", table(("", "100")))
    assert answer.status_code == 422
    assert AllocationLine.objects.count() == 0


def test_a_village_sees_what_was_approved_above_and_not_before(village, signed_in) -> None:
    allocation = opened(village)
    rows = [Entry(place="示范村", amount=100)]
    record_rows(allocation=allocation, rows=rows, by=village.people["county_clerk"], at=AT)
    member, address = signed_in("member1"), f"/desk/funds/allocations/{allocation.pk}/"
    assert member.get(address).status_code == 404
    step = Step.objects.get(state="active")
    approver, waiting = signed_in("approver"), f"/desk/cases/steps/{step.pk}/"
    approver.post(waiting, {"decision": "done", **read(approver, waiting)})
    page = member.get(address)
    assert page.status_code == 200
    assert allocation.title in member.get("/desk/funds/allocations/").content.decode()


def test_the_catalogue_takes_items_and_sources_and_says_what_is_used(village, signed_in) -> None:
    clerk = signed_in("county_clerk")
    item = {
        "area": village.county.pk,
        "year": 2026,
        "department": "农业农村局",
        "number": "01",
        "name": "产业帮扶",
        "ceiling": "1.5万元",
    }
    source = {"area": village.county.pk, "year": 2026, "level": "province", "name": "省级资金"}
    assert clerk.post("/desk/funds/catalogue/items/new/", item).status_code == 302
    assert clerk.post("/desk/funds/catalogue/sources/new/", source).status_code == 302
    made = FundItem.objects.get()
    assert (made.ceiling, FundSource.objects.count()) == (1_500_000, 1)
    village.plan(item=made)
    assert (uses_of([made])[made.pk].planned, uses_of([made])[made.pk].allocated) == (100_000, 0)
    page = signed_in("clerk").get("/desk/funds/catalogue/").content.decode()
    assert "14,000.00" in page


def test_others_add_nothing_to_the_catalogue(village, signed_in) -> None:
    item = {"area": village.county.pk, "year": 2026, "number": "1", "name": "x", "ceiling": "1"}
    for who in ("clerk", "member1", "approver"):
        answer = signed_in(who).post("/desk/funds/catalogue/items/new/", item | {"department": "x"})
        assert answer.status_code == 200
    assert FundItem.objects.count() == 0


def imported(village, text: str, who: str = "county_clerk", area: str = ""):
    account, _new = User.objects.get_or_create(username=who, person=village.people[who])
    batch = upload(
        kind="funds.items",
        area=area or village.county.pk,
        data=text.encode(),
        file_name="目录.csv",
        by=account,
        at=AT,
    )
    return batch, confirm(
        batch=batch.pk, digest=batch.digest, by=account, at=AT, accept_warnings=True
    )


TABLE = "年度,主管部门,项目编号,资金项目,用途,金额(万元)\n2026年,农业农村局,01,产业帮扶,产业,{}\n"


def test_the_catalogue_is_imported_and_the_same_number_renews_an_item(village) -> None:
    imported(village, TABLE.format("1.5"))
    assert FundItem.objects.get().ceiling == 1_500_000
    entries = RecordEntry.objects.count()
    imported(village, TABLE.format("1.5"))
    assert RecordEntry.objects.count() == entries  # unchanged: nothing to record
    batch, _done = imported(village, TABLE.format("2"))
    assert batch.counts["changed"] == 1
    assert FundItem.objects.get().ceiling == 2_000_000


@pytest.mark.parametrize("row", ["26,农业农村局,02,甲,x,1\n", "2026,农业农村局,01,乙,x,1\n"])
def test_a_year_nobody_can_read_and_a_number_twice_import_nothing(village, row: str) -> None:
    with pytest.raises(RuleBroken):
        imported(village, TABLE.format("1") + row)
    assert FundItem.objects.count() == 0


def test_a_village_clerk_imports_no_catalogue(village) -> None:
    with pytest.raises(RuleBroken) as broken:
        imported(village, TABLE.format("1"), who="clerk", area=village.area.pk)
    assert broken.value.verdict.rule == "I7"
    record_item(
        area=village.county,
        year=2026,
        department="x",
        number="1",
        name="y",
        ceiling=1,
        by=village.people["county_clerk"],
        at=AT,
    )


def photo() -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "#885522").save(buffer, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", buffer.getvalue(), "image/jpeg")


def test_a_photograph_goes_with_its_line_and_only_for_those_signed_in(village, signed_in) -> None:
    plan = village.drafted()
    village.until(plan, "delivery_check")
    line = lines_of(current_version(plan))[0]
    member, address = signed_in("member2"), f"/desk/funds/{plan.pk}/delivery/"
    alone = member.post(address, {f"photo-{line.pk}": photo()})
    assert alone.status_code == 422
    assert (StoredFile.objects.count(), DeliveryCheck.objects.count()) == (0, 0)
    seen = {f"photo-{line.pk}": photo(), f"reached-{line.pk}": "yes", **read(member, address)}
    done = member.post(address, seen)
    assert done.status_code == 302
    kept = StoredFile.objects.get()
    assert DeliveryCheck.objects.get().photo == str(kept.pk)
    assert f"/files/{kept.pk}/" in member.get(address).content.decode()
    assert member.get(f"/files/{kept.pk}/").status_code == 200
    assert Client().get(f"/files/{kept.pk}/").status_code == 404


def test_who_may_not_inspect_leaves_no_photograph(village, signed_in) -> None:
    plan = village.drafted()
    village.until(plan, "delivery_check")
    line = lines_of(current_version(plan))[0]
    data = {f"photo-{line.pk}": photo(), f"reached-{line.pk}": "yes"}
    answer = signed_in("committee").post(f"/desk/funds/{plan.pk}/delivery/", data)
    assert answer.status_code == 403
    assert (StoredFile.objects.count(), DeliveryCheck.objects.count()) == (0, 0)
