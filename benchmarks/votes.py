"""What a vote on one's own phone costs, beside a raw durable commit of the same rows.

Usage: DATABASE_URL=… python benchmarks/votes.py [--events 40]

Seven sit in a council, six of them vote in each event: the seventh would close it. ``service`` is
``cast_vote`` as the desk calls it, with who may, the quorum's list, the side, the act and the
record's chain. ``raw`` writes the very rows that a vote left (the end of the record is one of
them) into tables of the same shape with the same indexes, without triggers and foreign keys, in
one transaction by the bare driver: no question asked, nothing hashed. ``raw row`` is the row of
the vote alone. All by turns, with the same durability: synchronous=FULL in SQLite's WAL, fsync on
in PostgreSQL. It ends with 1 where the service asks more than ``MOST`` statements.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from running import empty_database, given, queries

MOST = 50
AWAY = 1  # who does not vote
SERVICE, RAW, ROW = "service", "raw", "raw row"
ALONE, VOTES = "the_row_alone", "council_deliberation_vote"

if TYPE_CHECKING:
    from council.deliberation.models import Vote, VoteEvent
    from gongshi.people.models import Person, User

Row = tuple[str, dict[str, Any]]
Statement = tuple[str, Sequence[Any]]


class Costs:
    """Times of the clock and of the processor, in milliseconds."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.cpu: list[float] = []

    @contextmanager
    def taken(self) -> Iterator[None]:
        began, ticks = time.perf_counter(), time.process_time()
        yield
        self.clock.append((time.perf_counter() - began) * 1000)
        self.cpu.append((time.process_time() - ticks) * 1000)


def ballots(events: int) -> Iterator[tuple[VoteEvent, Person, User]]:
    """Give who votes in what, each with an account; a case, a meeting and a motion an event."""
    from council.procedures.registries import case_kinds
    from council.procedures.services import open_case
    from tests.council.deliberation.room import COUNCIL, Plan, Room
    from tests.village import AT

    case_kinds.register(Plan)
    room = Room()
    accounts = {name: room.account(name) for name in COUNCIL}
    for number in range(events):
        area = room.village.area
        room.case = open_case(
            kind=Plan.key, subject=str(number + 2), title="分配方案", area=area, at=AT
        )
        event = room.event()
        for name in COUNCIL[AWAY:]:
            yield event, room[name], accounts[name]


def cast(event: VoteEvent, person: Person, account: User) -> Vote:
    """Vote, as the desk does."""
    from council.deliberation.services.voting import cast_vote
    from council.deliberation.states import Option
    from tests.village import AT

    return cast_vote(
        event=event,
        option=Option.YES,
        by=person,
        at=AT + timedelta(minutes=5),
        client_key=uuid4(),
        account=account,
    )


def left_by(vote: Vote) -> list[Row]:
    """Give the rows that the last vote left: its own, act, side, entry, commitments, openings."""
    from gongshi.matters.models import MatterSide
    from gongshi.record.models import Commitment, Entry, Opening

    entry = Entry.objects.order_by("seq").last()
    rows = [
        *MatterSide.objects.filter(matter=vote.act.matter_id, person=vote.person_id),
        vote.act,
        vote,
        entry,
        *Commitment.objects.filter(entry=entry),
        *Opening.objects.filter(commitment__entry=entry),
    ]
    return [_values(row) for row in rows]


def _values(row: Any) -> Row:
    """Give a row's table and its values as the driver takes them."""
    from django.db import connection

    meta = row._meta
    return meta.db_table, {
        field.column: field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in meta.concrete_fields
    }


