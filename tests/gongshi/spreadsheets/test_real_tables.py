"""Real tables, made into workbooks as clerks keep them, are read without knowing any of them."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table
from gongshi.spreadsheets.reading.result import Parsed
from tests.gongshi.spreadsheets.columns import ALLOCATION
from tests.gongshi.spreadsheets.workbooks import table

DATA = Path(__file__).parents[2] / "data" / "tables"


def expected(case: str) -> dict[str, Any]:
    return json.loads((DATA / f"case_{case}.json").read_text())


BEIGUAN = {
    "title": "北关区2018年专项扶贫资金分配表",
    "headings": ["序号", "项目名称", "建设地点", "建设内容", "投资\n规模", "责任\n单位"],
    "rows": [
        [
            1,
            "周家营村人行道地面硬化项目",
            "彰北办事处周家营村",
            "拆除地面596平方米",
            "20万元",
            "彰北办事处",
        ],
        [
            2,
            "屈王度村饮水工程项目",
            "彰北办事处屈王度村",
            "新建DN100主管道2300米",
            "20万元",
            "彰北办事处",
        ],
        [3, "柏庄镇后林都道路建设项目", "柏庄镇后林都村", "270米×4米×0.2米", "73.5万元", "柏庄镇"],
        [None, " ", None, None, "", None],
    ],
    "foot": ("备注:每个具体项目建设情况由责任单位另行公告公示。", "监督电话:0372-5550301"),
}
HUIAN = {
    "title": "2024年中央财政衔接推进老区乡村振兴补助资金项目资金分配表",
    "headings": ["序号", "镇、村", "项目名称", "项目内容", "资金投入(万元)", "补助金额(万元)"],
    "rows": [
        [1, "东岭镇彭城村", "道路改造建设", "全长约550米,宽2.40米", 40, 10],
        ["合计", None, None, None, None, 10],
    ],
}
XIANYOU = {
    "title": "2018年度第一批中央财政专项扶贫发展资金安\n排表",
    "headings": ["序号", "乡镇(街道)", "现有贫困户数", "资金安排额(万元)"],
    "rows": [
        [number, name, households, amount]
        for number, (name, households, amount) in enumerate(
            zip(
                [
                    "鲤城街道",
                    "鲤南镇",
                    "赖店镇",
                    "盖尾镇",
                    "郊尾镇",
                    "枫亭镇",
                    "园庄镇",
                    "榜头镇",
                    "钟山镇",
                    "游洋镇",
                    "石苍乡",
                    "龙华镇",
                    "书峰乡",
                ],
                [74, 599, 414, 544, 277, 293, 450, 650, 290, 387, 100, 331, 191],
                [8, 65, 44, 59, 30, 32, 49, 71, 32, 42, 11, 36, 21],
                strict=True,
            ),
            1,
        )
    ]
    + [[14, "社硎", None, None]],
}
JINSHI = {
    "title": "财政专项扶贫资金项目变更表",
    "headings": [
        "项目文号",
        "实施镇村",
        "项目金额\n(万元)",
        "变更前\n项目内容",
        "变更后项目\n地点内容",
        "变更理由",
    ],
    "rows": [
        [
            "津贫领发〔2020〕9号",
            "药山镇三新垸村",
            5,
            "9组至11组沟渠硬化",
            "机耕道建设(二期)",
            "项目无法实施",
        ],
        [None, None, 5, None, "低排沟清淤扫障(一期)", None],
        [None, None, 10, None, "浆砌阻脚(三期)", None],
        [None, None, 10, None, "浆砌阻脚(四期)", None],
        ["津贫", None, None, None, None, None],
    ],
    "merged": {
        "项目文号": (0, 3),
        "实施镇村": (0, 3),
        "变更前\n项目内容": (0, 3),
        "变更理由": (0, 3),
    },
}
LINXIANG = {
    "title": "2025年1月份脱贫人口生态护林员资金发放表",
    "headings": ["序号", "县(区)", "乡镇(街道)", "补助金额\n(元)", "补助标准\n(元/人/月)"],
    "rows": [[None, "临翔区", "合 计", 260200, 700]]
    + [
        [number, None, name, amount, None]
        for number, (name, amount) in enumerate(
            zip(
                [
                    "凤翔街道",
                    "忙畔街道",
                    "博尚镇",
                    "南美乡",
                    "蚂蚁堆乡",
                    "章驮乡",
                    "圈内乡",
                    "马台乡",
                    "邦东乡",
                    "平村乡",
                ],
                [23100, 16600, 43400, 11200, 42700, 24500, 30100, 31500, 18200, 18900],
                strict=True,
            ),
            1,
        )
    ],
    "merged": {"县(区)": (0, 10), "补助标准\n(元/人/月)": (0, 10)},
}
TABLES: dict[str, dict[str, Any]] = {
    "03": BEIGUAN,
    "08": HUIAN,
    "11": XIANYOU,
    "14": JINSHI,
    "37": LINXIANG,
}
#: Other words that clerks use for the same columns.
RENAMED = {
    "序号": "编 号",
    "项目名称": "工程名称",
    "建设地点": "实 施\n地 点",
    "建设内容": "主要建设内容",
    "投资\n规模": "分配金额",
    "责任\n单位": "项目实施单位",
    "镇、村": "乡镇（村）",
    "项目内容": "建设内容及规模",
    "补助金额(万元)": "补助资金（万元）",
    "补助金额\n(元)": "发放金额：元",
    "乡镇(街道)": "乡（镇）",
    "现有贫困户数": "受益户数（户）",
    "资金安排额(万元)": "下达资金【万元】",
    "项目金额\n(万元)": "本次安排资金(单位:万元)",
    "实施镇村": "项目地点",
    "变更前\n项目内容": "原项目内容",
    "变更后项目\n地点内容": "调整后内容",
    "变更理由": "变更原因",
    "县(区)": "区 县",
    "补助标准\n(元/人/月)": "发放标准(元/人/月)",
}


def shuffled(case: str, seed: int | None, *, rename: bool) -> Parsed:
    made = dict(TABLES[case])
    if seed is not None:
        order = list(range(len(made["headings"])))
        random.Random(seed).shuffle(order)
        made["order"] = order
    if rename:
        made["rename"] = RENAMED
    return parse(read_table(table(**made), "表.xlsx"), ALLOCATION)


WAYS = [(None, False), (None, True), *((seed, seed % 2 == 0) for seed in range(12))]


@pytest.mark.parametrize(("seed", "rename"), WAYS)
@pytest.mark.parametrize("case", TABLES)
def test_rows_items_and_sums_are_those_of_the_real_table(
    case: str, seed: int | None, rename: bool
) -> None:
    parsed = shuffled(case, seed, rename=rename)
    facts = expected(case)
    assert len(parsed.accepted) == facts["rows"]
    assert parsed.rows_in == len(parsed.accepted) + len(parsed.rejected)
    assert len(parsed.rejected) == facts["tables"][0].get("incomplete_rows", 0)
    items = [row.values["amount"] for row in parsed.accepted]
    if case == "14":  # its items are per village; the table holds the first one's four parts
        assert items == [amount for _, amount in facts["adjustments"][0]["after"]]
    else:
        assert items == [amount for _, amount in facts["amounts"]["items"]]
        assert parsed.sums["amount"].computed == facts["amounts"]["items_sum_fen"]
        if parsed.total:
            assert parsed.sums["amount"].declared == facts["amounts"]["declared_total_fen"]
            assert parsed.sums["amount"].matches is facts["amounts"]["matches"]


@pytest.mark.parametrize(("seed", "rename"), WAYS)
def test_an_empty_total_cell_is_not_given_and_the_other_sum_is_kept(
    seed: int | None, rename: bool
) -> None:
    parsed = shuffled("08", seed, rename=rename)
    other = parsed.sums["资金投入(万元)"]
    assert (other.computed, other.declared, other.matches) == (40_000_000, None, None)
    assert [said.rule for said in parsed.remarks if said.column == other.key] == ["SHEET-51"]
    assert parsed.rows[0].others["资金投入(万元)"] == 40_000_000


@pytest.mark.parametrize(("seed", "rename"), WAYS)
def test_a_row_without_figures_is_shown_as_missing(seed: int | None, rename: bool) -> None:
    parsed = shuffled("11", seed, rename=rename)
    (row,) = parsed.rejected
    assert row.number == 16
    assert row.values["place"] == "社硎"
    assert row.values["households"] is None
    assert [(said.rule, said.column) for said in row.remarks] == [("SHEET-20", "amount")]
    assert "补助金额" in row.remarks[0].verdict.text()
    assert parsed.sums["households"].computed == expected("11")["amounts"]["households_sum"]


@pytest.mark.parametrize(("seed", "rename"), WAYS)
def test_merged_cells_belong_to_each_of_their_rows(seed: int | None, rename: bool) -> None:
    parsed = shuffled("14", seed, rename=rename)
    for row in parsed.accepted:
        assert row.values["place"] == "药山镇三新垸村"
        assert row.values["document"] == "津贫领发〔2020〕9号"
        assert row.values["before"] == "9组至11组沟渠硬化"
    assert parsed.rows[1].values["after"] == "低排沟清淤扫障(一期)"
    (cut,) = parsed.rejected
    assert cut.values["document"] == "津贫"
    assert cut.values["place"] is None


@pytest.mark.parametrize(("seed", "rename"), WAYS)
def test_a_total_row_on_top_is_not_summed_and_the_standard_is_checked(
    seed: int | None, rename: bool
) -> None:
    parsed = shuffled("37", seed, rename=rename)
    assert parsed.total is not None
    assert (parsed.total.position, parsed.total.number) == ("first", 3)
    assert {row.values["county"] for row in parsed.rows} == {"临翔区"}
    left = {
        row.values["place"]: row.values["amount"] / Decimal(100) % row.values["standard"]
        for row in parsed.rows
    }
    assert {place: rest for place, rest in left.items() if rest} == {"忙畔街道": Decimal(500)}
    assert parsed.sums["amount"].computed - 376 * 70_000 == -300_000


def test_the_empty_row_and_the_lines_below_are_not_rows() -> None:
    parsed = shuffled("03", None, rename=False)
    assert [row.number for row in parsed.rows] == [3, 4, 5]
    assert [number for number, _ in parsed.skipped] == [7, 8]
