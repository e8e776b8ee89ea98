"""Tables of other counties, as several clerks would send them, read without knowing any of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from council.funds.kinds.allocation_import import COLUMNS
from council.funds.kinds.lines_import import PlanLines
from council.funds.models import AllocationLine, PlanDraft
from council.funds.services.allocations import create_allocation
from gongshi.people.models import User
from gongshi.spreadsheets.models import ImportBatch
from gongshi.spreadsheets.queries import notes_of
from gongshi.spreadsheets.reading.columns import Column
from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table
from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.reading.sheet import BadFile, Level
from gongshi.spreadsheets.services import confirm, upload
from tests.council.funds.conftest import AT
from tests.gongshi.spreadsheets.clerks import FILES, Hand, written
from tests.gongshi.spreadsheets.workbooks import simple

DATA = Path(__file__).parents[2] / "data" / "tables" / "further.json"
TABLES: dict[str, dict[str, Any]] = {
    f"{table['kind']}-{table['id']}": table for table in json.loads(DATA.read_text("utf-8"))
}
READ = [name for name, table in TABLES.items() if "refused" not in table["expected"]]
HANDS = [
    Hand(),
    Hand(total="top", seed=1),
    Hand(as_text=True, seed=2),
    Hand(total="top", as_text=True, seed=3),
]


def columns_of(table: dict[str, Any]) -> tuple[Column, ...]:
    return COLUMNS if table["kind"] == "allocation" else PlanLines.columns


def reading(table: dict[str, Any], hand: Hand, file: str) -> Parsed:
    data, name = written(table, hand, file)
    return parse(read_table(data, name), columns_of(table), units=table.get("units"))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("hand", HANDS, ids=str)
@pytest.mark.parametrize("name", READ)
def test_rows_and_sums_whoever_wrote_them(name: str, hand: Hand, file: str) -> None:
    table = TABLES[name]
    wanted, parsed = table["expected"], reading(table, hand, file)
    amounts = [row.values.get("amount") for row in parsed.rows]
    assert amounts == (wanted["amounts"] or [None] * len(table["rows"]))
    if "counts" in wanted:
        assert [row.values.get("count") for row in parsed.rows] == wanted["counts"]
    if "names" in wanted:
        assert [row.values["name"] for row in parsed.rows] == wanted["names"]
    if wanted["amounts"]:
        assert parsed.sums["amount"].computed == sum(fen for fen in wanted["amounts"] if fen)
    disagrees = [said for said in parsed.remarks if said.rule == "SHEET-50"]
    assert bool(disagrees) is wanted.get("disagrees", False)


@pytest.mark.parametrize("hand", HANDS, ids=str)
@pytest.mark.parametrize("name", sorted(set(TABLES) - set(READ)))
def test_what_is_no_table_of_funds_is_refused(name: str, hand: Hand) -> None:
    table = TABLES[name]
    with pytest.raises(BadFile) as refused:
        reading(table, hand, "xlsx")
    assert refused.value.verdict.rule == table["expected"]["refused"]


def heading_of(*headings: str, columns: tuple[Column, ...] = COLUMNS) -> str:
    """The heading taken for the amount in a table with one row."""
    row: list[object] = ["甲村", *range(1, len(headings))]
    parsed = parse(read_table(simple(list(headings), row), "a.xlsx"), columns)
    return next(p.heading for p in parsed.placing.known if p.column.key == "amount")


@pytest.mark.parametrize(
    ("headings", "amount"),
    [
        (("项目名称", "中央资金(万元)", "省级资金(万元)", "资金合计(万元)"), "资金合计(万元)"),
        (("项目名称", "调整前资金(元)", "调整后资金(元)"), "调整后资金(元)"),
        (("项目名称", "下达金额(元)", "本次分配数(元)"), "本次分配数(元)"),
        (("项目名称", "贷款金额(元)", "贴息金额(元)"), "贴息金额(元)"),
        (("项目名称", "自筹资金(元)", "总投资(元)"), "总投资(元)"),
        (("项目名称", "总投资(元)", "补助资金(元)"), "补助资金(元)"),
        (("项目名称", "人均补助金额(元)", "资金(元)"), "资金(元)"),
        (("项目名称", "中央资金(元)"), "中央资金(元)"),
    ],
)
def test_the_column_of_the_amount_never_depends_on_the_order(
    headings: tuple[str, ...], amount: str
) -> None:
    name, *others = headings
    assert heading_of(name, *others) == amount
    assert heading_of(name, *reversed(others)) == amount


@pytest.mark.parametrize(
    "headings",
    [
        ("项目名称", "中央补助金额(元)", "省级补助金额(元)"),
        ("项目名称", "总投资(元)", "中央补助资金(元)"),
        ("项目名称", "第一批补助金额(元)", "第二批补助金额(元)"),
    ],
)
def test_where_two_columns_may_be_the_amount_the_clerk_says_which(
    headings: tuple[str, ...],
) -> None:
    name, *others = headings
    for order in (others, others[::-1]):
        with pytest.raises(BadFile) as refused:
            heading_of(name, *order)
        assert refused.value.verdict.rule == "SHEET-14"
        assert all(heading in refused.value.verdict.text() for heading in others)
    assert heading_of(name, "补助金额(元)", others[1]) == "补助金额(元)"


def test_counts_that_may_be_either_are_left_out_and_it_is_said() -> None:
    data = simple(["乡镇", "贫困户数", "监测户数", "金额(元)"], ["东镇", 1, 2, 3])
    parsed = parse(read_table(data, "a.xlsx"), COLUMNS)
    (said,) = [said for said in parsed.remarks if said.rule == "SHEET-14"]
    assert said.level is Level.WARNING
    assert "count" not in parsed.rows[0].values
    assert {"贫困户数", "监测户数"} <= set(parsed.rows[0].others)


def sent(village: Any, name: str, hand: Hand, file: str) -> ImportBatch:
    """The table uploaded for the county, or for a plan of the village."""
    table = TABLES[name]
    data, file_name = written(table, hand, file)
    if table["kind"] == "plan":
        office, area = "clerk", village.area
        context = {"plan": village.plan(total=sum(table["expected"]["amounts"]) or None).pk}
    else:
        office, area = "county_clerk", village.county
        by = village.people[office]
        made = create_allocation(area=area, title=table["title"], year=2024, by=by, at=AT)
        context = {"allocation": made.pk}
    account, _new = User.objects.get_or_create(username=office, person=village.people[office])
    return upload(
        kind="funds.plan_lines" if table["kind"] == "plan" else "funds.allocation_table",
        area=area.pk,
        data=data,
        file_name=file_name,
        by=account,
        at=AT,
        context=context,
        answers={"units": table["units"]} if "units" in table else {},
    )


def confirmed(batch: ImportBatch) -> None:
    by = batch.uploaded_by
    confirm(batch=batch.pk, digest=batch.digest, by=by, at=AT, accept_warnings=True)
    batch.refresh_from_db()


@pytest.mark.parametrize("file", ["xlsx", "gb18030"])
@pytest.mark.parametrize("name", [name for name in READ if TABLES[name]["kind"] == "allocation"])
def test_an_allocation_is_stored_as_the_paper_has_it(village: Any, name: str, file: str) -> None:
    amounts = TABLES[name]["expected"]["amounts"] or [None] * len(TABLES[name]["rows"])
    batch = sent(village, name, HANDS[1], file)
    assert not AllocationLine.objects.exists()
    confirmed(batch)
    rows = AllocationLine.objects.order_by("ordinal")
    assert [row.amount for row in rows] == amounts
    assert batch.result["sum"] == sum(fen for fen in amounts if fen)
    assert all(row.place or row.project or row.content or "县(区)" in row.note for row in rows)
    counts = TABLES[name]["expected"].get("counts")
    assert counts is None or [row.count for row in rows] == counts


def test_cells_that_ran_together_are_an_error_or_at_least_said() -> None:
    headings = ["项目名称", "补助金额(元)", "财政奖补资金(元)"]
    glued = "759800379800380000"
    sums = ["村内道路", glued, 1], ["村内道路", 1, glued]
    parsed = parse(read_table(simple(headings, *sums), "a.xlsx"), COLUMNS)
    said = [(row.number, one.level, one.rule) for row in parsed.rows for one in row.remarks]
    assert said == [(2, Level.ERROR, "SHEET-33"), (3, Level.WARNING, "SHEET-33")]


def test_a_dividend_by_classes_says_that_fourteen_thousand_is_for_all_three(village: Any) -> None:
    batch = sent(village, "plan-dividend-classes", HANDS[0], "xlsx")
    assert batch.counts["error"] == 0
    said = [one["facts"] for one in notes_of(batch)["remarks"] if one["rule"] == "FUND-W5"]
    assert [(one["what"], one["found"]) for one in said] == [("敬老护理", "43,500.00")]
    confirmed(batch)
    draft = PlanDraft.objects.get()
    assert [row["amount"] for row in draft.lines] == [600_000, 1_800_000, 300_000, 1_450_000]
