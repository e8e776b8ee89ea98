"""``manage.py load_areas FILE.csv …``: counties, townships and villages from published codes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext

from gongshi.areas.rules import Level
from gongshi.areas.services import Place, load
from gongshi.verdict import RuleBroken

#: Files that list only what is a county, whatever the code's ending: 441900 is a city without
#: counties, which a reader of codes takes for a prefecture.
COUNTIES = {"cityCode"}
#: Codes 3790, 4190 … stand for no place but for "run by the province".
NO_PLACE = "90"


class Command(BaseCommand):
    """Columns ``code`` and ``name``; all files are loaded together, all or none."""

    help = "Load administrative codes from CSV files with the columns code and name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *, files: list[Path], **_options: Any) -> None:
        try:
            counts = load([place for file in files for place in _places(file)])
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        except RuleBroken as broken:
            verdict = broken.verdict
            raise CommandError(f"[{verdict.rule}] {verdict.text(gettext)}") from broken
        self.stdout.write(", ".join(f"{count} {word}" for word, count in counts.items()))


def _places(file: Path) -> Iterator[Place]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        headings = set(rows.fieldnames or ())
        if not {"code", "name"} <= headings:
            raise CommandError(f"{file}: the first line must name the columns code and name.")
        county = headings >= COUNTIES and "areaCode" not in headings
        for row in rows:
            code = (row["code"] or "").strip()
            if len(code) == 4 and code.endswith(NO_PLACE):
                continue
            yield Place(code, row["name"] or "", Level.COUNTY if county else None)
