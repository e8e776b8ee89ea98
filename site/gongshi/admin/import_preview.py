"""The preview of an import, row by row, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongshi.admin.import_forms import ConfirmForm
from gongshi.areas.models import Area
from gongshi.spreadsheets.models import BatchStates, ImportBatch
from gongshi.spreadsheets.queries import preview
from gongshi.spreadsheets.reading.columns import Kind
from gongshi.spreadsheets.registries import ImportKind, import_kinds
from gongshi.verdict import RuleBroken


def kind_of(key: str) -> type[ImportKind]:
    """Give the kind of table; Http404 for one that is not installed."""
    kind = import_kinds.get(key)
    if not kind.installed:
        raise Http404
    return kind


def show_preview(
    request: HttpRequest, batch: ImportBatch, broken: RuleBroken | None = None
) -> HttpResponse:
    """Show a page of the preview; ``broken`` is why confirming was refused."""
    kind = kind_of(batch.kind)
    only_errors = request.GET.get("only") == "errors"
    page = request.GET.get("page", "1")
    shown = preview(batch, only_errors=only_errors, page=int(page) if page.isdigit() else 1)
    kinds = {one.key: one.kind for one in kind.columns}
    columns = [(one.key, one.title, one.kind) for one in kind.columns if one.key in shown.headings]
    rows = [
        (row, [_cell(row.values.get(key), row.changes.get(key), what) for key, _t, what in columns])
        for row in shown.rows
    ]
    context = {
        "title": _("%(kind)s: look before you import") % {"kind": kind.title},
        "batch": batch,
        "place": Area.objects.filter(pk=batch.area).first(),
        "shown": shown,
        "counts": _counts(shown.counts),
        "sums": [_sums(one, kinds.get(one["key"])) for one in batch.sums],
        "columns": columns,
        "rows": rows,
        "only_errors": only_errors,
        "open": batch.state == BatchStates.PREVIEWED,
        "page_of_it": kind().page(batch.context) if batch.state == BatchStates.DONE else "",
        "broken": broken,
        "broken_words": broken.verdict.text(_) if broken else "",
        "blocked": batch.counts.get("error", 0) + batch.counts.get("file_errors", 0),
        "warned": batch.counts.get("warning", 0) + batch.counts.get("file_warnings", 0),
        "form": ConfirmForm(initial={"digest": batch.digest}),
    }
    return render(
        request, "gongshi_admin/import_preview.html", context, status=409 if broken else 200
    )


def _counts(counts: Mapping[str, int]) -> list[tuple[str, Any, int]]:
    words = {
        "new": _("new"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "warning": _("warnings"),
        "error": _("errors"),
    }
    return [(state, word, counts.get(state, 0)) for state, word in words.items()]


def _cell(value: object, change: tuple[Any, Any] | None, kind: Kind) -> tuple[str, str, bool]:
    """Give a cell in words: what stood there, what will, and whether it is money."""
    old = _words(change[0], kind) if change else ""
    return old, _words(value, kind), kind is Kind.MONEY


def _words(value: object, kind: Kind) -> str:
    if value is None:
        return ""
    if kind is Kind.MONEY and isinstance(value, int):
        return f"{value / 100:,.2f}"
    return str(value)


def _sums(one: Mapping[str, Any], kind: Kind | None) -> dict[str, str]:
    """Give the file's own sum beside ours, and the difference."""
    computed = Decimal(one["computed"])
    declared = None if one["declared"] is None else Decimal(one["declared"])
    numbers = {"system": computed, "file": declared}
    numbers["difference"] = None if declared is None else declared - computed
    return {"title": one["title"], **{name: _sum(n, kind) for name, n in numbers.items()}}


def _sum(number: Decimal | None, kind: Kind | None) -> str:
    if number is None:
        return "—"
    return f"{number / 100:,.2f}" if kind is Kind.MONEY else f"{number:,f}"
