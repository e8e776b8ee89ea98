"""What the components ask of Python: bars, columns beside cells, a refusal in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext

from gongshi.desk.registries import Section, sections
from gongshi.verdict import Verdict

register = template.Library()


@register.filter
def beside(columns: Sequence[Any], row: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    """Pair each column with its cell; a row of another length is a mistake, never cut."""
    return zip(columns, row, strict=True)


@register.filter
def reason(verdict: Verdict) -> str:
    """Give a refusal in the reader's language."""
    return verdict.text(gettext)


@register.filter
def in_fours(code: str) -> str:
    """Write a long code in groups of four: easier to copy, and it may break on a narrow screen."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


@register.simple_tag
def desk_sections() -> list[Section]:
    """Give the entries of the desk's bar between what waits and the public pages."""
    return sorted((entry() for entry in sections.all()), key=lambda entry: entry.order)


@register.inclusion_tag("components/bars.html")
def bars(title: str, items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Draw items of label, value and text as bars; the longest fills the width."""
    rows = list(items)
    values = [max(Decimal(item["value"]), Decimal(0)) for item in rows]
    longest, total = max(values, default=Decimal(0)), sum(values)
    return {
        "title": title,
        "bars": [
            {
                "label": item["label"],
                "text": item["text"],
                "alert": item.get("alert", False),
                "width": f"{100 * value / longest:.2f}" if longest else "0",
                "share": gettext("%(share)s of the total")
                % {"share": f"{100 * value / total:.1f}%" if total else "0%"},
            }
            for item, value in zip(rows, values, strict=True)
        ],
    }
