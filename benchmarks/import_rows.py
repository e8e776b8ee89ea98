"""How much importing a table of 100,000 rows costs, beside a raw loop over the same file.

Usage: DATABASE_URL=… python benchmarks/import_rows.py [--rows 100000] [--only funds.csv]
(``--only funds`` or ``homes``, with or without ``.xlsx`` or ``.csv``)

The database must be empty; without DATABASE_URL it is a temporary SQLite file. The raw loop reads
the file with openpyxl (read-only) or csv and writes bare rows, one bulk_create of 2,000 at a time:
no checks, no preview, nothing sealed and no record. Every part runs in a process of its own; told
are its processor time (the database server's is not in it), its time by the clock, and how far its
memory grew at the peak.

Measured on two busy cores, funds.csv, SQLite: raw loop 3.4 s, upload 6.7 s +190 MB, confirming
17.2 s +182 MB; PostgreSQL: raw loop 3.2 s, upload 7.0 s +270 MB, confirming 19.5 s +228 MB.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from running import empty_database, given, measured

CHUNK = 2000
#: Times the raw loop over text, in processor time: a guard against getting worse, not the aim.
LIMITS = {"upload": 3.0, "confirm": 6.0}
LARGEST = 250  # megabytes
AT, DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC), date(2026, 3, 2)

FUNDS = [
    "序号",
    "实施地点",
    "项目名称",
    "建设内容",
    "受益人数",
    "投资规模(万元)",
    "责任单位",
    "备注",
]
HOMES = ["户编号", "村民小组", "户主姓名", "姓名", "与户主关系", "身份证号", "联系电话"]

if TYPE_CHECKING:
    from gongshi.areas.models import Area
    from gongshi.people.models import User
    from tests.village import Village


def fund_rows(count: int) -> Iterator[list[object]]:
    """Give the rows of an allocation table, no two alike."""
    for n in range(1, count + 1):
        place, project = f"地方镇第{n % 97}村", f"第{n}组道路硬化项目"
        content = f"长{n % 900 + 100}米、宽4米，C25混凝土路面"
        yield [n, place, project, content, n % 400 + 1, n % 50 + 0.5, f"地方镇{n % 31}办", ""]


def home_rows(count: int) -> Iterator[list[object]]:
    """Give people in households of four; the numbers are of a region that issues none."""
    from tests.gongshi.people.numbers import invented

    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    for n in range(count):
        home, place = divmod(n, 4)
        born = f"{date(1950, 1, 1) + timedelta(days=n // 999):%Y%m%d}"
        head, name = (f"葛{names[m // 22 % 22]}{names[m % 22]}" for m in (n - place, n))
        relation = ("户主", "配偶", "之子", "之女")[place]
        phone = f"199{n + 12_345_678}"
        yield [home + 1, f"{home % 12 + 1}组", head, name, relation, invented(born, n % 999), phone]


def write(folder: Path, rows: int) -> list[Path]:
    """Write each table as a workbook and as text."""
    from openpyxl import Workbook

    made = []
    for name, headings, give in (("funds", FUNDS, fund_rows), ("homes", HOMES, home_rows)):
        book, path = Workbook(write_only=True), folder / name
        sheet = book.create_sheet()
        with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as stream:
            text = csv.writer(stream)
            for row in ([*headings], *give(rows)):
                sheet.append(row)
                text.writerow(row)
        book.save(path.with_suffix(".xlsx"))
        made += [path.with_suffix(".xlsx"), path.with_suffix(".csv")]
    return made


def raw(path: Path) -> str:
    """Read the file and write bare rows."""
    from django.db import transaction
    from openpyxl import load_workbook

    from gongshi.search.models import Document

    def cells() -> Iterator[tuple[object, ...]]:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as stream:
                yield from map(tuple, csv.reader(stream))
        else:
            yield from load_workbook(path, read_only=True).active.iter_rows(values_only=True)

    def bare(number: int, row: tuple[object, ...]) -> Document:
        title, body = str(row[2]), "|".join(map(str, row))
        key = f"{path.name} {number}"
        return Document(key=key, area="", kind="raw", day=DAY, title=title, body=body)

    rows = (bare(*numbered) for numbered in enumerate(cells()))
    with transaction.atomic():
        while chunk := list(islice(rows, CHUNK)):
            Document.objects.bulk_create(chunk)
    return f"{Document.objects.count()} rows"


class Office:
    """A county with its clerk, and one village or allocation after the other to import for."""

    def __init__(self, village: Village) -> None:
        from gongshi.offices.duties import Office as Post
        from gongshi.people.models import User

        self.village = village
        village.appoint("甲", Post.TOWNSHIP_CLERK, area=village.county)
        village.appoint("乙", Post.VILLAGE_CLERK)
        self.clerks: dict[str, User] = {
            table: User.objects.create(username=table, person=village[name])
            for table, name in (("funds", "甲"), ("homes", "乙"))
        }

    def upload(self, path: Path) -> str:
        """Read the file up to its preview; give the upload's key and how many rows are refused."""
        from gongshi.spreadsheets.services import upload

        area, context = self._funds() if path.stem == "funds" else self._homes()
        kind = "funds.allocation_table" if path.stem == "funds" else "people.homes"
        file: dict[str, Any] = {"kind": kind, "area": area.code, "context": context}
        file |= {"data": path.read_bytes(), "file_name": path.name, "at": AT}
        batch = upload(**file, by=self.clerks[path.stem])
        if batch.counts["rejected"]:
            sys.exit(f"{path.name}: {batch.counts}")
        return str(batch.pk)

    def confirm(self, path: Path, key: str) -> str:
        """Confirm the upload."""
        from gongshi.spreadsheets.models import ImportBatch
        from gongshi.spreadsheets.services import confirm

        digest = ImportBatch.objects.get(pk=key).digest
        facts: dict[str, Any] = {"batch": key, "digest": digest, "at": AT}
        by = self.clerks[path.stem]
        return json.dumps(confirm(**facts, by=by, accept_warnings=True).result)

    def _funds(self) -> tuple[Area, dict[str, int]]:
        from council.funds.services.allocations import create_allocation

        county, person = self.village.county, self.clerks["funds"].person
        assert person is not None
        made = create_allocation(area=county, title="资金表", year=2026, by=person, at=AT)
        return county, {"allocation": made.pk}

    def _homes(self) -> tuple[Area, dict[str, int]]:
        return self.village.area, {}


def main() -> int:
    options = given(rows=100_000, only="")
    with empty_database() as folder:
        from django.db import connection

        from tests.village import bare_village

        paths = [each for each in write(folder, options.rows) if options.only in each.name]
        office = Office(bare_village())
        print(f"{connection.vendor}: {options.rows} rows")
        return max([tell(office, path) for path in paths])


def tell(office: Office, path: Path) -> int:
    """Measure the parts one after the other and print what each costs."""
    loop = measured(lambda: raw(path))
    sent = measured(lambda: office.upload(path))
    done = measured(lambda: office.confirm(path, sent.answer))
    failed = 0
    print(f"  {path.name}, {path.stat().st_size / 2**20:.1f} MB")
    for name, part in {"raw loop": loop, "upload": sent, "confirm": done}.items():
        costs = f"{part.cpu:6.2f} s CPU {part.clock:6.2f} s clock  +{part.grown:4.0f} MB"
        print(f"    {name:9} {costs}  ratio {part.cpu / loop.cpu:5.2f}  {part.answer}")
        failed |= part.cpu > LIMITS.get(name, 1) * loop.cpu or part.grown > LARGEST
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
