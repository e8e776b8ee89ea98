"""Which heading is meant by which column, where several might be (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongshi.spreadsheets.reading.columns import (
    SUMMED,
    TOTAL_WORDS,
    Column,
    Fit,
    Kind,
    fit,
    fold,
    forms,
    rank,
)

#: Words by which a column of money names one source, or what was before: hardly the whole sum.
QUALIFIED = re.compile(
    r"中央|省[级本财资补配安]|市[级本财资补配安]|[县区][级本财资补配安]|[镇乡村]级|上级|本级"
    r"|自筹|筹资|整合|社会|债券|捐赠|结余|调整前|变更前|^原|上年|往年|累计|贷款|其他|配套"
)

#: Words by which a column of money is a price for one, never a sum.
PRICE = re.compile(r"^每|人均|户均|亩均|股均|单价|标准|元/")


def parts_of(headings: Sequence[str]) -> set[int]:
    """Give the places of headings that are parts of a whole beside them: 其中, or next to 合计."""
    wholes = [
        heading.removesuffix(word)
        for heading in map(fold, headings)
        for word in TOTAL_WORDS
        if heading.endswith(word) and len(heading) > len(word) + 1
    ]
    return {
        place
        for place, heading in enumerate(map(fold, headings))
        if "其中" in heading
        or (
            not heading.endswith(TOTAL_WORDS) and any(heading.startswith(whole) for whole in wholes)
        )
    }


def assign(headings: Sequence[str], columns: Sequence[Column]) -> dict[str, list[int]]:
    """Map each column's key to the places of the headings that fit it, best first.

    Each heading goes to the column whose name fits it longest; among the headings of one column
    ``preference`` decides, never their order in the sheet. A heading that loses is offered to the
    columns left empty. A part of a sum is never taken for the sum, unless it bears exactly the
    name asked for.
    """
    parts = parts_of(headings)
    placed: dict[str, list[int]] = {}
    open_headings = {place for place, heading in enumerate(headings) if heading}
    free = list(columns)
    while free and open_headings:
        round_: dict[str, list[tuple[Preference, str, int]]] = {}
        for place in sorted(open_headings):
            heading = headings[place]
            fits = [
                (found, column)
                for column in free
                if (found := fit(heading, column))
                and (found.strength == 3 or not _is_no_sum(heading, place in parts, column))
            ]
            if fits:
                found, column = max(fits, key=lambda pair: rank(pair[0]))
                wish = (preference(heading, column, found), heading, place)
                round_.setdefault(column.key, []).append(wish)
        if not round_:
            break
        for key, candidates in round_.items():
            placed[key] = [place for _, _, place in sorted(candidates)]
            open_headings.discard(placed[key][0])
        free = [column for column in free if column.key not in placed]
    return placed


def _is_no_sum(heading: str, is_part: bool, column: Column) -> bool:  # noqa: FBT001 -- a fact
    """Whether a heading names a part or a price where a sum is asked for."""
    if column.kind is Kind.MONEY and PRICE.search(fold(heading)):
        return True
    return is_part and column.kind in SUMMED


#: Names such as 金额 and 资金 fit every column of money.
GENERIC = 2
#: The smaller, the better; headings of equal preference are a question.
Preference = tuple[bool, bool, int, int]


def preference(heading: str, column: Column, found: Fit) -> Preference:
    """Give how much a heading is to be preferred among those that fit one column."""
    if column.kind is not Kind.MONEY:
        return (False, found.strength == 1, -found.strength, found.place)
    return (is_qualified(heading), found.strength == 1, found.place, -found.strength)


def is_qualified(heading: str) -> bool:
    """Whether a column of money is only one source's, or what was before."""
    return QUALIFIED.search(fold(heading)) is not None


def rivals(headings: Sequence[str], column: Column, places: Sequence[int]) -> list[int]:
    """Give the places that may just as well be meant as the first one.

    Columns of equal preference are rivals; of several sources none is the sum of all; and a
    source that fits better than the whole, as 中央补助资金 beside 总投资, makes the whole doubtful;
    so does a column of nothing but 合计 beside one that only resembles a name asked for.
    """
    first, *others = places
    best, found = headings[first], fit(headings[first], column)
    if found is None:
        return []
    chosen = preference(best, column, found)
    doubtful = [place for place in others if headings[place] == best]
    for place in others:
        other = fit(headings[place], column)
        if other is None or place in doubtful:
            continue
        wish = preference(headings[place], column, other)
        if found.strength < 3 and forms(headings[place])[:1] in [(word,) for word in TOTAL_WORDS]:
            doubtful.append(place)
            continue
        specific = wish[0] and other.length > GENERIC and not best.endswith(TOTAL_WORDS)
        if wish == chosen or (chosen[0] and wish[0]) or (specific and wish[1:] < chosen[1:]):
            doubtful.append(place)
    return doubtful
