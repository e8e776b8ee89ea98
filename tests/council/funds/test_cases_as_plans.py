"""Real distributions entered as village plans: exact shares, and every contradiction shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from council.funds.queries.plans import current_version, findings_of_version, lines_of
from council.funds.queries.snapshots import allocation_snapshot, plan_snapshot
from council.funds.rules.contradictions import even_split
from council.funds.rules.lines import GROUP, Line
from council.funds.services.allocations import Entry, create_allocation, record_rows
from gongshi.money import shares
from tests.council.funds.conftest import AT

CASES = Path(__file__).parents[2] / "data" / "cases"


def expected(number: str) -> dict:
    (folder,) = CASES.glob(f"{number}-*")
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def enter(village, case: dict, lines: list[Line], *, formula: str, **more):
    total = more.pop("total", case["amounts"]["declared_total_fen"])
    plan = village.plan(title=case["title"], total=total, **more)
    village.propose(plan, formula=formula, lines=lines)
    village.draft(plan)
    version = current_version(plan)
    rules = {verdict.rule: verdict for verdict in findings_of_version(version)}
    shown = plan_snapshot(plan).warnings
    assert len(shown) == len(findings_of_version(version)) > 0
    return version, rules


def test_20_interest_is_half_a_yuan_above_the_exact_product(village) -> None:
    case = expected("20")
    amounts = case["amounts"]
    stated = {
        "principal": amounts["principal_fen"],
        "rate": amounts["rate"],
        "months": amounts["months"],
        "date": "2024年9月9日",
    }
    line = Line(GROUP, "全区贫困户收益", amount=amounts["declared_total_fen"])
    version, rules = enter(village, case, [line], formula="funds.by_hand", stated=stated)
    assert rules["FUND-W7"].facts["exact"] == "127,747.50"
    assert rules["FUND-W7"].facts["stated"] == "127,748.00"
    assert rules["FUND-W7"].facts["gap"] == "0.50"
    assert set(rules) == {"FUND-W7", "FUND-W10"}  # nothing on households: for the whole district
    assert [row.amount for row in lines_of(version)] == [amounts["declared_total_fen"]]


def test_21_one_amount_for_three_people_is_not_split(village) -> None:
    case = expected("21")
    lines = [
        Line(GROUP, "无劳动能力老年", persons=6, standard=100_000),
        Line(GROUP, "环境卫生", persons=12, standard=150_000),
        Line(GROUP, "光伏管理员", quantity=1, unit="户", standard=300_000),
        Line(GROUP, "敬老护理", amount=1_450_000, persons=3),
    ]
    version, rules = enter(
        village,
        case,
        lines,
        formula="funds.standard",
        purpose="public_posts",
        stated={"total_text": "4.15万元"},
    )
    assert [row.amount for row in lines_of(version)] == [
        fen for _n, fen in case["amounts"]["items"]
    ]
    assert rules["FUND-W3"].facts == {"name": "敬老护理", "amount": "14,500.00", "persons": 3}
    assert "whole fen" in rules["FUND-W3"].reason
    assert sum(row.persons or 1 for row in lines_of(version)) == case["amounts"]["beneficiaries"]
    assert set(rules) == {"FUND-W3", "FUND-W10"}


def test_21_uses_without_an_amount_are_shown_as_not_given(village) -> None:
    case = expected("21")
    lines = [
        Line(GROUP, "发放", amount=4_150_000, quantity=22),
        Line("project", "村敬老院公共设施改造"),
        Line("project", "村庄道路塌陷修补"),
    ]
    version, rules = enter(village, case, lines, formula="funds.by_hand")
    assert [row.amount for row in lines_of(version)] == [4_150_000, None, None]
    assert "FUND-W9" in rules


def test_21_the_wrong_reading_does_not_add_up(village) -> None:
    case = expected("21")
    lines = [
        Line(GROUP, "无劳动能力老年", persons=6, standard=100_000),
        Line(GROUP, "环境卫生", persons=12, standard=150_000),
        Line(GROUP, "光伏管理员", quantity=1, unit="户", standard=300_000),
        Line(GROUP, "敬老护理", persons=3, standard=1_450_000),
    ]
    from gongshi.verdict import RuleBroken

    plan = village.plan(title=case["title"], total=case["amounts"]["declared_total_fen"])
    village.propose(plan, formula="funds.standard", lines=lines)
    with pytest.raises(RuleBroken) as broken:
        village.draft(plan)
    assert broken.value.verdict.rule == "I3"
    assert broken.value.verdict.facts["found"] == "70,500.00"


def test_22_the_base_is_the_share(village) -> None:
    case = expected("22")
    bases = case["bases"]
    stated = {key: bases[key] for key in ("shares", "persons", "households")}
    line = Line(GROUP, "资产股", quantity=534, unit="股", standard=bases["per_share_fen"])
    version, rules = enter(
        village,
        case,
        [line],
        formula="funds.standard",
        earmark="general_collective",
        purpose="share_dividend",
        stated=stated,
    )
    assert [row.amount for row in lines_of(version)] == [53_400_000]
    assert rules["FUND-W4"].facts["shares"] == 534
    assert rules["FUND-W4"].facts["persons"] == 533
    assert set(rules) == {"FUND-W4", "FUND-W10"}


def test_22_by_shares_gives_the_same_to_the_fen(village) -> None:
    case = expected("22")
    lines = [Line(GROUP, f"股东{n}", quantity=1, unit="股") for n in range(534)]
    plan = village.plan(
        title=case["title"],
        total=53_400_000,
        earmark="general_collective",
        purpose="share_dividend",
    )
    village.propose(plan, formula="funds.per_share", lines=lines)
    assert {row["amount"] for row in plan.draft.lines} == {case["bases"]["per_share_fen"]}


def test_22_persons_would_be_the_wrong_base(village) -> None:
    case = expected("22")
    line = Line(GROUP, "成员", amount=53_400_000, quantity=533, unit="人", standard=100_000)
    _version, rules = enter(village, case, [line], formula="funds.by_hand")
    assert rules["FUND-W5"].facts["found"] == "533,000.00"


def test_27_per_head_leaves_fen_that_the_rule_gives_away(village) -> None:
    case = expected("27")
    persons, total = case["bases"]["persons"], case["amounts"]["declared_total_fen"]
    stated = {"total_text": "约53万元", "date": "2月27日", "persons": persons}
    line = Line(GROUP, "脱贫群众", persons=persons)
    version, rules = enter(village, case, [line], formula="funds.per_head", stated=stated)
    assert even_split(total, persons) == (
        case["bases"]["per_head_fen_floor"],
        case["bases"]["remainder_fen"],
    )
    facts = rules["FUND-W8"].facts
    assert facts["rounded"] == "373.77"
    assert facts["gap"] == "5.86"
    assert (facts["high"], facts["more"], facts["low"], facts["share"]) == (
        832,
        "373.77",
        586,
        "373.76",
    )
    given = shares(total, [1] * persons, version.remainder)
    assert (given.count(37377), given.count(37376), sum(given)) == (832, 586, total)
    assert "约53万元" in rules["FUND-W2"].facts["text"]
    assert "2月27日" in rules["FUND-W12"].facts["text"]
    assert set(rules) == {"FUND-W2", "FUND-W8", "FUND-W10", "FUND-W12"}


def test_24_a_quota_has_no_money_at_all(village) -> None:
    case = expected("24")
    clerk = village.people["county_clerk"]
    allocation = create_allocation(
        area=village.county,
        title=case["title"],
        year=2018,
        by=clerk,
        at=AT,
        stated={"number": "循扶局〔201858", "date": "2018年7月20", "issuer": "县人民政府"},
        principle="该分配方案仅适用于2018年光伏扶贫项目收益资金。",
    )
    rows = [
        Entry(place=place, count=count, count_unit="户") for place, count in case["quota"]["items"]
    ]
    record_rows(allocation=allocation, rows=rows, by=clerk, at=AT)
    shown = allocation_snapshot(allocation)
    (table,) = shown.tables
    columns = {column.key: column for column in table.columns}
    assert len(table.rows) == case["rows"]
    assert "amount" not in columns
    assert table.total(columns["count"]) == case["quota"]["sum"]
    assert not any(fact.kind == "money" for fact in shown.headline)
    assert len(shown.warnings) == 2  # the number and the date are damaged
    assert "2018" in shown.paragraphs[0]
