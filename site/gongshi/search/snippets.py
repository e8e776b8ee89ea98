"""Showing where a query was found: pieces of text, some of them marked (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_BEFORE, _LENGTH = 30, 110


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text. ``marked`` pieces are what was asked for."""

    text: str
    marked: bool = False


def snippet(text: str, needles: Sequence[str]) -> tuple[Part, ...]:
    """Give the surroundings of the first find, or the beginning of the text."""
    pattern = _pattern(needles)
    found = pattern.search(_plain(text)) if pattern else None
    start = max(0, found.start() - _BEFORE) if found else 0
    window = text[start : start + _LENGTH]
    parts = highlight(window, needles)
    before = (Part("…"),) if start else ()
    after = (Part("…"),) if start + _LENGTH < len(text) else ()
    return (*before, *parts, *after)


def highlight(text: str, needles: Sequence[str]) -> tuple[Part, ...]:
    """Cut the text into marked and other parts; joined, they are the text again."""
    pattern = _pattern(needles)
    parts, done = [], 0
    for found in pattern.finditer(_plain(text)) if pattern else ():
        parts.append(Part(text[done : found.start()]))
        parts.append(Part(text[found.start() : found.end()], marked=True))
        done = found.end()
    parts.append(Part(text[done:]))
    return tuple(part for part in parts if part.text)


def _pattern(needles: Sequence[str]) -> re.Pattern[str] | None:
    longest_first = sorted(needles, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if needles else None


def _plain(text: str) -> str:
    """Give the spelling of the index, character by character so that places stay."""
    normal = (unicodedata.normalize("NFKC", character).lower() for character in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, normal, strict=True))
