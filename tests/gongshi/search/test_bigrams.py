"""Text is cut the same way for the index and for queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.search.bigrams import Term, needles, pairs, term, tokens, words
from gongshi.search.snippets import highlight, snippet

CHINESE = st.text("扶贫资金公示井村", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("扶贫资金", ["扶贫", "贫资", "资金", "金"]),
        ("井", ["井"]),
        ("２０２５年A户", ["2025", "年", "a", "户"]),
        ("“资金”，公示", ["资金", "金", "公示", "示"]),
        ("二〇二四", ["二〇", "〇二", "二四", "四"]),
        ("\0 _%'\"", []),
        ("", []),
    ],
)
def test_tokens(text: str, cut: list[str]) -> None:
    assert tokens(text) == cut


def test_terms() -> None:
    assert term("扶贫资金") == Term(("扶贫", "贫资", "资金"))
    assert term("井") == Term(("井",), prefix=True)
    assert term("2025") == Term(("2025",))
    assert needles("扶贫 资金 扶贫") == ["扶贫", "资金"]
    assert pairs("扶贫资金 井 a1") == ["扶贫", "贫资", "资金", "井", "a1"]
    assert words("资金的公示", ["资金", "的", "公示", " "]) == ["资金", "公示"]
    assert words("的", ["的"]) == ["的"]


@given(CHINESE, CHINESE, CHINESE)
def test_every_substring_is_a_phrase_of_the_tokens(before: str, middle: str, after: str) -> None:
    found, asked = tokens(before + middle + after), term(middle)
    size = len(asked.tokens)
    windows = [tuple(found[place : place + size]) for place in range(len(found))]
    if asked.prefix:
        assert any(token.startswith(middle) for token in found)
    else:
        assert asked.tokens in windows


@given(st.text(max_size=80), st.lists(CHINESE, max_size=3))
def test_marking_loses_nothing(text: str, asked: list[str]) -> None:
    assert "".join(part.text for part in highlight(text, asked)) == text


def test_an_extract_shows_the_surroundings() -> None:
    text = "甲" * 200 + "资金" + "乙" * 200
    parts = snippet(text, ["资金"])
    assert [part.text for part in parts if part.marked] == ["资金"]
    assert parts[0].text == parts[-1].text == "…"
    assert sum(len(part.text) for part in parts) == 112
    assert snippet("短", ["资金"])[0].text == "短"
    assert snippet("", []) == ()
