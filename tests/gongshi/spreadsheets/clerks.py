"""One table as several clerks would send it: title, unit line, merges, notes, order, file kind."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from io import StringIO
from typing import Any

from tests.gongshi.spreadsheets.workbooks import blank, saved

NOTES = ("备注：以上资金按规定使用。", "填表人：葛示例")
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
#: file name, encoding, separator; nothing for a workbook
FILES = {
    "xlsx": ("表.xlsx", "", ""),
    "utf-8": ("表.csv", "utf-8-sig", ","),
    "gb18030": ("表.csv", "gb18030", ","),
    "utf-16": ("表.txt", "utf-16", "\t"),
    "semicolon": ("表.csv", "utf-8", ";"),
}


@dataclass(frozen=True)
class Hand:
    """How a clerk writes: where the total stands, numbers as text, the order of the columns."""

    total: str = "bottom"
    as_text: bool = False
    seed: int = 0


def written(table: dict[str, Any], hand: Hand, file: str = "xlsx") -> tuple[bytes, str]:
    """Give the table as a file, and the file's name."""
    name, encoding, separator = FILES[file]
    chance = random.Random(hand.seed)
    order = list(range(len(table["headings"][0])))
    if hand.seed and len(table["headings"]) == 1:
        chance.shuffle(order)

    def cell(value: object) -> object:
        if not hand.as_text or isinstance(value, str) or value is None:
            return value
        return chance.choice([str(value).translate(WIDE), f" {value} ", f"{value}\u3000"])

    body = [[cell(row[place]) for place in order] for row in table["rows"]]
    if "total" in table:
        line = [table["total"][place] for place in order]
        body = [line, *body] if hand.total == "top" else [*body, line]
    heads = [[heading[place] for place in order] for heading in table["headings"]]
    if encoding:
        return _text(table, heads, body, separator).encode(encoding), name
    return _workbook(table, heads, body, order, hand), name


def _text(table: dict[str, Any], heads: list[Any], body: list[Any], separator: str) -> str:
    stream, width = StringIO(), len(heads[0])
    writer = csv.writer(stream, delimiter=separator)
    writer.writerow([table["title"]] + [""] * (width - 1))
    if table["unit_line"]:
        writer.writerow([""] * (width - 1) + [table["unit_line"]])
    writer.writerows(heads + body)
    writer.writerows([note] + [""] * (width - 1) for note in table.get("notes", NOTES))
    return stream.getvalue()


def _workbook(
    table: dict[str, Any], heads: list[Any], body: list[Any], order: list[int], hand: Hand
) -> bytes:
    book, sheet = blank()
    width = len(order)
    sheet.append([table["title"]])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    if table["unit_line"]:
        sheet.append(["填报单位：示范镇", *[None] * (width - 2), table["unit_line"]])
    top = sheet.max_row + 1
    for line in heads:
        sheet.append(line)
    if len(heads) == 2:
        _merge_headings(sheet, *heads, top)
    first = sheet.max_row + 1 + (hand.total == "top" and "total" in table)
    for line in body:
        sheet.append(line)
    for column, start, end in table.get("merged", ()):
        place = order.index(column) + 1
        sheet.merge_cells(
            start_row=first + start, end_row=first + end, start_column=place, end_column=place
        )
    for note in table.get("notes", NOTES):
        sheet.append([note])
    return saved(book)


def _merge_headings(sheet: Any, upper: list[Any], lower: list[Any], top: int) -> None:
    for place, word in enumerate(upper):
        if word is None:
            continue
        if lower[place] is None:
            sheet.merge_cells(
                start_row=top, end_row=top + 1, start_column=place + 1, end_column=place + 1
            )
            continue
        end = place
        while end + 1 < len(upper) and upper[end + 1] is None:
            end += 1
        sheet.merge_cells(start_row=top, end_row=top, start_column=place + 1, end_column=end + 1)
