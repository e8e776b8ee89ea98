"""Files that must be refused as a whole: name, bytes, the rule that refuses them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.gongshi.spreadsheets.workbooks import blank, saved, simple

GOOD_ROWS = (["乡镇", "金额(元)"], ["东镇", 1], ["西镇", 2])


def good() -> bytes:
    return simple(*GOOD_ROWS)


def changed(change: Callable[[str, bytes], bytes] | None = None, **added: bytes) -> bytes:
    """The good workbook with its members changed, and others added (``__`` stands for /)."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(good())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(name, content) if change else content)
        for name, content in added.items():
            new.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    """The good workbook with one piece of the sheet's XML replaced."""

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        assert old in content
        return content.replace(old, new)

    return changed(change)


def encrypted_member() -> bytes:
    """Set the bit that says "encrypted" in every header of the archive."""
    data = bytearray(good())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def flipped() -> bytes:
    """One byte changed inside the packed worksheet."""
    data = bytearray(good())
    data[data.index(b"xl/worksheets/sheet1.xml") + 60] ^= 0xFF
    return bytes(data)


def far_away() -> bytes:
    book, sheet = blank()
    for row in GOOD_ROWS:
        sheet.append(row)
    sheet.cell(row=1_048_576, column=16_384, value="x")
    return saved(book)


def two_sheets() -> bytes:
    book, sheet = blank()
    sheet.append(["a"])
    book.create_sheet("二").append(["b"])
    return saved(book)


def path_member() -> bytes:
    return changed(**{"..__evil.xml": b"<x/>"})


def ods() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LINES = "乡镇,金额(元)\n东镇,1\n"
HTML = "<html><table><tr><td>乡镇</td></tr></table></html>".encode()
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
MILLIARD = b'</row><row r="1000000000"><c r="A1000000000"><v>1</v></c></row></sheetData>'
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'

#: id, file name, bytes, rule
BAD_FILES: list[tuple[str, str, bytes, str]] = [
    ("nothing", "a.xlsx", b"", "SHEET-1"),
    ("only blanks", "a.csv", b" \r\n ", "SHEET-1"),
    ("old workbook", "a.xls", OLE, "SHEET-2"),
    ("old workbook under a new name", "a.xlsx", OLE, "SHEET-2"),
    ("web page named xls", "a.xls", HTML, "SHEET-3"),
    ("web page named csv", "a.csv", HTML, "SHEET-3"),
    ("XML of 2003", "a.xls", XML_2003, "SHEET-3"),
    ("password", "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "SHEET-4"),
    ("encrypted members", "a.xlsx", encrypted_member(), "SHEET-4"),
    ("cut off in the middle", "a.xlsx", good()[: len(good()) // 2], "SHEET-5"),
    ("cut off at the end", "a.xlsx", good()[:-10], "SHEET-5"),
    ("no workbook", "a.xlsx", b"\x00\x01\x02 hello", "SHEET-5"),
    ("a PDF", "a.pdf", b"%PDF-1.7", "SHEET-5"),
    ("OpenDocument", "a.ods", ods(), "SHEET-5"),
    ("a flipped byte", "a.xlsx", flipped(), "SHEET-5"),
    ("a worksheet in disguise", "a.xlsx", good().replace(b"sheet1.xml", b"sheet1.png"), "SHEET-7"),
    ("broken XML", "a.xlsx", in_sheet(b"</sheetData>", b"</sheetDat"), "SHEET-5"),
    ("zip bomb", "a.xlsx", changed(xl__big=bytes(200 * 2**20)), "SHEET-6"),
    ("far too well packed", "a.xlsx", changed(xl__big=bytes(20 * 2**20)), "SHEET-6"),
    ("many members", "a.xlsx", changed(**{f"x{n}": b"" for n in range(300)}), "SHEET-7"),
    ("member outside", "a.xlsx", path_member(), "SHEET-7"),
    ("zip in the zip", "a.xlsx", changed(**{"xl__in.zip": good()}), "SHEET-7"),
    ("document type", "a.xlsx", in_sheet(b"<worksheet", DTD), "SHEET-7"),
    (
        "XML in UTF-16",
        "a.xlsx",
        changed(**{"xl__x.xml": "<!DOCTYPE x>".encode("utf-16")}),
        "SHEET-7",
    ),
    ("macro", "a.xlsm", changed(**{"xl__vbaProject.bin": b"x"}), "SHEET-7"),
    (
        "external link",
        "a.xlsx",
        changed(**{"xl__externalLinks__externalLink1.xml": b"<x/>"}),
        "SHEET-7",
    ),
    ("embedded object", "a.xlsx", changed(**{"xl__embeddings__a.bin": b"x"}), "SHEET-7"),
    ("a cell at the end of the world", "a.xlsx", far_away(), "SHEET-8"),
    ("a thousand million rows", "a.xlsx", in_sheet(b"</row></sheetData>", MILLIARD), "SHEET-8"),
    ("a cell that lies about its row", "a.xlsx", in_sheet(b'r="B3"', b'r="B999999"'), "SHEET-5"),
    ("several sheets", "a.xlsx", two_sheets(), "SHEET-9"),
    ("mixed bytes", "a.csv", LINES.encode() + b"\xff\xff,2\n", "SHEET-10"),
    ("broken UTF-16", "a.csv", b"\xff\xfe" + LINES.encode("utf-16-le") + b"\x00", "SHEET-10"),
    ("quotation mark left open", "a.csv", (LINES + '西镇,"2\n').encode(), "SHEET-11"),
    ("NUL byte", "a.csv", (LINES + "西\0镇,2\n").encode(), "SHEET-11"),
    ("a line without end", "a.csv", b"a," * 5_000_000, "SHEET-11"),
    ("a cell without end", "a.csv", LINES.encode() + b"x" * 10_000_000, "SHEET-11"),
    ("no cell filled", "a.xlsx", saved(blank()[0]), "SHEET-1"),
    ("no headings", "a.xlsx", simple(["一", "二"], [1, 2]), "SHEET-12"),
    ("Big5", "a.csv", "鄉鎮,金額(元)\n東鎮,1\n".encode("big5"), "SHEET-12"),
    (
        "no column for the amount",
        "a.xlsx",
        simple(["乡镇", "项目名称"], ["东镇", "修渠"]),
        "SHEET-13",
    ),
    (
        "a heading twice",
        "a.xlsx",
        simple(["乡镇", "金额(元)", "金额(元)"], ["东镇", 1, 2]),
        "SHEET-14",
    ),
    ("headings and nothing below", "a.xlsx", simple(["乡镇", "金额(元)"]), "SHEET-1"),
    ("only a total", "a.xlsx", simple(["乡镇", "金额(元)"], ["合计", 3]), "SHEET-1"),
]
