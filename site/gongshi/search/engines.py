"""What differs between SQLite (FTS5) and PostgreSQL (tsvector): storing and matching tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection

from gongshi.search.bigrams import Term, tokens


class Engine(Protocol):
    """The index of one database. ``source`` names the document table ``d``."""

    source: str
    match: str
    rank: str

    def store(self, pk: int, title: str, body: str) -> None:
        """Index a document, in place of what was indexed for it before."""

    def forget(self, pk: int) -> None:
        """Drop a document from the index."""

    def expression(self, terms: Sequence[Term], *, every: bool) -> str:
        """Write the terms in the query language of this database."""


class SQLiteEngine:
    """A table of FTS5 whose rowid is the document's id."""

    # CROSS JOIN keeps the order: the index is read first, then the documents it names.
    source = (
        "gongshi_search_words CROSS JOIN gongshi_search_document d"
        " ON d.id = gongshi_search_words.rowid"
    )
    match = "gongshi_search_words MATCH %s"
    rank = "bm25(gongshi_search_words, 5.0, 1.0)"

    def store(self, pk: int, title: str, body: str) -> None:
        self.forget(pk)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO gongshi_search_words (rowid, title, body) VALUES (%s, %s, %s)",
                [pk, " ".join(tokens(title)), " ".join(tokens(body))],
            )

    def forget(self, pk: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM gongshi_search_words WHERE rowid = %s", [pk])

    def expression(self, terms: Sequence[Term], *, every: bool) -> str:
        written = (f'"{" ".join(term.tokens)}"{"*" if term.prefix else ""}' for term in terms)
        return (" AND " if every else " OR ").join(written)


class PostgreSQLEngine:
    """A tsvector in the document's row, written token by token: no parser, no locale."""

    source = "gongshi_search_document d"
    match = "d.words @@ %s::tsquery"
    rank = "-ts_rank(d.words, %s::tsquery)"

    def store(self, pk: int, title: str, body: str) -> None:
        first = tokens(title)
        vector = [*_placed(first, 1, "A"), *_placed(tokens(body), len(first) + 2, "D")]
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE gongshi_search_document SET words = %s::tsvector WHERE id = %s",
                [" ".join(vector), pk],
            )

    def forget(self, pk: int) -> None:
        """The row goes, and its tokens with it."""

    def expression(self, terms: Sequence[Term], *, every: bool) -> str:
        phrases = (
            " <-> ".join(f"'{token}'" for token in term.tokens) + (":*" if term.prefix else "")
            for term in terms
        )
        return (" & " if every else " | ").join(f"({phrase})" for phrase in phrases)


def _placed(found: Iterable[str], first: int, weight: str) -> list[str]:
    """Write tokens with their places; letters and digits alone, so nothing needs escaping."""
    return [f"'{token}':{place}{weight}" for place, token in enumerate(found, first)]


def engine() -> Engine:
    """Give the engine of the database in use."""
    return PostgreSQLEngine() if connection.vendor == "postgresql" else SQLiteEngine()
