"""Components print what they are given, refuse what does not fit, and translate every word."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings as site
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from django.utils.translation.template import templatize

from gongshi.verdict import denied

STATUSES = {
    "scheduled": "待公示 2026年10月5日开始",
    "open": "公示中，还剩 3 天 到 2026年10月15日 24时",
    "open_last": "公示中，今天截止 到 2026年10月15日 24时",
    "objection": "有异议，正在核实 到 2026年10月15日 24时",
    "closed_clear": "公示结束，无异议 2026年10月15日",
    "closed_resolved": "公示结束，异议已处理 2026年10月15日",
    "corrected": "已更正 2026年10月15日",
    "withdrawn": "已撤回 2026年10月15日",
}


def words(html: str) -> str:
    from django.utils.html import strip_tags

    return " ".join(strip_tags(html).split())


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_shape_words_and_date(status: str) -> None:
    facts = {
        "status": status,
        "days": 3,
        "starts": date(2026, 10, 5),
        "ends": date(2026, 10, 15),
    }
    with override("zh-hans"):
        html = render_to_string("components/status.html", facts)
    assert words(html) == STATUSES[status]
    assert f'href="#i-{status}"' in html
    assert f'id="i-{status}"' in render_to_string("components/sprite.html")


def bars(items: list[dict[str, Any]]) -> str:
    return Template("{% load faces %}{% bars title items %}").render(
        Context({"title": "去向", "items": items})
    )


def test_bars_are_to_scale_and_say_their_share() -> None:
    with override("zh-hans"):
        html = bars(
            [
                {"label": "水渠", "value": 300, "text": "300 元"},
                {"label": "培训", "value": 100, "text": "100 元"},
            ]
        )
    assert 'class="bar" width="100.00"' in html
    assert 'class="bar" width="33.33"' in html
    assert "<title>占总额 75.0%</title>" in html
    assert "style=" not in html


def test_bars_of_nothing_do_not_break() -> None:
    assert 'width="0"' in bars([{"label": "无", "value": 0, "text": "0"}])
    assert "<rect" not in bars([])


def table(**more: Any) -> str:
    columns = [{"label": "户主", "kind": "lead"}, {"label": "金额", "kind": "figure"}]
    facts = {"caption": "名单", "unit": "元", "columns": columns, "rows": [("葛*例", "1")], **more}
    with override("zh-hans"):
        return render_to_string("components/data_table.html", facts)


def test_a_table_has_caption_unit_heads_and_total() -> None:
    html = table(total=("合计", "1"))
    assert words(html) == "名单单位：元 户主金额 葛*例1 合计1"
    assert 'scope="col"' in html
    assert html.count('scope="row"') == 2
    assert 'tabindex="0"' in table(scroll=1)
    assert "<script>" not in table(rows=[("<script>", "1")])


def test_a_row_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="shorter"):
        table(rows=[("葛*例",)])


def test_a_refusal_names_rule_reason_and_way_on() -> None:
    facts = {
        "verdict": denied("SSD", "Only %(who)s may.", who="村委会"),
        "next_steps": "请转交。",
    }
    html = words(render_to_string("components/verdict.html", facts))
    assert "Only 村委会 may." in html
    assert "SSD" in html
    assert "请转交。" in html


@pytest.mark.parametrize("code", ["400", "403", "404", "410", "500", "403_csrf"])
def test_error_pages_stand_without_a_request(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert 'data-view="standard"' in html
    assert html.count("<h1>") == 1


@pytest.mark.parametrize("page", ["sign_in", "slip", "choose_password"])
def test_desk_doors_render(page: str) -> None:
    from gongshi.desk.styleguide import SignInSample

    html = render_to_string(f"desk/{page}.html", {"form": SignInSample()})
    assert html.count('class="field"') == 2
    assert html.count('type="submit"') == 1


@pytest.mark.django_db
def test_the_style_guide_exists_for_developers_alone(client: Client, settings: Any) -> None:
    assert client.get("/styleguide/").status_code == 404
    assert client.get("/styleguide/notice/").status_code == 404
    settings.DEBUG = True
    assert client.get("/styleguide/").status_code == 200
    assert client.get("/styleguide/unknown/").status_code == 404


def test_every_word_of_ours_is_in_chinese() -> None:
    root = Path(site.BASE_DIR)
    with (root / "site/gongshi/desk/locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as words_:
        catalogue = read_po(words_, locale="zh_Hans")
    missing, seen = [], 0
    for pattern in ("*.html", "components/*.html", "desk/*.html"):
        for path in (root / "templates").glob(pattern):
            code = templatize(path.read_text()).encode()
            keywords = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
            for _, message, _, context in extract("python", io.BytesIO(code), keywords=keywords):
                first = message if isinstance(message, str) else message[0]
                entry = catalogue.get(first, context)
                seen += 1
                if entry is None or not all(
                    [entry.string] if isinstance(message, str) else entry.string
                ):
                    missing.append((path.name, message))
    assert missing == []
    assert seen > 80
