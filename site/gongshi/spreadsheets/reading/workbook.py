"""Reading one sheet of an .xlsx workbook (pure)."""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gongshi.spreadsheets.reading.guard import broken, unpack
from gongshi.spreadsheets.reading.look import Scan, check_extent, scan
from gongshi.spreadsheets.reading.sheet import (
    BadFile,
    Level,
    Limits,
    Look,
    Merge,
    Remark,
    SheetRow,
    Table,
    is_blank,
    letter,
    remark,
)
from gongshi.verdict import gettext_noop

#: The members that say which sheets there are, and where each lies.
BOOK, RELATIONS = INDEX = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
RELATION_TAG = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')


def read_workbook(data: bytes, sheet: str | None, limits: Limits) -> Table:
    """Read the named sheet, or the only one in which something stands."""
    members = unpack(data, limits)
    scans = {name: scan(members.pop(name)) for name in _worksheets(members)}
    members = {name: xml for name, xml in members.items() if name in INDEX}  # the rest is large
    for found in scans.values():
        check_extent(found, limits)
    try:
        return _read(data, members, scans, sheet)
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise broken() from error


def _read(
    data: bytes, members: dict[str, bytes], scans: dict[str, Scan], sheet: str | None
) -> Table:
    book = _open(data)
    sheets = [entry for entry in book.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
    paths = _sheet_paths(members, [entry.name for entry in book.sheets_metadata])
    found = {entry.name: scans[path] for entry in sheets if (path := paths[entry.name]) in scans}
    if len(found) < len(sheets):
        raise broken()
    full = [entry for entry in sheets if found[entry.name].rows]
    visible = [entry.name for entry in full if entry.visible == SheetVisibleEnum.Visible]
    name = _choose(sheet, visible, list(found))
    chosen: Any = book.get_sheet_by_name(name)
    look = found[name].look
    rows = _rows(chosen, look)
    if not rows:
        raise BadFile(
            "SHEET-1", gettext_noop("Nothing stands in the sheet “%(sheet)s”."), sheet=name
        )
    merges = [
        Merge(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in chosen.merged_cell_ranges or []
    ]
    hidden_sheets = [entry.name for entry in full if entry.visible != SheetVisibleEnum.Visible]
    return Table(rows, name, "xlsx", merges, look, _remarks(look, hidden_sheets, name))


def _open(data: bytes) -> Any:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except Exception as error:
        raise broken() from error


def _rows(chosen: Any, look: Look) -> list[SheetRow]:
    # A row of nothing but errors and uncalculated formulas looks empty to calamine.
    marked = {row for row, _ in look.unvalued | look.errors}
    rows: list[SheetRow] = []
    for number, cells in enumerate(chosen.iter_rows(), 1):
        if number in marked or not all(map(is_blank, cells)):
            rows.append((number, tuple(cells)))
    return rows


def _choose(sheet: str | None, visible: list[str], every: list[str]) -> str:
    """SHEET-9: one sheet is read; where several hold something, a person chooses."""
    if sheet is not None:
        if sheet in every:
            return sheet
        raise BadFile(
            "SHEET-9", gettext_noop("There is no sheet “%(sheet)s” in the file."), sheet=sheet
        )
    if not visible:
        raise BadFile("SHEET-1", gettext_noop("Nothing stands in any visible sheet of the file."))
    if len(visible) > 1:
        raise BadFile(
            "SHEET-9",
            gettext_noop(
                "Several sheets hold something: %(sheets)s. Keep only the one that is meant, or "
                "hide the others."
            ),
            sheets="、".join(visible),
        )
    return visible[0]


def _worksheets(members: dict[str, bytes]) -> list[str]:
    return [name for name, xml in members.items() if b"sheetData" in xml]


def _sheet_paths(members: dict[str, bytes], names: list[str]) -> dict[str, str]:
    """Map each sheet's name to its member, through the workbook's relations."""
    targets: dict[bytes, str] = {}
    for match in RELATION_TAG.finditer(members.get(RELATIONS, b"")):
        facts = dict(ATTRIBUTE.findall(match.group(1)))
        target = facts.get(b"Target", b"").decode()
        targets[facts.get(b"Id", b"")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip(
            "/"
        )
    paths = dict.fromkeys(names, "")
    for name, match in zip(names, SHEET_TAG.finditer(members[BOOK]), strict=False):
        facts = {
            key.rpartition(b":")[2]: value
            for key, value in ATTRIBUTE.findall(match.group(1))
            if b":" in key
        }
        paths[name] = targets.get(facts.get(b"id", b""), "")
    return paths


def _remarks(look: Look, hidden_sheets: list[str], name: str) -> list[Remark]:
    sheets = [sheet for sheet in hidden_sheets if sheet != name]
    rows = [str(row) for row in look.hidden_rows[:10]]
    columns = [letter(column) for column in look.hidden_columns[:10]]
    return [
        *_hidden(gettext_noop("Hidden sheets were not read: %(sheets)s."), "sheets", sheets),
        *_hidden(gettext_noop("Hidden rows were read too: %(rows)s."), "rows", rows),
        *_hidden(gettext_noop("Hidden columns were read too: %(columns)s."), "columns", columns),
        *_calculated(look.formulas - len(look.unvalued)),
    ]


def _hidden(words: str, fact: str, found: list[str]) -> list[Remark]:
    """Say what was hidden; nothing where nothing was."""
    facts: dict[str, Any] = {fact: "、".join(found)}
    return [remark(Level.WARNING, "SHEET-15", words, **facts)] if found else []


def _calculated(count: int) -> list[Remark]:
    if count <= 0:
        return []
    words = gettext_noop("%(count)s cells hold formulas; their last calculated values were read.")
    return [remark(Level.WARNING, "SHEET-16", words, count=count)]
