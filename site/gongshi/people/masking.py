"""Covering names for eyes that may not see them (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from gongshi.people.rules import normalise_name

_COMPOUND = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政"
    " 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 令狐 百里 呼延 东郭"
    " 南门 西门 轩辕 拓跋 公西 漆雕 乐正 壤驷 梁丘 左丘 东门 第五 贺兰 完颜 耶律 纳兰 叶赫"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
_BETWEEN = frozenset("· '’-")


def mask_name(name: str) -> str:
    """Cover a name: 葛示例 -> 葛*例. A compound surname stays whole; dots and blanks stay."""
    name = normalise_name(name)
    places = [place for place, character in enumerate(name) if character not in _BETWEEN]
    surname = 2 if name[:2] in COMPOUND_SURNAMES and len(places) > 2 else 1
    shown = set(places[:surname] if len(places) > 1 else [])
    if len(places) > surname + 1:
        shown.add(places[-1])
    covered = set(places) - shown
    return "".join("*" if place in covered else character for place, character in enumerate(name))


def mask_in(text: str, names: Iterable[str]) -> str:
    """Cover known names wherever they stand in running text, inside place names too."""
    pattern = _pattern(frozenset(names))
    if pattern is None:
        return text
    while pattern.search(text):  # a mask may leave the beginning of a name that overlapped it
        text = pattern.sub(lambda found: mask_name(found[0]), text)
    return text


@lru_cache(maxsize=8)  # one notice asks for the same names cell by cell
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    known = {normalise_name(name) for name in names}
    longest_first = sorted(
        (name for name in known if len(name) > 1), key=lambda name: (-len(name), name)
    )
    return (
        re.compile("|".join(map(_spelling, longest_first)), re.IGNORECASE)
        if longest_first
        else None
    )


def _spelling(name: str) -> str:
    """Match a name with blanks between its characters and any of the dots in use."""
    return r"\s*".join("[·•・‧∙⋅.．]" if char == "·" else re.escape(char) for char in name)
