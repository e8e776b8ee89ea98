"""Finding documents: literally, else by the words of the query, else by what is similar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import rjieba
from django.db import connection

from gongshi.search import bigrams
from gongshi.search.engines import engine
from gongshi.search.models import Document
from gongshi.search.snippets import Part, highlight, snippet

PAGE_SIZE = 20
_LAST_PAGE = 500


class Way(StrEnum):
    """How the hits were found, so that the page can say it."""

    LITERAL = "literal"
    WORDS = "words"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found, with the query marked in its title and in an extract."""

    key: str
    area: str
    kind: str
    day: date
    title: tuple[Part, ...]
    extract: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One page of hits out of so many."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    way: Way = Way.LITERAL

    @property
    def pages(self) -> int:
        return min(_LAST_PAGE, -(-self.total // PAGE_SIZE))


def search(
    q: str, *, areas: str | None = None, kinds: Iterable[str] | None = None, page: int = 1
) -> Result:
    """Search all documents, or those of areas whose code begins so, or of some kinds.

    What holds the query literally comes newest first, what is similar best first.
    """
    page = max(1, min(page, _LAST_PAGE))
    limits = _limits(areas, None if kinds is None else list(kinds))
    for way, needles in _attempts(q):
        total, found = _find(way, needles, limits, page) if needles else (0, [])
        if total:
            return Result(tuple(_hit(document, needles) for document in found), total, page, way)
    return Result(page=page)


def _attempts(q: str) -> Iterable[tuple[Way, list[str]]]:
    """Each attempt is made only when the one before found nothing."""
    literal = bigrams.needles(q)
    yield Way.LITERAL, literal
    yield Way.WORDS, bigrams.words(q, rjieba.cut(" ".join(literal)))
    yield Way.SIMILAR, bigrams.pairs(q)


def _limits(areas: str | None, kinds: list[str] | None) -> tuple[str, list[str | int]]:
    where, values = "", list[str | int]()
    if areas:
        where += " AND substr(d.area, 1, %s) = %s"
        values += [len(areas), areas]
    if kinds is not None:
        where += f" AND d.kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else " AND 1 = 0"
        values += kinds
    return where, values


def _find(
    way: Way, needles: Sequence[str], limits: tuple[str, list[str | int]], page: int
) -> tuple[int, list[Document]]:
    """Count the documents and give one page of them, in order."""
    index = engine()
    terms = [bigrams.term(needle) for needle in needles]
    expression = index.expression(terms, every=way is not Way.SIMILAR)
    body = f"FROM {index.source} WHERE {index.match}{limits[0]}"
    values: list[str | int] = [expression, *limits[1]]
    order, ranked = "d.day DESC, d.id DESC", list[str | int]()
    if way is Way.SIMILAR:
        order, ranked = f"{index.rank}, {order}", [expression] * index.rank.count("%s")
    # Only constants of ours are written into the statement; values go in as parameters.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {body}", values)
        (total,) = cursor.fetchone()
        cursor.execute(
            f"SELECT d.id {body} ORDER BY {order} LIMIT %s OFFSET %s",
            [*values, *ranked, PAGE_SIZE, (page - 1) * PAGE_SIZE],
        )
        keys = [pk for (pk,) in cursor.fetchall()]
    documents = Document.objects.in_bulk(keys)
    return total, [documents[pk] for pk in keys]


def _hit(document: Document, needles: Sequence[str]) -> Hit:
    return Hit(
        key=document.key,
        area=document.area,
        kind=document.kind,
        day=document.day,
        title=highlight(document.title, needles),
        extract=snippet(document.body, needles),
    )
