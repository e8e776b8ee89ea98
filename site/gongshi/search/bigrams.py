"""Cutting Chinese text into overlapping pairs of characters, to index and to find (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_CJK = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")
_STOP_WORDS = frozenset("的了和与及在")
_LONGEST_TOKEN = 100
#: PostgreSQL keeps positions up to 16,383; what stands further back is not indexed on either.
_MOST_TOKENS = 15_000
_LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that follow one another; the last one may be only the beginning of a token."""

    tokens: tuple[str, ...]
    prefix: bool = False


def runs(text: str) -> list[str]:
    """Give the runs of Chinese characters and of other letters and digits, in one spelling."""
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def tokens(text: str) -> list[str]:
    """Give the tokens to index: 扶贫资金 -> 扶贫 贫资 资金 金; another run stays whole.

    The last character alone makes every character the beginning of some token.
    """
    found = (token for run in runs(text) for token in _tokens_of(run))
    return [token for token, _ in zip(found, range(_MOST_TOKENS), strict=False)]


def _tokens_of(run: str) -> Iterator[str]:
    if not _IS_CJK.match(run):
        yield run[:_LONGEST_TOKEN]
        return
    yield from _pairs(run)
    yield run[-1]


def _pairs(run: str) -> Iterator[str]:
    return (run[place : place + 2] for place in range(len(run) - 1))


def needles(query: str) -> list[str]:
    """Give what a query asks for literally, each once."""
    return list(dict.fromkeys(run[:_LONGEST_TOKEN] for run in runs(query[:_LONGEST_QUERY])))


def words(query: str, cut: list[str]) -> list[str]:
    """Give the words of a query that a dictionary has cut, without those that say nothing."""
    found = [run for word in cut for run in runs(word) if run not in _STOP_WORDS]
    return list(dict.fromkeys(found)) or needles(query)


def pairs(query: str) -> list[str]:
    """Give every pair of characters of a query, for finding what is merely similar."""
    found = (token for run in needles(query) for token in term(run).tokens)
    return list(dict.fromkeys(found))


def term(needle: str) -> Term:
    """Give the tokens by which one run of a query is found."""
    if not _IS_CJK.match(needle):
        return Term((needle,))
    return Term(tuple(_pairs(needle))) if len(needle) > 1 else Term((needle,), prefix=True)
