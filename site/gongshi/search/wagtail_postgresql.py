"""Wagtail's search on PostgreSQL, fed with bigrams."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery
from modelsearch.backends.database.postgres import postgres
from modelsearch.backends.database.postgres.query import Lexeme

from gongshi.search.wagtail_backend import asks_for_every, index_text, is_plain, lexemes


class _Indexer(postgres.ObjectIndexer):
    def prepare_value(self, value: object) -> str:
        return index_text(value, super().prepare_value(value))


postgres.ObjectIndexer = _Indexer  # the index class finds it as a global of its module


class _Index(postgres.PostgresIndex):
    def _refresh_title_norms(self, full: bool = False) -> None:  # noqa: FBT001, FBT002
        """Leave them: they would make every save of a page read all pages."""


class _Bigrams:
    """What both compilers do with a typed query."""

    query: Any
    queryset: Any
    LAST_TERM_IS_PREFIX: bool

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:  # noqa: FBT001, FBT002
        if not is_plain(query):
            return super().build_tsquery_content(query, config=config, invert=invert)  # type: ignore[misc]
        made = lexemes(
            query,
            Lexeme,
            last_is_prefix=self.LAST_TERM_IS_PREFIX,
            every=asks_for_every(query) is not invert,  # not (a and b) is not a or not b
            invert=invert,
        )
        return SearchQuery(made, search_type="raw", config=config)

    def search(self, config: Any, start: Any, stop: Any, **options: Any) -> Any:
        if is_plain(self.query) and not _asks(self.query):
            return self.queryset.none()
        return super().search(config, start, stop, **options)  # type: ignore[misc]


def _asks(query: Any) -> bool:
    return lexemes(query, Lexeme, last_is_prefix=False, every=True) is not None


class _SearchCompiler(_Bigrams, postgres.PostgresSearchQueryCompiler):
    pass


class _AutocompleteCompiler(_Bigrams, postgres.PostgresAutocompleteQueryCompiler):
    pass


class ChinesePostgresBackend(postgres.PostgresSearchBackend):
    """Named by ``wagtail_backend.SearchBackend``."""

    index_class = _Index
    query_compiler_class = _SearchCompiler
    autocomplete_query_compiler_class = _AutocompleteCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})
