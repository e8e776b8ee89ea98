"""What every benchmark begins with, and how it measures.

A benchmark fills an empty database (DATABASE_URL, or a temporary SQLite file), runs ours beside
something simple that does the same, and tells both and their ratio: a shared machine is slow today
and quick tomorrow, two things of one run are slow together.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]


@dataclass(frozen=True, slots=True, order=True)
class Measured:
    """What one part cost: seconds of the processor and by the clock, megabytes grown."""

    cpu: float
    clock: float
    grown: float
    answer: str


@contextmanager
def empty_database() -> Iterator[Path]:
    """Set Django up on a migrated database that holds nothing; give a folder that will be gone."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite://{folder}/benchmark.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "gongshi.settings.test"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from gongshi.areas.models import Area
        from gongshi.record.models import Entry

        if Area.objects.exists() or Entry.objects.exists():
            sys.exit("This database holds something already; name an empty one.")
        yield Path(folder)


def given(**options: int | str) -> Namespace:
    """Read the options of the command line, each with its default."""
    parser = ArgumentParser()
    for name, default in options.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    return parser.parse_args()


def measured(act: Callable[[], object]) -> Measured:
    """Run a part in a child, so that its memory is its own."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, ticks = time.perf_counter(), time.process_time()
        answer = str(act())
        costs = [time.process_time() - ticks, time.perf_counter() - began]
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        os.write(writing, json.dumps([*costs, grown / 1024, answer]).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit("A part failed.")
    return Measured(*json.loads(os.read(reading, 10_000)))


def queries(act: Callable[[], object]) -> int:
    """Count the statements that one run asks the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)
