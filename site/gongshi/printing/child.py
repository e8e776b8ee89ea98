"""The child process that turns one HTML text into one PDF: JSON in, PDF out, then it ends.

It may read our fonts and nothing else: no address is fetched but ``data:``, and the first refused
address or missing glyph ends the work. Run by ``render.render_pdf``; it imports no Django.
"""

from __future__ import annotations

import json
import logging
import resource
import sys

#: Exit codes, read by ``render``; the detail stands on the error stream.
BROKEN, GLYPH, ADDRESS, MEMORY = 1, 3, 4, 5


class Missing(logging.Handler):
    """Collects the warnings about characters that no font can draw."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the character of a missing glyph; other warnings do not concern the reader."""
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.characters.append(str(record.args[0]))


def limit(memory: int, seconds: int) -> None:
    """Bind this process to its memory and processor time before anything is read."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def render(html: str, css: list[str]) -> bytes:
    """Render; raises what WeasyPrint raises, LookupError for characters without a glyph."""
    import weasyprint  # after the limits are set

    missing = Missing()
    logging.getLogger("weasyprint").addHandler(missing)
    fetcher = weasyprint.urls.URLFetcher(
        allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True
    )
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheets = [
        weasyprint.CSS(string=text, url_fetcher=fetcher, font_config=fonts, base_url="data:,")
        for text in css
    ]
    page = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="data:,")
    pdf: bytes = page.write_pdf(stylesheets=sheets, font_config=fonts)
    if missing.characters:
        raise LookupError("".join(sorted(set(missing.characters))))
    return pdf


def main() -> int:
    """Read the task, render, write."""
    task = json.load(sys.stdin)
    limit(task["memory"], task["seconds"])
    try:
        sys.stdout.buffer.write(render(task["html"], task["css"]))
    except LookupError as error:
        code = GLYPH if error.__class__ is LookupError else BROKEN
        sys.stderr.write(str(error.args[0]) if code == GLYPH else repr(error))
        return code
    except MemoryError:
        return MEMORY
    except Exception as error:  # noqa: BLE001 -- whatever the library raises is a failed print
        sys.stderr.write(repr(error))
        return BROKEN
    except BaseException as error:
        if error.__class__.__name__ != "FatalURLFetchingError":
            raise
        sys.stderr.write(str(error))
        return ADDRESS
    return 0


if __name__ == "__main__":
    sys.exit(main())
