"""Chinese substrings are found on both databases, and nothing typed into the box breaks it."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection, transaction
from django.db.models import CharField

from gongshi.search.models import Document
from gongshi.search.queries import PAGE_SIZE, Way, search
from gongshi.search.services import put, rebuild, remove

pytestmark = pytest.mark.django_db

VILLAGES = {"赵家屯村": "371326100201", "九间棚村": "371326101202", "大赵家屯村": "371326100203"}
MATTERS = {
    "扶贫资金分配公示": "按一载体两分离的办法，光伏电站收益分给脱贫户王秀英等三十户。",
    "危房改造公示": "对二户危房进行改造，质量由理事会检查，县级验收后拨款。",
    "机井修缮结果公告": "打井一眼，机耕道硬化；文号鲁扶办〔2024〕11号，“雨露计划”另行公示。",
    "教育补助公示": "对在校学生每人补助１５００元，电话１２３１７，联系 Wang_Xiu。",
}
YEARS = (2023, 2024, 2025)
QUERIES = [
    "扶贫资金",
    "资金",
    "分配公示",
    "赵家屯",
    "大赵家屯村2025年",
    "光伏电站收益",
    "王秀英",
    "一载体两分离",
    "2023年",
    "九间棚",
    "扶贫资金 2024",
    "危房改造 公示",
    "井",
    "眼",
    "理事会检查",
    "机耕道",
    "雨露计划",
    "鲁扶办〔2024〕11号",
    "1500元",
    "12317",
    "wang",
    "公 示",
    "补助，电话",
    "结果公告",
]


def texts() -> dict[str, tuple[str, str]]:
    return {
        f"notice:{village}:{year}:{title}": (f"{village}{year}年{title}", body)
        for village, year, (title, body) in product(VILLAGES, YEARS, MATTERS.items())
    }


@pytest.fixture
def notices() -> Iterator[None]:
    start = date(2026, 1, 1)
    for number, (key, (title, body)) in enumerate(texts().items()):
        village = key.split(":")[1]
        kind = "announcement" if "公告" in title else "notice"
        day = start + timedelta(days=number)
        put(key=key, area=VILLAGES[village], kind=kind, day=day, title=title, text=body)
    return


def found(q: str, **limits: object) -> list[str]:
    keys: list[str] = []
    page = 1
    while hits := search(q, page=page, **limits).hits:  # type: ignore[arg-type]
        keys += [hit.key for hit in hits]
        page += 1
    return keys


def truth(q: str) -> set[str]:
    """Every run of the query is literally there, in either spelling."""
    parts = q.translate(str.maketrans("，〔〕", "   ")).split()
    wide = str.maketrans("１２３５７０", "123570")
    return {
        key
        for key, (title, body) in texts().items()
        if all(part in f"{title}\n{body}".translate(wide).lower() for part in parts)
    }


@pytest.mark.parametrize("q", QUERIES)
def test_substrings_are_found(notices: None, q: str) -> None:
    assert truth(q), "the query asks for something that is there"
    assert set(found(q)) == truth(q)
    assert search(q).way is Way.LITERAL
    assert search(q).total == len(truth(q))


@pytest.mark.parametrize(
    ("q", "way", "first"),
    [
        ("资金公示", Way.WORDS, "扶贫资金分配公示"),
        ("赵家屯扶贫资金", Way.WORDS, "扶贫资金分配公示"),
        ("检查的质量", Way.WORDS, "危房改造公示"),
        ("光伏的分红收益情况", Way.SIMILAR, "扶贫资金分配公示"),
    ],
)
def test_loose_queries(notices: None, q: str, way: Way, first: str) -> None:
    result = search(q)
    assert result.way is way
    assert "".join(part.text for part in result.hits[0].title).endswith(first)


@pytest.mark.parametrize(
    "q",
    [
        '"',
        '"资金"',
        "资金\0",
        "\0",
        " \t\n",
        "",
        "资" * 4096,
        "*" * 4096,
        "' OR 1=1 --",
        "资金 AND NOT (公示)",
        "NEAR(资金, 2)",
        "title:资金",
        "%_\\",
        "':* & ! | <->",
        "a" * 4096,
        "😀",
        "\ud800",
    ],
)
def test_nothing_typed_breaks_it(notices: None, q: str) -> None:
    result = search(q)
    assert result.total >= len(result.hits)


def test_quotes_and_blanks_change_nothing(notices: None) -> None:
    assert found('"资金"') == found(" 资金\0") == found("資金".replace("資", "资"))
    assert found('"') == found("\0") == found("，") == []


def test_places_and_kinds_limit_the_hits(notices: None) -> None:
    township = found("公示", areas="371326100")
    assert len(township) == 24
    assert {key.split(":")[1] for key in township} == {"赵家屯村", "大赵家屯村"}
    assert {key.split(":")[1] for key in found("公示", areas="371326101202")} == {"九间棚村"}
    assert len(found("井", kinds=["announcement"])) == 9
    assert found("井", kinds=["notice"]) == found("井", kinds=[]) == []
    assert found("资金", areas="37_326") == found("资金", areas="%") == []


def test_the_newest_comes_first_page_by_page(notices: None) -> None:
    first, second, third = (search("村", page=page) for page in (1, 2, 3))
    days = [hit.day for hit in (*first.hits, *second.hits)]
    assert days == sorted(days, reverse=True)
    assert len(days) == first.total == 36
    assert (len(first.hits), first.pages, third.hits) == (PAGE_SIZE, 2, ())
    assert search("村", page=-5).page == 1
    assert search("村", page=10**9).hits == ()


def test_what_was_asked_for_is_marked(notices: None) -> None:
    (hit,) = search("１５００", areas="371326101202").hits[:1]
    assert [part.text for part in hit.extract if part.marked] == ["１５００"]
    (hit,) = search("教育 补助", areas="371326101202").hits[:1]
    assert [part.text for part in hit.title if part.marked] == ["教育", "补助"]
    assert "".join(part.text for part in hit.title) == "九间棚村2025年教育补助公示"


def test_a_changed_document_is_found_by_its_new_words_alone(notices: None) -> None:
    put(key="one", area="3713", kind="x", day=date(2026, 1, 1), title="旧题目", text="旧文字")
    put(key="one", area="3713", kind="x", day=date(2026, 1, 1), title="新题目", text="桔园")
    assert found("桔园") == ["one"]
    assert found("旧文字", areas="3713260") == []
    assert "one" not in found("旧文字")
    assert Document.objects.filter(key="one").count() == 1


def test_a_removed_document_leaves_nothing_behind(notices: None) -> None:
    put(key="one", area="3713", kind="x", day=date(2026, 1, 1), title="桔园", text="")
    remove(key="one")
    remove(key="one")
    assert found("桔园") == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM gongshi_search_words")
            assert cursor.fetchone() == (36,)


def test_what_is_rolled_back_is_not_found() -> None:
    with transaction.atomic():
        put(key="one", area="3713", kind="x", day=date(2026, 1, 1), title="桔园", text="")
        transaction.set_rollback(True)
    assert found("桔园") == []


def test_an_index_is_rebuilt_from_its_documents() -> None:
    put(key="one", area="3713", kind="x", day=date(2026, 1, 1), title="桔园", text="")
    Document.objects.update(title="枣园")
    assert found("枣园") == []
    assert rebuild() == 1
    assert found("枣园") == ["one"]


def test_rare_characters_and_long_texts() -> None:
    body = "甲\0乙" + "扶贫" * 20_000 + "末尾" + "x" * 5000
    put(key="long", area="3713", kind="x", day=date(2026, 1, 1), title="𠮷𪚥𮯙𰻝村", text=body)
    assert found("𪚥𮯙") == found("𰻝") == found("乙扶") == ["long"]


@pytest.mark.django_db(transaction=True)
def test_a_row_deleted_behind_our_back_is_not_found() -> None:
    put(key="one", area="3713", kind="x", day=date(2026, 1, 1), title="桔园", text="")
    Document.objects.all().delete()
    put(key="two", area="3713", kind="x", day=date(2026, 1, 1), title="枣园", text="")
    assert found("桔园") == []
    assert found("枣园") == ["two"]


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_the_table_leaves_the_search_usable() -> None:
    put(key="one", area="3713", kind="x", day=date(2026, 1, 1), title="桔园", text="")
    kind = Document._meta.get_field("kind")
    wider = CharField(max_length=kind.max_length + 20)
    wider.set_attributes_from_name("kind")
    wider.model = Document
    with connection.schema_editor() as editor:
        editor.alter_field(Document, kind, wider)
    try:
        assert found("桔园") == ["one"]
        put(key="two", area="3713", kind="x", day=date(2026, 1, 2), title="桔园", text="")
        assert found("桔园") == ["two", "one"]
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Document, wider, kind)
