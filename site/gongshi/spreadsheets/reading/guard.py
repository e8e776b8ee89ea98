"""What must hold before a file is opened at all: kind, size, nothing hidden or dangerous (pure)."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from gongshi.spreadsheets.reading.sheet import BadFile, Limits
from gongshi.verdict import gettext_noop

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta|style|head|body|div)", re.IGNORECASE
)
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
NESTED = (".zip", ".xlsx", ".xlsm", ".xls", ".docx", ".rar", ".7z", ".exe")
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    KeyError,
)
WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb")
TEXT_NAMES = (".csv", ".txt", ".tsv")


def kind_of(data: bytes, filename: str, limits: Limits) -> str:
    """Tell "xlsx" from "csv" by content; anything else is refused with what to do."""
    if not data.strip():
        raise BadFile("SHEET-1", gettext_noop("The file is empty."))
    if len(data) > limits.file_bytes:
        raise too_large(len(data), limits.file_bytes)
    name = filename.lower().strip()
    if data.startswith(OLE):
        raise _old_workbook(data)
    if data.startswith(b"PK"):
        return "xlsx"
    if MARKUP.match(data[:200]):
        raise BadFile(
            "SHEET-3",
            gettext_noop(
                "This is a web page that only bears the name of a workbook. Open it in Excel or "
                "WPS and save it as .xlsx."
            ),
        )
    if name.endswith(TEXT_NAMES):
        return "csv"
    if name.endswith(WORKBOOK_NAMES):
        raise broken()
    raise BadFile("SHEET-5", gettext_noop("Only .xlsx and .csv files can be read here."))


def _old_workbook(data: bytes) -> BadFile:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return BadFile(
            "SHEET-4",
            gettext_noop(
                "The file is protected by a password. Take the password off and save it again."
            ),
        )
    return BadFile(
        "SHEET-2",
        gettext_noop("This is an old .xls workbook. Open it in Excel or WPS and save it as .xlsx."),
    )


def broken() -> BadFile:
    """The refusal for a file that is damaged or no workbook."""
    return BadFile(
        "SHEET-5",
        gettext_noop(
            "The file is damaged or is no workbook. Save it again as .xlsx and send it once more."
        ),
    )


def too_large(size: int, limit: int) -> BadFile:
    """The refusal for a file with too many bytes, packed or unpacked."""
    return BadFile(
        "SHEET-6",
        gettext_noop("The file is too large (%(size)s MB, at most %(limit)s MB). Split it."),
        size=-(-size // 2**20),
        limit=limit // 2**20,
    )


MACRO = gettext_noop("The workbook holds macros. Save it as .xlsx without macros.")
LINKED = gettext_noop(
    "The workbook draws on other files. Copy the cells as values into a new workbook."
)
ENCLOSED = gettext_noop("Other files are enclosed in the workbook. Copy the cells into a new one.")
UNSOUND = gettext_noop(
    "The workbook is built as no office program builds one. Copy the cells into a new workbook."
)


def dangerous(what: str) -> BadFile:
    """The refusal for a workbook with something in it that a table does not need."""
    return BadFile("SHEET-7", what)


def unpack(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Give the XML members of a workbook after every check; real bytes are counted."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members, limits)
            return _read_members(archive, members, limits)
    except BadFile:
        raise
    except ZIP_ERRORS as error:
        raise broken() from error


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [member.filename for member in members]
    if len(members) > limits.members:
        raise dangerous(UNSOUND)
    declared = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if declared > limits.unpacked_bytes:
        raise too_large(declared, limits.unpacked_bytes)
    if declared > max(packed, 1) * limits.ratio + 2**20:
        raise BadFile(
            "SHEET-6",
            gettext_noop(
                "Unpacked the file grows more than %(ratio)s-fold, to %(size)s MB. Copy the cells "
                "into a new workbook."
            ),
            ratio=limits.ratio,
            size=-(-declared // 2**20),
        )
    for member in members:
        _check_name(member.filename)
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise broken()
        if member.flag_bits & 1:
            raise BadFile(
                "SHEET-4",
                gettext_noop(
                    "The file is protected by a password. Take the password off and save it again."
                ),
            )
    if len(set(names)) < len(names):
        raise dangerous(UNSOUND)
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise broken()


def _check_name(name: str) -> None:
    lower = name.lower()
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
        raise dangerous(UNSOUND)
    if lower.endswith(NESTED) or lower.startswith("xl/embeddings/"):
        raise dangerous(ENCLOSED)
    if "vbaproject" in lower or lower.startswith("xl/macrosheets/"):
        raise dangerous(MACRO)
    if lower.startswith(("xl/externallinks/", "xl/activex/")):
        raise dangerous(LINKED)


def _read_members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits
) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = limits.unpacked_bytes
    for member in members:
        with archive.open(member) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_large(limits.unpacked_bytes + 1, limits.unpacked_bytes)
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_markup(content)
            found[member.filename] = content
        elif b"sheetData" in content:
            raise dangerous(UNSOUND)
    if b"macroEnabled" in found["[Content_Types].xml"]:
        raise dangerous(MACRO)
    return found


def _check_markup(content: bytes) -> None:
    # A document type can hide in UTF-16, where the marks below would not be seen.
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:200]:
        raise dangerous(UNSOUND)
    if DTD.search(content):
        raise dangerous(UNSOUND)
