"""HTML to PDF in a child process with limits on memory, time and what it may read."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from gongshi.printing import child
from gongshi.printing.fonts import FONT_FOLDER
from gongshi.verdict import RuleBroken, Verdict, denied, gettext_noop

MEMORY = 1_500_000_000
SECONDS = 60.0
SOURCE = Path(__file__).resolve().parents[2]

TOO_SLOW = gettext_noop("The page took longer than %(seconds)s seconds to print. Print fewer rows.")
TOO_LARGE = gettext_noop("The page needs more memory than printing may use. Print fewer rows.")
NO_GLYPH = gettext_noop(
    "These characters cannot be printed with the fonts of this machine: %(characters)s. "
    "Install the package fonts-noto-cjk, or write the name differently."
)
NO_ADDRESS = gettext_noop(
    "The page asks for a file or an address from outside. Pages carry everything inside."
)
BROKEN = gettext_noop("The page could not be printed. The technical reason is in the server's log.")

logger = logging.getLogger(__name__)


class PrintFailed(RuleBroken):
    """A page was not printed; the verdict says why in a sentence."""


def render_pdf(html: str, *, css: Sequence[str] = (), timeout: float = SECONDS) -> bytes:
    """Render the page. The same page gives the same bytes. Raises PrintFailed."""
    task = {"html": html, "css": list(css), "memory": MEMORY, "seconds": max(1, round(timeout) + 1)}
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, no shell
            [sys.executable, "-m", child.__name__],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=timeout,
            env=environment(),
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PrintFailed(denied("PRINT-2", TOO_SLOW, seconds=f"{timeout:g}")) from None
    if done.returncode == 0 and done.stdout.startswith(b"%PDF"):
        return done.stdout
    detail = done.stderr.decode(errors="replace")
    if done.returncode != child.GLYPH:  # the characters may come from a person's name
        logger.warning("printing failed with %s: %s", done.returncode, detail[-300:])
    raise PrintFailed(reason(done.returncode, detail))


def reason(code: int, detail: str) -> Verdict:
    """Say in words why the child ended as it did; a negative code is the signal that ended it."""
    if code == child.GLYPH:
        return denied("PRINT-4", NO_GLYPH, characters=detail)
    if code == child.ADDRESS:
        return denied("PRINT-5", NO_ADDRESS)
    if code == child.MEMORY or code < 0:
        return denied("PRINT-3", TOO_LARGE)
    return denied("PRINT-6", BROKEN)


def environment() -> dict[str, str]:
    """Give the child our fonts and nothing of the server's secrets."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(SOURCE),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "FONTCONFIG_FILE": str(FONT_FOLDER / "fonts.conf"),
        "XDG_CACHE_HOME": str(settings.VAR_DIR / "cache"),
    }
