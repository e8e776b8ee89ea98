"""Wagtail's own search (explorer, choosers) with Chinese in it, chosen by the database."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import connection
from modelsearch.query import Phrase, PlainText, SearchQuery

from gongshi.search import bigrams


def is_plain(query: SearchQuery) -> bool:
    """Tell whether people typed this query; combined ones are left to Wagtail."""
    return isinstance(query, (PlainText, Phrase))


def lexemes(query: Any, lexeme: Any, *, last_is_prefix: bool, every: bool, **options: Any) -> Any:
    """Give the lexemes of a typed query joined to one, or None when it asks for nothing."""
    terms = [bigrams.term(needle) for needle in bigrams.needles(query.query_string)]
    made = [
        lexeme(
            " ".join(term.tokens),
            prefix=term.prefix or (last_is_prefix and term is terms[-1]),
            **options,
        )
        for term in terms
    ]
    return reduce(and_ if every else or_, made) if made else None


def asks_for_every(query: Any) -> bool:
    """Tell whether all terms of a typed query must be there."""
    return isinstance(query, Phrase) or query.operator.lower() == "and"


def index_text(value: object, text: str) -> str:
    """Cut the text to index; the members of a list or a dict have been cut already."""
    return text if isinstance(value, (list, dict)) else " ".join(bigrams.tokens(text))


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 -- the name Wagtail looks for
    """Give the backend of the database in use."""
    # Each module works on its own database alone and fails to import on the other.
    if connection.vendor == "postgresql":
        from gongshi.search.wagtail_postgresql import ChinesePostgresBackend

        return ChinesePostgresBackend(params)
    from gongshi.search.wagtail_sqlite import ChineseSQLiteBackend

    return ChineseSQLiteBackend(params)
