"""Several processes append at once, and are killed at any moment: never a gap, never a half."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from gongshi.record import triggers
from gongshi.record.models import Commitment, Entry, Head
from gongshi.record.verify import verify
from tests.faults.nursery import alone, connected
from tests.gongshi.record.conftest import FULL, Roster

WRITER = Path(__file__).with_name("writer.py")
PROCESSES, APPENDS = 3, 40
KILLS = 200 if FULL else 30

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _rows_go_afterwards(_sample_tables: None) -> Iterator[None]:
    """Flush does not know the sample tables."""
    yield
    triggers.remove_triggers()
    Roster.objects.all().delete()


@contextmanager
def nursery() -> Iterator[subprocess.Popen[str]]:
    """Start a process that makes a writing child for each line it is given."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite://{settings['NAME']}"
    else:
        place = f"{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"
        url = f"postgres://{settings['USER']}:{settings['PASSWORD']}@{place}"
    ours = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gongshi.settings.test"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, str(WRITER)], env=os.environ | ours, **pipes) as process:
        yield process
        process.stdin.close()


def _order(process: subprocess.Popen[str], count: int) -> int:
    """Order a child and give its process id once it is about to write."""
    process.stdin.write(f"{count}\n")
    process.stdin.flush()
    word, pid = process.stdout.readline().split()
    assert word == "ready"
    return int(pid)


def _acknowledged(process: subprocess.Popen[str]) -> list[str]:
    """Give the rows that a child said it wrote, in whole words, until it was over."""
    lines = iter(process.stdout.readline, "over\n")
    return [line.strip() for line in lines if len(line.strip()) == 32]


def test_concurrent_appends_give_one_gapless_chain() -> None:
    with ExitStack() as stack:
        nurseries = [stack.enter_context(nursery()) for _ in range(PROCESSES)]
        for one in nurseries:
            _order(one, APPENDS)
        acknowledged = [row for one in nurseries for row in _acknowledged(one)]
    total = PROCESSES * APPENDS
    assert len(acknowledged) == len(set(acknowledged)) == total
    assert list(Entry.objects.values_list("seq", flat=True)) == list(range(total))
    assert Head.objects.get().size == total
    assert list(verify()) == []


def test_a_writer_killed_at_any_moment_leaves_row_and_entry_or_neither() -> None:
    chance = random.Random(7)
    acknowledged: list[str] = []
    before = connected()
    with nursery() as process:
        began = time.monotonic()
        _order(process, 5)
        acknowledged += _acknowledged(process)
        pace = (time.monotonic() - began) / 5
        for _ in range(KILLS):
            child = _order(process, 0)
            time.sleep(chance.uniform(0, 2 * pace))
            os.kill(child, signal.SIGKILL)
            acknowledged += _acknowledged(process)
    alone(before)
    assert len(acknowledged) > 5
    rows = {key.hex for key in Roster.objects.values_list("pk", flat=True)}
    entered = set(Commitment.objects.exclude(table="body").values_list("row_key", flat=True))
    assert rows == entered
    assert set(acknowledged) <= rows
    assert len(rows) - len(acknowledged) <= KILLS  # at most one unacknowledged each time
    assert list(verify()) == []