class Raw:
    """Tables of the same shape and the bare driver, with the durability of the site's own."""

    def __init__(self, folder: Path, tables: Sequence[str]) -> None:
        from django.db import connection

        self.mark, self.begin = "%s", "BEGIN"
        if connection.vendor == "sqlite":
            self.mark, self.begin = "?", "BEGIN IMMEDIATE"
            self.driver = self._sqlite(folder / "raw.sqlite3", tables)
        else:
            self.driver = self._postgresql(tables)

    @staticmethod
    def _sqlite(path: Path, tables: Sequence[str]) -> Any:
        from django.db import connection

        from gongshi.settings.database import SQLITE_PRAGMAS

        driver = sqlite3.connect(path, isolation_level=None)
        driver.executescript(SQLITE_PRAGMAS)
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(
                    "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL"
                    " AND type IN ('table', 'index') ORDER BY type DESC",
                    [table],
                )
                for (sql,) in cursor.fetchall():
                    driver.execute(sql)
        driver.execute(f"CREATE TABLE {ALONE} AS SELECT * FROM {VOTES}")
        return driver

    @staticmethod
    def _postgresql(tables: Sequence[str]) -> Any:
        import psycopg
        from django.db import connection

        kept = connection.settings_dict
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD"}
        names |= {"host": "HOST", "port": "PORT"}
        facts = {name: kept[key] for name, key in names.items() if kept[key]}
        driver = psycopg.connect(**facts, autocommit=True)
        driver.execute("CREATE SCHEMA raw")
        for table in tables:
            driver.execute(f"CREATE TABLE raw.{table} (LIKE public.{table} INCLUDING ALL)")
        driver.execute(f"CREATE TABLE raw.{ALONE} (LIKE public.{VOTES})")
        driver.execute("SET search_path = raw")
        return driver

    def commit(self, statements: Sequence[Statement]) -> None:
        """Run statements in one durable transaction."""
        self.driver.execute(self.begin)
        for sql, values in statements:
            self.driver.execute(sql, values)
        self.driver.execute("COMMIT")

    def insert(self, table: str, values: dict[str, Any]) -> Statement:
        """Give the statement that writes a row."""
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join([self.mark] * len(values))
        return f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values())

    def end(self, values: dict[str, Any]) -> Statement:
        """Give the statement that moves the end of the record on."""
        sets = ", ".join(f'"{name}" = {self.mark}' for name in values)
        return f"UPDATE gongshi_record_head SET {sets}", list(values.values())


def measure(events: int, folder: Path) -> tuple[int, dict[str, Costs]]:
    """Cast every ballot, and after each write its rows again the raw way, all of them and one."""
    from council.deliberation.models import Vote
    from gongshi.record.models import Head

    costs = {name: Costs() for name in (SERVICE, RAW, ROW)}
    turns = ballots(events)
    first = next(turns)
    statements = queries(lambda: cast(*first))  # counted, not timed
    head = _values(Head.objects.get())
    raw = Raw(folder, [head[0], *dict.fromkeys(name for name, _ in left_by(Vote.objects.get()))])
    raw.commit([raw.insert(*head)])
    for event, person, account in turns:
        with costs[SERVICE].taken():
            vote = cast(event, person, account)
        rows = [raw.insert(*row) for row in left_by(vote)]
        rows.append(raw.end(_values(Head.objects.get())[1]))
        with costs[RAW].taken():
            raw.commit(rows)
        alone = [raw.insert(ALONE, values) for name, values in left_by(vote) if name == VOTES]
        with costs[ROW].taken():
            raw.commit(alone)
    return statements, costs


def main() -> int:
    options = given(events=40)
    with empty_database() as folder:
        from django.db import connection

        statements, costs = measure(options.events, folder)
        print(f"{connection.vendor}: {len(costs[RAW].clock)} votes, {statements} SQL each")
        floor = costs[RAW]
        for name, cost in costs.items():
            clock, late = median(cost.clock), quantiles(cost.clock, n=20)[-1]
            cpu = median(cost.cpu)
            times = f"{clock / median(floor.clock):5.1f} clock, {cpu / median(floor.cpu):5.1f} CPU"
            costly = f"{clock:7.2f} ms clock (95 %: {late:7.2f})  {cpu:6.2f} ms CPU"
            print(f"  {name:8} {costly}; times raw: {times}")
    return int(statements > MOST)


if __name__ == "__main__":
    sys.exit(main())
