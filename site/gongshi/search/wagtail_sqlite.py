"""Wagtail's search on SQLite, fed with bigrams and ranked once instead of once a row."""

from __future__ import annotations

from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import (
    BM25,
    Lexeme,
    MatchExpression,
    SearchQueryExpression,
)
from modelsearch.utils import get_descendants_content_types_pks

from gongshi.search.wagtail_backend import asks_for_every, index_text, is_plain, lexemes

_MOST_RANKED = 5000


class _Indexer(sqlite.ObjectIndexer):
    def prepare_value(self, value: object) -> str:
        return index_text(value, super().prepare_value(value))


sqlite.ObjectIndexer = _Indexer  # the index class finds it as a global of its module


class _Index(sqlite.SQLiteIndex):
    def _refresh_title_norms(self, full: bool = False) -> None:  # noqa: FBT001, FBT002
        """Leave them: they would make every save of a page read all pages."""


class _Bigrams:
    """What both compilers do with a typed query."""

    query: Any
    queryset: Any
    LAST_TERM_IS_PREFIX: bool

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        if not is_plain(query):
            return super().build_search_query_content(query, config=config)  # type: ignore[misc]
        made = lexemes(
            query,
            Lexeme,
            last_is_prefix=self.LAST_TERM_IS_PREFIX,
            every=asks_for_every(query),
        )
        return SearchQueryExpression(made, config=config) if made else None

    def search(self, config: Any, start: Any, stop: Any, **options: Any) -> Any:
        if is_plain(self.query) and self.build_search_query_content(self.query) is None:
            return self.queryset.none()
        return super().search(config, start, stop, **options)  # type: ignore[misc]


class _SearchCompiler(_Bigrams, sqlite.SQLiteSearchQueryCompiler):
    pass


class _AutocompleteCompiler(_Bigrams, sqlite.SQLiteAutocompleteQueryCompiler):
    pass


class _Results(sqlite.SQLiteSearchResults):
    """Hits in rank order; the stock class computes a rank for every row anew."""

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        if not (is_plain(compiler.query) and compiler.order_by_relevance) or self._score_field:
            return super()._do_search()
        ranked = self._ranked_keys()
        queryset = compiler.queryset.order_by()
        permitted = set(queryset.filter(pk__in=ranked).values_list("pk", flat=True))
        chosen = [key for key in ranked if key in permitted][self.start : self.stop]
        found = {item.pk: item for item in queryset.filter(pk__in=chosen)}
        return [found[key] for key in chosen]

    def _ranked_keys(self) -> list[Any]:
        """Give the keys of matching objects of the model, the best first."""
        compiler = self.query_compiler
        expression = compiler.build_search_query_content(compiler.query)
        if expression is None:
            return []
        match = MatchExpression(compiler.fields or compiler.FTS_TABLE_FIELDS, expression)
        rows = list(
            sqlite.SQLiteFTSIndexEntry.objects.filter(match)
            .annotate(score=BM25())
            .order_by("score")
            .values_list("pk", flat=True)[:_MOST_RANKED]
        )
        model = compiler.queryset.model
        entries = dict(
            sqlite.IndexEntry.objects.filter(
                pk__in=rows, content_type_id__in=get_descendants_content_types_pks(model)
            ).values_list("pk", "object_id")
        )
        return [model._meta.pk.to_python(entries[row]) for row in rows if row in entries]  # noqa: SLF001 -- Django's API

    def _do_count(self) -> int:
        compiler = self.query_compiler
        by_relevance, compiler.order_by_relevance = compiler.order_by_relevance, False
        try:
            return super()._do_count()
        finally:
            compiler.order_by_relevance = by_relevance


class ChineseSQLiteBackend(sqlite.SQLiteSearchBackend):
    """Named by ``wagtail_backend.SearchBackend``."""

    index_class = _Index
    query_compiler_class = _SearchCompiler
    autocomplete_query_compiler_class = _AutocompleteCompiler
    results_class = _Results
