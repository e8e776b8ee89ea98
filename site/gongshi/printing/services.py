"""Lays pages out and prints them: one function for each kind of paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from gongshi.printing import rules
from gongshi.printing.pages import Document, Minutes, Poster, Receipt, Sheet, Slip, Table
from gongshi.printing.render import SECONDS, render_pdf
from gongshi.verdict import require

Size = Literal["A3", "A4"]
#: Paper of a Chinese village is Chinese, whatever language the clerk's screen has.
LANGUAGE = "zh-hans"
TYPE_AREA = 442.2  # points: 156 mm, the width of the type area of GB/T 9704
HEAD_LARGEST = 40.0  # points


def qr_svg(text: str) -> SafeString:
    """Draw the text as a QR code without quiet zone; the page gives it room and size."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(omitsize=True, border=0))  # noqa: S308 -- segno draws squares


def poster_pdf(poster: Poster, size: Size = "A3", *, timeout: float = SECONDS) -> bytes:
    """Print a notice for the village's board."""
    require(rules.may_print(_rows(poster.tables)))
    width = rules.balanced(poster.title, 19 if size == "A3" else 20)
    page: dict[str, object] = {
        "poster": poster,
        "size": size,
        "qr": qr_svg(poster.address),
        "title_width": width,
    }
    return _print("poster", page, timeout)


def document_pdf(document: Document, *, timeout: float = SECONDS) -> bytes:
    """Print a township document in the layout of GB/T 9704-2012."""
    require(rules.may_print(sum(_rows(annex.tables) for annex in document.annexes)))
    size = rules.head_size(document.head, HEAD_LARGEST, TYPE_AREA)
    page = {"document": document, "title_width": rules.balanced(document.title, 20)}
    return _print("gbt9704", page | _head(size), timeout)


def minutes_pdf(minutes: Minutes, *, timeout: float = SECONDS) -> bytes:
    """Print the minutes of a meeting."""
    size = rules.head_size(minutes.head, HEAD_LARGEST, TYPE_AREA)
    return _print("minutes", {"minutes": minutes} | _head(size), timeout)


def sheet_pdf(sheet: Sheet, *, timeout: float = SECONDS) -> bytes:
    """Print a form to fill in by hand."""
    require(rules.may_print(len(sheet.rows) + sheet.blank_rows))
    return _print("sheet", {"sheet": sheet}, timeout)


def slips_pdf(slips: Sequence[Slip], *, timeout: float = SECONDS) -> bytes:
    """Print sign-in slips, four on a page, with lines to cut along and to fold over the code."""
    require(rules.may_print(len(slips)))
    drawn = [(slip, qr_svg(slip.address)) for slip in slips]
    return _print("slip", {"slips": drawn}, timeout)


def receipt_pdf(receipt: Receipt, *, timeout: float = SECONDS) -> bytes:
    """Print what a villager takes home after objecting."""
    return _print("receipt", {"receipt": receipt, "qr": qr_svg(receipt.address)}, timeout)


def _print(template: str, page: dict[str, object], timeout: float) -> bytes:
    with translation.override(LANGUAGE):
        html = render_to_string(f"print/{template}.html", page)
    return render_pdf(html, timeout=timeout)


def _head(size: float) -> dict[str, object]:
    """Give the red head's size and the margin that puts its ink 35 mm below the type area's top."""
    ink = 0.0907 * size * 25.4 / 72  # empty part of the em above a character of Song Bold
    return {"head_size": f"{size:.1f}", "head_top": f"{35 - ink:.2f}"}


def _rows(tables: Sequence[Table]) -> int:
    return sum(len(table.rows) for table in tables)
