"""What may be uploaded: kinds, sizes, and the sentences that refuse the rest (pure)."""

from __future__ import annotations

from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

MEGABYTE = 1_000_000
MAX_BYTES = 10 * MEGABYTE
MAX_PIXELS = 40_000_000
MAX_SIDE = 20_000
MAX_PAGES = 500
#: A document of office software is a zip: no more than this, unpacked.
MAX_UNPACKED = 50 * MEGABYTE
MAX_MEMBERS = 1000
MAX_RATIO = 100

TOO_BIG = gettext_noop("The file has %(size)s MB; at most %(limit)s MB are accepted.")
EMPTY = gettext_noop("The file is empty. Choose it again.")
NO_IMAGE = gettext_noop(
    "This is not a picture we can read, or it is damaged. Photos as JPEG, PNG, WEBP or HEIC are "
    "accepted; take the photo again or save it as JPEG."
)
TOO_MANY_PIXELS = gettext_noop(
    "The picture has too many pixels (at most 40 million). Make it smaller and send it again."
)
MOVING = gettext_noop("The picture moves or has several frames. Send a still photo.")
NO_DOCUMENT = gettext_noop("Only PDF, Excel (.xlsx) and Word (.docx) files are accepted.")
BROKEN_DOCUMENT = gettext_noop("The file is damaged and cannot be opened. Save it again and retry.")
LOCKED = gettext_noop("The file is protected by a password. Save it without one and send it again.")
LOCKED_OR_OLD = gettext_noop(
    "The file is protected by a password or saved in an old format. Save it as .xlsx, .docx or PDF."
)
ACTIVE = gettext_noop(
    "The file contains a program, an attachment or a macro (%(part)s). "
    "Print it to PDF and send that."
)
TOO_LONG = gettext_noop("The PDF has %(pages)s pages; at most %(limit)s are accepted.")


def may_upload(size: int) -> Verdict:
    """Answer whether a file of so many bytes is accepted."""
    if size == 0:
        return denied("FILE-1", EMPTY)
    if size > MAX_BYTES:
        shown = f"{size / MEGABYTE:.1f}"
        return denied("FILE-2", TOO_BIG, size=shown, limit=MAX_BYTES // MEGABYTE)
    return ALLOWED


def may_decode(width: int, height: int, frames: int) -> Verdict:
    """Answer whether a picture of this size may be unpacked into memory."""
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        return denied("FILE-4", TOO_MANY_PIXELS)
    if frames > 1:
        return denied("FILE-5", MOVING)
    return ALLOWED


def may_keep(pages: int) -> Verdict:
    """Answer whether a PDF of so many pages is accepted."""
    if pages > MAX_PAGES:
        return denied("FILE-10", TOO_LONG, pages=pages, limit=MAX_PAGES)
    return ALLOWED


def may_unpack(members: int, unpacked: int, packed: int, *, escapes: bool) -> Verdict:
    """FILE-7: a document of office software unpacks to a sane size, inside itself (bytes)."""
    if members > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed or escapes:
        return denied("FILE-7", BROKEN_DOCUMENT)
    return ALLOWED
