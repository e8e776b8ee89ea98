"""Reading a .csv file: encoding by strict trial, separator by counting (pure)."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from gongshi.spreadsheets.reading.sheet import (
    BadFile,
    Level,
    Limits,
    Remark,
    SheetRow,
    Table,
    is_blank,
    remark,
)
from gongshi.verdict import gettext_noop

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"


def read_text(data: bytes, limits: Limits) -> Table:
    """Read a text file as a table; what was guessed is said."""
    text, said = _decode(data)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadFile(
            "SHEET-11",
            gettext_noop("Line %(line)s holds a NUL byte: the file is damaged."),
            line=line,
        )
    rows = _rows(text, limits)
    if not rows:
        raise BadFile("SHEET-1", gettext_noop("The file is empty."))
    return Table(rows, "", "csv", remarks=said)


def _decode(data: bytes) -> tuple[str, list[Remark]]:
    """SHEET-10: UTF-8, then UTF-16 by its mark, then GB18030; never with guessed characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError as error:
            raise _undecodable(data, error) from error
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as first:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as second:
            raise _undecodable(data, max(first, second, key=lambda error: error.start)) from second
    return text, [
        remark(
            Level.NOTE,
            "SHEET-10",
            gettext_noop("The file was read as GB18030. Look whether the characters are right."),
        )
    ]


def _undecodable(data: bytes, error: UnicodeDecodeError) -> BadFile:
    return BadFile(
        "SHEET-10",
        gettext_noop(
            "The characters cannot be read from byte %(byte)s, line %(line)s, on. Save the file as "
            "“CSV UTF-8” or as .xlsx."
        ),
        byte=error.start + 1,
        line=data.count(b"\n", 0, error.start) + 1,
    )


def _separator(text: str) -> str:
    """Give the separator that cuts most of the first lines into the same number of columns."""
    head = text[:20_000].splitlines()[:30]

    def evenness(mark: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(head, delimiter=mark))
        width, times = widths.most_common(1)[0]
        return (times if width > 1 else 0, width)

    return max(",\t;", key=evenness)


def _rows(text: str, limits: Limits) -> list[SheetRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[SheetRow] = []
    started = number = 0
    try:
        for number, cells in enumerate(reader, 1):
            started = reader.line_num
            if len(cells) > limits.columns:
                raise _unreadable(reader.line_num)
            if not all(map(is_blank, cells)):
                rows.append((number, tuple(_plain(cell) for cell in cells)))
            if len(rows) > limits.rows + limits.around:
                raise BadFile(
                    "SHEET-8",
                    gettext_noop("The table has more than %(limit)s rows. Split the file."),
                    limit=limits.rows,
                )
    except csv.Error as error:
        raise _unreadable(started + 1) from error
    return rows


def _unreadable(line: int) -> BadFile:
    return BadFile(
        "SHEET-11",
        gettext_noop(
            "From line %(line)s on the columns cannot be told apart: a quotation mark is not "
            "closed, or the line is far too long."
        ),
        line=line,
    )


def _plain(cell: str) -> str:
    """Take away the apostrophe that our own export puts before what looks like a formula."""
    if len(cell) > 1 and cell[0] == "'" and cell[1] in FORMULA_STARTS + "'":
        return cell[1:]
    return cell
