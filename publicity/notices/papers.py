"""Papers that anyone may ask for: printed once, kept, and never many at once.

Printing takes seconds and much memory; a small machine in a village must stay up when somebody
asks for posters all day. What is kept shows covered names alone, is named by the digest of what
stands on it, and goes when its notice is withdrawn or concluded.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from gongshi.printing.pages import Poster
from gongshi.verdict import require
from publicity.notices.limits import count
from publicity.notices.models import Notice
from publicity.notices.parameters import PAPERS_AT_ONCE, PAPERS_PER_HOUR
from publicity.notices.rules import may_print_again, may_print_now

A_DAY = 24 * 60 * 60  # seconds; after that a paper is laid out anew, as the house prints by then


def kept(
    request: HttpRequest, notice: Notice, form: str, page: Poster, print_it: Callable[[], bytes]
) -> bytes:
    """Give the paper of this page, printed now if it is not kept yet.

    ``form`` names what there is one of for a notice, as "a3". The record grows all day, and what
    a kept paper proves of it stays true. Raises NOTICE-12 or NOTICE-13.
    """
    digest = hashlib.sha256(repr((form, replace(page, proof=""))).encode()).hexdigest()[:32]
    file = _folder(notice) / f"{form}-{digest}.pdf"
    with suppress(OSError):
        if time.time() - file.stat().st_mtime < A_DAY:
            return file.read_bytes()
    paper = printed(request, print_it)
    _keep(file, form, paper)
    return paper


def printed(request: HttpRequest, print_it: Callable[[], bytes]) -> bytes:
    """Print for somebody without an account. Raises NOTICE-12 or NOTICE-13."""
    with _place() as found:
        require(may_print_now(free=found))
        require(may_print_again(count("papers", request), PAPERS_PER_HOUR.value))
        return print_it()


def discard(notice: Notice) -> None:
    """Throw away every paper kept of a notice."""
    shutil.rmtree(_folder(notice), ignore_errors=True)


def _folder(notice: Notice) -> Path:
    return _papers() / str(notice.pk)


def _papers() -> Path:
    return Path(settings.VAR_DIR) / "cache" / "papers"


def _keep(file: Path, form: str, paper: bytes) -> None:
    """Keep one paper of this form; a disk that is full costs the next reader a new print."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        for older in file.parent.glob(f"{form}-*"):
            older.unlink(missing_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}-{time.monotonic_ns()}")
        fresh.write_bytes(paper)
        fresh.replace(file)


@contextmanager
def _place() -> Iterator[bool]:
    """Take one of the few places at the printer, if one is free; a dead process holds none."""
    folder = _papers()
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PAPERS_AT_ONCE.value):
        with (folder / f"place-{number}").open("w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield True
            return
    yield False
