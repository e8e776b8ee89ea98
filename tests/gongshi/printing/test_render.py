"""The child process: what it refuses, how it is stopped, and that it repeats itself exactly."""

import base64
import http.server
import threading
import time

import pytest

from gongshi.printing import render
from gongshi.printing.fonts import FONT_FILES, fonts_are_here, missing_fonts
from gongshi.printing.render import PrintFailed, environment, render_pdf

from .paper import fonts, needs_poppler, words


def refusal(html: str, **options: float) -> PrintFailed:
    with pytest.raises(PrintFailed) as caught:
        render_pdf(html, **options)
    return caught.value


@needs_poppler
def test_chinese_text_comes_out_and_the_fonts_are_ours() -> None:
    pdf = render_pdf('<p style="font-family:Gongshi Fang">扶贫资金分配公示</p>')
    assert "扶贫资金分配公示" in words(pdf)
    assert fonts(pdf) == {"Gongshi-Fang"}


def test_same_page_same_bytes() -> None:
    page = "<style>p { font-family: Gongshi Song }</style><p>堃喆镕 2026年3月2日</p>"
    assert render_pdf(page) == render_pdf(page)


def test_style_sheets_are_applied() -> None:
    plain = render_pdf("<p>公示</p>")
    assert render_pdf("<p>公示</p>", css=["p { color: red }"]) != plain


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd">',
        '<img src="/etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<style>@import "file:///etc/passwd";</style><p>x</p>',
        '<style>@font-face { font-family: X; src: url("file:///etc/passwd") }</style><p>x</p>',
        '<p style="background: url(http://127.0.0.1:9/x)">x</p>',
    ],
)
def test_nothing_outside_the_page_is_read(html: str) -> None:
    assert refusal(html).verdict.rule == "PRINT-5"


def inside_a_drawing(address: str) -> str:
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
        f"<image href='{address}' width='9' height='9'/></svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


def test_no_request_leaves_the_machine() -> None:
    """WeasyPrint leaves out a drawing's inner image instead of stopping, and asks for none."""
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/spy.png"
        assert refusal(f'<img src="{address}">').verdict.rule == "PRINT-5"
        assert render_pdf(f'<img src="{inside_a_drawing(address)}">').startswith(b"%PDF")
        server.shutdown()
    assert asked == []


def test_a_character_without_glyph_is_refused_and_named() -> None:
    refused = refusal("<p>王\U00012345</p>")
    assert refused.verdict.rule == "PRINT-4"
    assert "\U00012345" in refused.verdict.text()


def test_a_slow_page_is_killed() -> None:
    rows = "<tr><td>1<td>2<td>3" * 12_000
    start = time.monotonic()
    assert refusal(f"<table>{rows}</table>", timeout=2).verdict.rule == "PRINT-2"
    assert time.monotonic() - start < 5


def test_a_memory_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "MEMORY", 400_000_000)
    assert refusal("<p>公示</p>" * 60_000).verdict.rule == "PRINT-3"


@pytest.mark.parametrize("html", ["<div>" * 5000, '<p style="font-size:1e300px">a</p>'])
def test_what_breaks_the_library_is_a_sentence(html: str) -> None:
    assert refusal(html).verdict.rule == "PRINT-6"


def test_the_child_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    assert "SECRET_KEY" not in environment()


def test_the_start_is_refused_without_fonts(tmp_path, monkeypatch) -> None:
    assert missing_fonts() == []
    assert fonts_are_here() == []
    assert missing_fonts(tmp_path) == list(FONT_FILES)
    monkeypatch.setattr("gongshi.printing.fonts.missing_fonts", lambda: ["hei-bold.otf"])
    assert "hei-bold.otf" in fonts_are_here()[0].msg
