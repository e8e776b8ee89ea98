"""Real tables, made into workbooks as a clerk finds them, end to end: upload, confirm, shown."""

from __future__ import annotations

import csv
import json
import random
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from council.funds.models import AllocationLine, PlanDraft, PlanVersion
from council.funds.queries.plans import allocation_lines, findings_of_allocation, lines_of
from council.funds.queries.snapshots import allocation_snapshot
from council.funds.services.allocations import create_allocation
from gongshi.people.models import Identity, User
from gongshi.people.sealing import Facts, name_hash, seal
from gongshi.spreadsheets.queries import messages_by_row, notes_of
from gongshi.spreadsheets.services import confirm, upload
from gongshi.verdict import RuleBroken
from tests.council.funds.conftest import AT, counts

CASES = Path(__file__).parents[2] / "data" / "cases"
#: Columns whose cells a clerk merges down, by case.
MERGED = {
    "14": ("项目文号", "实施镇村", "变更前项目内容", "变更理由"),
    "37": ("县(区)", "补助标准 (元/人/月)"),
}
#: Other words for the same columns.
SYNONYMS = {
    "项目名称": "工程名称",
    "建设地点": "实施地点",
    "建设内容": "主要建设内容",
    "投资 规模": "分配金额",
    "责任 单位": "实施单位",
    "镇、村": "乡镇（村）",
    "项目内容": "建设内容及规模",
    "补助金额(万元)": "补助资金（万元）",
    "乡镇(街道)": "乡（镇）",
    "现有贫困户数": "受益户数（户）",
    "资金安排额(万元)": "下达资金【万元】",
    "补助金额 (元)": "发放金额（元）",
    "项目金额(万元)": "本次安排资金（单位：万元）",
    "变更前项目内容": "原项目内容",
}
#: What the letter around each table says, entered by the clerk beside it.
LETTERS = {
    "03": {"total": 113_500_000},
    "08": {"date": "2024年1月9日", "issuer": "惠安县民政局、惠安县财政局"},
    "11": {
        "total": 671_000_000,
        "cap": 1_000_000,
        "date": "2018年1月5日",
        "issuer": "仙游县农业局",
        "number": "仙农〔2018〕4号",
    },
    "14": {
        "date": "2020年6月29日",
        "issuer": "津市市扶贫开发领导小组",
        "number": "津贫领发〔2020〕12号",
    },
    "37": {
        "total": 26_020_000,
        "persons": 376,
        "date": "2025年2月24日",
        "issuer": "临沧市临翔区林业和草原局",
    },
}
YEARS = {"03": 2018, "08": 2023, "11": 2018, "14": 2020, "37": 2025}


def folder(number: str) -> Path:
    return next(CASES.glob(f"{number}-*"))


def expected(number: str) -> dict:
    return json.loads((folder(number) / "expected.json").read_text(encoding="utf-8"))


def raw_rows(number: str) -> list[list[str]]:
    source = folder(number) / "input.csv"
    if source.exists():
        return list(csv.reader(StringIO(source.read_text(encoding="utf-8-sig"))))
    text = (folder(number) / "input.md").read_text(encoding="utf-8")
    bars = [line for line in text.splitlines() if line.startswith("|") and "---" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in bars]


def typed(text: str) -> object:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text or None


