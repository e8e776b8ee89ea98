"""The explorer of the admin finds Chinese substrings on both databases."""

from typing import Any

import pytest
from modelsearch.backends import get_search_backend
from modelsearch.query import Phrase, PlainText
from wagtail.models import Page

pytestmark = pytest.mark.django_db

TITLES = [
    "赵家屯村2024年扶贫资金分配公示",
    "九间棚村危房改造结果公告",
    "大赵家屯村2025年光伏电站收益公示",
    "机井修缮 Notice of wells",
]


@pytest.fixture
def pages(django_capture_on_commit_callbacks: Any) -> list[Page]:
    root = Page.get_first_root_node() or Page.add_root(title="root", slug="root")
    with django_capture_on_commit_callbacks(execute=True):
        return [
            root.add_child(instance=Page(title=title, slug=f"notice-{number}"))
            for number, title in enumerate(TITLES)
        ]


def titles(found: Any) -> set[str]:
    return {page.title for page in found}


QUERIES = {
    "赵家屯": {0, 2},
    "资金": {0},
    "公示": {0, 2},
    "井": {3},
    "2025": {2},
    "大赵家屯村2025年": {2},
    "公示 资金": {0},
    "notice": {3},
    "收益公示": {2},
    "屯": {0, 2},
    "枣园": set(),
}


@pytest.mark.parametrize("q", QUERIES)
@pytest.mark.parametrize("method", ["search", "autocomplete"])
def test_substrings_are_found(pages: list[Page], q: str, method: str) -> None:
    truth = {TITLES[number] for number in QUERIES[q]}
    results = getattr(Page.objects.all(), method)(q)
    assert titles(results) == truth
    assert results.count() == len(truth)
    assert titles(getattr(Page.objects.all(), method)(q, order_by_relevance=False)) == truth
    assert len(results[:1]) == min(1, len(truth))


@pytest.mark.parametrize("q", ['"', '"资金"', "资金\0", " ", "，", "资" * 4096, "%s", "':*"])
def test_nothing_typed_breaks_it(pages: list[Page], q: str) -> None:
    for method in ("search", "autocomplete"):
        results = getattr(Page.objects.all(), method)(q)
        assert len(list(results)) == results.count() <= len(TITLES)


def test_the_beginning_of_a_word_is_enough_to_complete_it(pages: list[Page]) -> None:
    assert titles(Page.objects.all().autocomplete("noti")) == {TITLES[3]}
    assert titles(Page.objects.all().search("noti")) == set()


def test_operators_phrases_and_negations(pages: list[Page]) -> None:
    every = Page.objects.filter(title__in=TITLES)
    assert titles(every.search(PlainText("资金 危房", operator="or"))) == {TITLES[0], TITLES[1]}
    assert titles(every.search(Phrase("光伏电站"))) == {TITLES[2]}
    assert titles(every.search(PlainText("公示") & PlainText("资金"))) == {TITLES[0]}
    assert titles(every.search(~PlainText("公示"))) == {TITLES[1], TITLES[3]}
    assert titles(every.search(~PlainText("公示 资金"))) == set(TITLES[1:])


def test_only_permitted_pages_and_the_better_first(pages: list[Page]) -> None:
    assert titles(Page.objects.filter(pk=pages[0].pk).autocomplete("公示")) == {TITLES[0]}
    scored = Page.objects.all().search("赵家屯").annotate_score("score")
    assert titles(scored) == {TITLES[0], TITLES[2]}


def test_a_deleted_page_is_forgotten_and_an_index_rebuilt(
    pages: list[Page], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=pages[0].pk).delete()
    assert titles(Page.objects.all().search("资金")) == set()
    index = get_search_backend().get_index_for_model(Page)
    index.add_items(Page, [pages[1]])
    assert titles(Page.objects.all().search("危房")) == {TITLES[1]}
