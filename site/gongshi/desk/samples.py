"""Invented content of the style guide: no such village, no such person (pure)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongshi.verdict import denied

PLACE = "示范县 示范镇 示范村"
HOTLINES = [
    ("示范村村务监督委员会", "0000-1234567"),
    ("示范镇乡村振兴办公室", "0000-7654321"),
    ("全国乡村振兴监督电话", "12317"),
]
TODAY = date(2026, 10, 12)
STARTS, ENDS = date(2026, 10, 5), date(2026, 10, 15)


def _columns(*columns: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "kind": kind} for label, kind in columns]


USES = [
    ("养殖圈舍改造", 312_000),
    ("林果苗木与管护", 236_000),
    ("小型灌溉水渠", 158_000),
    ("技能培训", 94_000),
    ("农业保险补助", 60_000),
]
ROWS = [
    ("葛*例", "一组", 4, "养殖圈舍改造", 26_000),
    ("卞*本", "一组", 3, "林果苗木与管护", 19_500),
    ("桑*范", "一组", 5, "养殖圈舍改造", 30_500),
    ("宓*构", "二组", 2, "技能培训", 11_000),
    ("葛*甲", "二组", 4, "林果苗木与管护", 23_000),
    ("卞*乙", "三组", 1, "农业保险补助", 8_000),
    ("桑*丙", "三组", 6, "小型灌溉水渠", 32_000),
    ("宓*丁", "四组", 3, "林果苗木与管护", 20_000),
]
NOTICE: dict[str, Any] = {
    "title": "示范村 2026 年产业发展资金分配方案公示",
    "numbers": [
        {"label": "总额", "value": "860,000", "unit": "元", "note": "省级衔接资金"},
        {"label": "受益户数", "value": "43", "unit": "户", "note": "129 人"},
        {"label": "户均", "value": "20,000", "unit": "元", "note": "最少 8,000，最多 32,000"},
        {"label": "异议", "value": "1", "unit": "条", "note": "正在核实", "alert": True},
    ],
    "uses": [{"label": name, "value": sum_, "text": f"{sum_:,} 元"} for name, sum_ in USES],
    "use_columns": _columns(("项目", "lead"), ("占比", "number"), ("金额", "figure")),
    "use_rows": [(name, f"{100 * sum_ / 860_000:.1f}%", f"{sum_:,}") for name, sum_ in USES],
    "use_total": ("合计", "100.0%", "860,000"),
    "columns": _columns(
        ("序号", "serial"), ("户主", "lead"), ("村民小组", "text"), ("人数", "number"),
        ("项目", "text"), ("金额", "figure"),
    ),
    "rows": [(i, n, g, p, u, f"{s:,}") for i, (n, g, p, u, s) in enumerate(ROWS, 1)],
    "total": ("", "43 户合计", "", "129", "", "860,000"),
    "basis": [
        ("决议", "示范村扶贫理事会 2026 年第 7 号决议"),
        ("开会", "2026年9月28日，应到 7 人，实到 6 人"),
        ("表决", "赞成 4 票，反对 1 票，弃权 0 票"),
        ("回避", "1 人（本人家在名单里）"),
        ("审核", "示范镇人民政府 2026年9月30日"),
        ("执行", "示范村村民委员会"),
    ],
    "downloads": [
        {"label": "张贴用 PDF", "url": "#", "size": "142 KB"},
        {"label": "表格 XLSX", "url": "#", "size": "18 KB"},
        {"label": "表格 CSV", "url": "#", "size": "3 KB"},
    ],
}  # fmt: skip


def _notice(title: str, status: str, kind: str, size: str, *days: date, left: int = 0) -> Any:
    starts, ends = (*days, None)[:2]
    return {
        "title": title, "status": status, "kind": kind, "size": size,
        "starts": starts, "ends": ends, "days": left,
    }  # fmt: skip


NOTICES = [
    _notice(NOTICE["title"], "objection", "资金分配", "860,000 元", STARTS, ENDS),
    _notice("示范村三组灌溉水渠工程开工公示", "open", "项目", "158,000 元", STARTS, ENDS, left=3),
    _notice(
        "示范村 2026 年监测对象新增名单公示", "open_last", "农户", "2 户", date(2026, 10, 2), TODAY
    ),
    _notice(
        "示范村光伏电站第三季度收益分配公示", "scheduled", "资产收益", "41,200 元",
        date(2026, 10, 19),
    ),
    _notice(
        "示范村 2026 年雨露计划补助发放公告", "closed_clear", "资金分配", "18,000 元",
        date(2026, 8, 20), date(2026, 8, 31),
    ),
    _notice(
        "示范村二组道路硬化竣工公示", "closed_resolved", "项目", "326,500 元",
        date(2026, 7, 1), date(2026, 7, 12),
    ),
    _notice(
        "示范村 2026 年公益岗位人员公示", "corrected", "农户", "6 人",
        date(2026, 6, 3), date(2026, 6, 14),
    ),
    _notice(
        "示范村蔬菜大棚承包公示", "withdrawn", "资产收益", "2 座",
        date(2026, 5, 8), date(2026, 5, 12),
    ),
]  # fmt: skip


def _step(title: str, state: str, who: str, text: str = "", **days: date) -> dict[str, Any]:
    return {"title": title, "state": state, "who": who, "text": text, **days}


STEPS = [
    _step("理事会评议", "done", "示范村扶贫理事会", "赞成 4 票，通过", day=date(2026, 9, 28)),
    _step("镇政府审核", "done", "示范镇人民政府", day=date(2026, 9, 30)),
    _step("公示并核实异议", "now", "示范村村务监督委员会", "有 1 条异议，正在核实", due=ENDS),
    _step("拨付资金", "waiting", "示范镇财政所"),
    _step("核对到账并公告结果", "waiting", "示范村扶贫理事会"),
]
AGENDA = [
    _step("三组灌溉水渠工程是否追加 12,000 元", "now", "正在表决", "桑范文回避：承包人是他的弟弟"),
    _step("新增 2 户监测对象", "waiting", "等待表决"),
    _step("听取第三季度资金使用情况", "waiting", "不表决"),
]
TASKS = [
    {"title": title, "about": about, "left": left, "day": day, "late": day == TODAY}
    for title, about, left, day in (
        ("答复一条异议", "2026 年产业发展资金分配方案公示", "今天截止", TODAY),
        ("确认第 7 次会议纪要", "理事会 2026年9月28日会议", "还剩 1 天", date(2026, 10, 13)),
        ("到工地检查一次", "三组灌溉水渠工程，第二次检查", "还剩 3 天", ENDS),
        ("参加会议并表决", "理事会第 8 次会议，3 项议题", "还剩 8 天", date(2026, 10, 20)),
    )
]
PEOPLE = [
    {"id": 1, "name": "葛示例", "office": "理事长", "choice": "approve"},
    {"id": 2, "name": "卞样本", "office": "理事", "choice": "approve"},
    {"id": 3, "name": "桑范文", "office": "理事", "choice": "recused"},
    {"id": 4, "name": "宓虚构", "office": "理事", "choice": "reject"},
    {"id": 5, "name": "葛甲乙", "office": "理事", "choice": "approve"},
    {"id": 6, "name": "卞丙丁", "office": "理事", "choice": "approve"},
    {"id": 7, "name": "桑戊己", "office": "理事", "choice": "absent"},
]
COUNT = {
    "entitled": 7, "present": 6, "recused": 1, "approve": 4, "reject": 1, "abstain": 0,
    "needed": 4, "formula": "7 人的一半是 3.5，须超过", "passed": True,
    "rule_text": "赞成票须超过应到人数的一半。", "rule": "DEL-4",
}  # fmt: skip
MEETING = [
    ("时间", "2026年10月20日 19:30"),
    ("地点", "示范村党群服务中心二楼"),
    ("主持", "葛示例（理事长）"),
    ("记录", "卞样本"),
]
VILLAGE = [
    ("理事会", "葛示例（理事长）等 7 人，任期到 2028年6月"),
    ("村民委员会", "卞样本（主任）"),
    ("村务监督委员会", "宓虚构（主任）"),
    ("第一书记", "桑范文"),
]
YEAR_NUMBERS = [
    {"label": "今年到村资金", "value": "138.62", "unit": "万元", "note": "1,386,200 元"},
    {"label": "已经发放", "value": "91.20", "unit": "万元", "note": "912,000 元"},
    {"label": "受益户", "value": "67", "unit": "户", "note": "201 人"},
    {"label": "正在公示", "value": "3", "unit": "件", "note": "1 件有异议"},
]
TOWNSHIPS = [
    {"name": town, "villages": [{"name": name, "open": count} for name, count in villages]}
    for town, villages in (
        ("示范镇", (("示范村", 3), ("样板村", 1), ("例子村", 0))),
        ("虚构镇", (("上虚村", 2), ("下虚村", 0))),
    )
]
REFUSAL = denied("SSD", "葛示例是在任的理事，不能拨付资金。")
SAVED_AT = datetime(2026, 10, 12, 10, 32)  # noqa: DTZ001 -- shown only