def workbook(number: str, *, seed: int | None = None, rename: bool = False) -> bytes:
    headings, *rows = raw_rows(number)
    order = list(range(len(headings)))
    if seed is not None:
        random.Random(seed).shuffle(order)
    book = Workbook()
    sheet = book.active
    sheet.append([expected(number)["title"]])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(headings))
    shown = [SYNONYMS.get(heading, heading) if rename else heading for heading in headings]
    sheet.append([shown[place] for place in order])
    for row in rows:
        sheet.append([typed(row[place]) for place in order])
    for heading in MERGED.get(number, ()):
        column = order.index(headings.index(heading)) + 1
        last = 2 + (4 if number == "14" else len(rows))
        sheet.merge_cells(start_row=3, end_row=last, start_column=column, end_column=column)
    sheet.append([])
    sheet.append(["备注:以上资金按规定使用。"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def imported(village, number: str, data: bytes, name: str = "表.xlsx"):
    account, _new = User.objects.get_or_create(
        username="county", person=village.people["county_clerk"]
    )
    allocation = create_allocation(
        area=village.county,
        title=expected(number)["title"],
        year=YEARS[number],
        stated=LETTERS[number],
        by=village.people["county_clerk"],
        at=AT,
    )
    batch = upload(
        kind="funds.allocation_table",
        area=village.county.pk,
        data=data,
        file_name=name,
        by=account,
        at=AT,
        context={"allocation": allocation.pk},
    )
    confirm(batch=batch.pk, digest=batch.digest, by=account, at=AT, accept_warnings=True)
    batch.refresh_from_db()
    return allocation, batch


WAYS = [(None, False), (None, True), (1, False), (2, True), (3, True)]


@pytest.mark.parametrize(("seed", "rename"), WAYS)
@pytest.mark.parametrize("number", ["03", "08", "11", "14", "37"])
def test_rows_and_sums_are_those_of_the_case(village, number, seed, rename) -> None:
    case = expected(number)
    allocation, batch = imported(village, number, workbook(number, seed=seed, rename=rename))
    lines = list(allocation_lines(allocation))
    paid = [line for line in lines if line.amount is not None]
    assert len(paid) == case["rows"]
    items = [fen for _name, fen in case["amounts"]["items"]]
    if number == "14":
        items = [fen for _n, fen in case["adjustments"][0]["after"]]
    assert [line.amount for line in paid] == items
    assert batch.result["sum"] == sum(items)
    (table,) = allocation_snapshot(allocation).tables
    amount = next(column for column in table.columns if column.key == "amount")
    assert table.total(amount) == sum(items)


def warnings_of(village, number: str) -> dict:
    allocation, _batch = imported(village, number, workbook(number))
    return {verdict.rule: verdict.facts for verdict in findings_of_allocation(allocation)}


def test_03_says_neither_who_nor_when_and_its_empty_row_is_none(village) -> None:
    assert set(warnings_of(village, "03")) == {"FUND-W16", "FUND-W18"}
    assert AllocationLine.objects.count() == 3


def test_08_ten_of_forty_are_the_grant(village) -> None:
    found = warnings_of(village, "08")
    assert set(found) == {"FUND-W14", "FUND-W15"}
    assert (found["FUND-W15"]["larger"], found["FUND-W15"]["rest"]) == ("400,000.00", "300,000.00")
    line = AllocationLine.objects.get()
    assert [fen for _heading, fen in line.others] == [40_000_000]


def test_11_declares_more_than_its_rows_and_shows_the_row_without_figures(village) -> None:
    found = warnings_of(village, "11")
    case = expected("11")
    assert set(found) == {"FUND-W1", "FUND-W9", "FUND-W17"}
    assert found["FUND-W1"]["gap"] == "1,710,000.00"
    assert case["amounts"]["difference_fen"] == 171_000_000
    assert found["FUND-W9"]["name"] == "社硎"
    assert found["FUND-W17"]["average"] == "1,086.96"
    assert sum(AllocationLine.objects.values_list("count", flat=True)) == 4600
    assert AllocationLine.objects.get(amount=None).place == "社硎"


def test_14_merged_cells_belong_to_every_row_and_a_torn_row_is_left_out(village) -> None:
    allocation, batch = imported(village, "14", with_torn_row())
    lines = list(allocation_lines(allocation))
    assert {line.place for line in lines} == {"药山镇三新垸村"}
    assert all("津贫领发〔2020〕9号" in line.note for line in lines)
    assert all("项目无法实施" in line.note for line in lines)
    assert lines[0].content.startswith("机耕道建设")
    assert batch.counts["rows_in"] == 5
    assert batch.result["rows"] == 4
    assert findings_of_allocation(allocation) == []


def with_torn_row() -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(workbook("14")))
    book.active.cell(7, 1).value = "津贫"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_37_is_three_thousand_short_and_one_row_is_no_multiple(village) -> None:
    found = warnings_of(village, "37")
    assert set(found) == {"FUND-W5", "FUND-W6"}
    assert found["FUND-W5"]["gap"] == "3,000.00"
    assert (found["FUND-W6"]["name"], found["FUND-W6"]["rest"]) == ("忙畔街道", "500.00")


@pytest.mark.parametrize("number", ["03", "11", "37"])
def test_text_files_give_the_same(village, number) -> None:
    data = (folder(number) / "input.csv").read_bytes().decode("utf-8").encode("gb18030")
    allocation, _batch = imported(village, number, data, "表.csv")
    paid = [row.amount for row in allocation_lines(allocation) if row.amount is not None]
    assert paid == [fen for _name, fen in expected(number)["amounts"]["items"]]


def test_a_villages_clerk_does_not_import_for_the_county(village) -> None:
    account = User.objects.create(username="village", person=village.people["clerk"])
    allocation = create_allocation(
        area=village.county, title="资金", year=2026, by=village.people["county_clerk"], at=AT
    )
    before = counts()
    with pytest.raises(RuleBroken) as broken:
        upload(
            kind="funds.allocation_table",
            area=village.county.pk,
            data=workbook("03"),
            file_name="表.xlsx",
            by=account,
            at=AT,
            context={"allocation": allocation.pk},
        )
    assert broken.value.verdict.rule == "I7"
    assert counts() == before


def sheet(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def previewed(village, *rows: list):
    account = User.objects.create(username="county", person=village.people["county_clerk"])
    allocation = create_allocation(
        area=village.county, title="资金", year=2026, by=village.people["county_clerk"], at=AT
    )
    return upload(
        kind="funds.allocation_table",
        area=village.county.pk,
        data=sheet(*rows),
        file_name="表.xlsx",
        by=account,
        at=AT,
        context={"allocation": allocation.pk},
    )


def test_money_under_an_unknown_heading_is_never_left_out_silently(village) -> None:
    batch = previewed(village, ["乡镇", "受益户数", "款项(元)"], ["东镇", 3, 500])
    (said,) = [said for said in notes_of(batch)["remarks"] if said["rule"] == "FUND-1"]
    assert said["level"] == "error"
    assert "款项(元)" in said["facts"]["headings"]
    with pytest.raises(RuleBroken) as broken:
        confirm(
            batch=batch.pk, digest=batch.digest, by=batch.uploaded_by, at=AT, accept_warnings=True
        )
    assert broken.value.verdict.rule == "SHEET-60"
    assert not AllocationLine.objects.exists()


def test_an_area_is_compared_with_its_rate_and_kept_with_the_row(village) -> None:
    headings = ["乡镇", "户数", "补贴面积(亩)", "补贴标准(元/亩)", "补贴金额(元)"]
    batch = previewed(village, headings, ["东镇", 3, 2.5, 100, 250], ["西镇", 3, 2.5, 100, 200])
    said = [(row.row_number, row.state) for row in batch.rows.order_by("place")]
    assert said == [(2, "new"), (3, "warning")]
    assert "250.00" in str(messages_by_row(batch)[3])
    confirm(batch=batch.pk, digest=batch.digest, by=batch.uploaded_by, at=AT, accept_warnings=True)
    line = AllocationLine.objects.get(place="东镇")
    assert line.standard is None
    assert "面积:2.5" in line.note
    assert "补助标准:100元" in line.note


def lines_file(*rows: list) -> bytes:
    book = Workbook()
    book.active.append(["户号", "户主姓名", "人数", "金额(元)"])
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def named(village):
    for number, head in enumerate(village.heads, start=1):
        name = f"葛示例{'甲乙丙'[number - 1]}"
        Identity.objects.create(
            person=head, sealed=seal(head.key, Facts(name=name)), name_hash=name_hash(name)
        )
    return village


def send(village, plan, data: bytes, **context):
    account, _new = User.objects.get_or_create(username="c", person=village.people["clerk"])
    batch = upload(
        kind="funds.plan_lines",
        area=village.area.pk,
        data=data,
        file_name="户.xlsx",
        by=account,
        at=AT,
        context={"plan": plan.pk, **context},
    )
    confirm(batch=batch.pk, digest=batch.digest, by=account, at=AT, accept_warnings=True)
    return batch


def test_lines_become_a_draft_and_a_member_adopts_it(named) -> None:
    plan = named.plan()
    rows = [["1", "葛示例甲", 2, 200], ["", "葛示例乙", 3, 300], [3, "葛示例丙", 5, 500]]
    send(named, plan, lines_file(*rows))
    assert not PlanVersion.objects.exists()
    version = named.draft(plan)
    assert [(row.household_id, row.amount) for row in lines_of(version)] == [
        (home.pk, fen) for home, fen in zip(named.households, (20000, 30000, 50000), strict=True)
    ]


def test_a_formula_may_share_imported_people(named) -> None:
    plan = named.plan(total=100_01)
    rows = [["1", "葛示例甲", 2, None], ["2", "葛示例乙", 3, None], ["3", "葛示例丙", 5, None]]
    send(named, plan, lines_file(*rows), formula="funds.per_head")
    draft = PlanDraft.objects.get()
    assert [row["amount"] for row in draft.lines] == [2000, 3000, 5001]
    assert draft.formula == "funds.per_head"


@pytest.mark.parametrize("row", [["9", "葛示例甲", 2, 200], ["", "卞样本", 2, 200]])
def test_an_unknown_household_stops_the_file(named, row) -> None:
    plan = named.plan()
    with pytest.raises(RuleBroken) as broken:
        send(named, plan, lines_file(row))
    assert broken.value.verdict.rule == "SHEET-60"
    assert not PlanDraft.objects.exists()
