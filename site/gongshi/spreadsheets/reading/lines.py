"""Telling totals, notes, signature lines and section headings from rows of data (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable

from gongshi.spreadsheets.reading.columns import TOTAL_WORDS, fold
from gongshi.spreadsheets.reading.sheet import SheetRow, is_blank

CAPITAL = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整正]"
LABEL = re.compile(
    rf"(?:本页|本表|全[省市县区镇乡村]|.{{0,8}})(?:{'|'.join((*TOTAL_WORDS, '累计'))})"
    rf"(?:人民币)?(?:\(.*\))?:?(?:\d+[户人个项]|{CAPITAL}+)?"
    r"|共\d+[户人个项]\D{0,6}"
)
TOTAL_SIGNS = re.compile("[计额共]")
FOOT = re.compile(
    r"(?:其中|人民币|大写|金额大写|备注|说明|附注|注|附件|填表|填报|制表|经办|审核|审批|复核|负责人|单位负责人|单位\(|村主任|村委|联系人|联系电话|"
    r"监督|举报|日期|公示|公告|领导|盖章|制单|导出|签字|特此)\D{0,12}(?:[:(、.]|\d[.、:]|$)"
)
EXAMPLE = re.compile(r"[(\[]?示例[)\]:]")
SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)).*")


ORDINAL = re.compile(r"[一二三四五六七八九十百]+[、.]?|\([一二三四五六七八九十]+\)")
COUNTED = re.compile(r"\d+(?:\.0)?")
#: Columns whose words never name a row, so that 全年累计 in them makes no total of it.
NOTE_HEADINGS = frozenset({"备注", "说明", "附注", "备注说明"})
NUMBER_HEADINGS = frozenset({"序号", "编号", "顺序号", "序", "编码", "项目序号"})


def group_rows(rows: list[SheetRow], place: int) -> frozenset[int]:
    """Give the rows counted 一, 二, 三 where rows are counted 1, 2, 3: they head groups.

    Where rows are only counted in one of the two ways there are no groups.
    """
    marks = {
        number: fold(str(cells[place]))
        for number, cells in rows
        if place < len(cells) and not is_blank(cells[place])
    }
    if not any(COUNTED.fullmatch(mark) for mark in marks.values()):
        return frozenset()
    return frozenset(number for number, mark in marks.items() if ORDINAL.fullmatch(mark))


def is_total_label(word: str) -> bool:
    """Whether a cell says that its row is a total: 合 计, 总计:, 小计, 临翔区合计."""
    if not TOTAL_SIGNS.search(word):
        return False
    folded = fold(word)
    return len(folded) <= 40 and LABEL.fullmatch(folded) is not None


def is_total_of_all(word: str) -> bool:
    """Whether a total is meant for the whole table rather than for a part of it."""
    return "小计" not in fold(word)


def is_remark_line(
    words: list[str], *, wide: bool, ended: bool, counted: Callable[[], bool]
) -> bool:
    """Whether a row is a note, a signature line or a section heading rather than data.

    ``counted``, asked only where it matters, says that the row has a number of its own or a figure
    in a column that is added up: then only what is written like a label, with a colon, is a note
    (公示栏 is a project).
    """
    first = fold(words[0])
    if EXAMPLE.match(first):
        return True
    note = FOOT.match(first)
    if note and (":" in note.group() or not counted()):
        return True
    return len(words) == 1 and (
        wide or ended or SECTION.match(first) is not None or len(first) > 40
    )
