"""Documents are known by what is in them, and refused when they could do more than be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pikepdf

from gongshi.files import rules
from gongshi.verdict import RuleBroken, denied, require

PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX, DOCX = f"{OFFICE}spreadsheetml.sheet", f"{OFFICE}wordprocessingml.document"
EXTENSIONS = {PDF: "pdf", XLSX: "xlsx", DOCX: "docx"}
MAIN_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"}
ACTIVE_MEMBERS = ("vbaproject.bin", "oleobject", "activex", "externallink")


def media_type(data: bytes) -> str:
    """Give the type a document has by its content; RuleBroken when it is not accepted."""
    require(rules.may_upload(len(data)))
    if b"%PDF-" in data[:1024]:
        _check_pdf(data)
        return PDF
    if data.startswith(b"PK"):
        return _check_office(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # OLE: an old format, or a file under a password
        raise RuleBroken(denied("FILE-8", rules.LOCKED_OR_OLD))
    raise RuleBroken(denied("FILE-6", rules.NO_DOCUMENT))


def _check_pdf(data: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise RuleBroken(denied("FILE-8", rules.LOCKED))
            require(rules.may_keep(len(pdf.pages)))
            for thing in pdf.objects:
                _refuse_active(thing)
    except pikepdf.PasswordError:
        raise RuleBroken(denied("FILE-8", rules.LOCKED)) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError):
        raise RuleBroken(denied("FILE-7", rules.BROKEN_DOCUMENT)) from None


def _refuse_active(thing: pikepdf.Object) -> None:
    for holder in _dictionaries(thing):
        keys = set(holder.keys())
        action = str(holder.get("/S", "")) if "/S" in keys else ""
        found = sorted(keys & ACTIVE_KEYS) or [name for name in ACTIVE_ACTIONS if name == action]
        if found:
            raise RuleBroken(denied("FILE-9", rules.ACTIVE, part=found[0].lstrip("/")))


def _dictionaries(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Walk the object and what stands directly in it; what it points to comes by itself."""
    waiting = [thing]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            yield here
            inner = [value for _, value in here.items()]
        elif isinstance(here, pikepdf.Array):
            inner = list(here)
        else:
            continue
        waiting += [
            value for value in inner if isinstance(value, pikepdf.Object) and not value.is_indirect
        ]


def _check_office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise RuleBroken(denied("FILE-7", rules.BROKEN_DOCUMENT)) from None
    require(
        rules.may_unpack(
            len(members),
            sum(member.file_size for member in members),
            len(data),
            escapes=any(
                ".." in member.filename or member.filename.startswith("/") for member in members
            ),
        )
    )
    if any(member.flag_bits & 1 for member in members):
        raise RuleBroken(denied("FILE-8", rules.LOCKED))
    names = {member.filename.lower() for member in members}
    for part in ACTIVE_MEMBERS:
        if any(part in name for name in names):
            raise RuleBroken(denied("FILE-9", rules.ACTIVE, part=part))
    for part, kind in MAIN_PARTS.items():
        if part in names:
            return kind
    raise RuleBroken(denied("FILE-6", rules.NO_DOCUMENT))
