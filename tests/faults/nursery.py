"""The parent's side: orders a child, kills it at a random moment, and hears what it had said."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Heard:
    """What one child said before it was gone."""

    done: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    begun: list[int] = field(default_factory=list)

    @property
    def unanswered(self) -> int | None:
        """The act that was begun and never answered."""
        answered = {*self.done, *self.refused}
        return next((number for number in self.begun if number not in answered), None)


class Nursery:
    """A process that makes a working child for each order."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def order(self, name: str, place: int) -> int:
        """Order a child; give its process id once it is about to act."""
        assert self.process.stdin
        self.process.stdin.write(f"{name} {place}\n")
        self.process.stdin.flush()
        word, pid = self._line().split()
        assert word == "ready", word
        return int(pid)

    def pace(self, name: str, *, acts: int = 2) -> tuple[float, Heard]:
        """Let a child do a few acts; give how long one takes. It is killed like the others."""
        child, heard, began = self.order(name, 0), Heard(), 0.0
        while len(heard.done) < acts:
            self._note(self._answer(), heard)
            began = began or time.monotonic()
        taken = (time.monotonic() - began) / acts
        os.kill(child, signal.SIGKILL)
        return taken, self._rest(heard)

    def kill_after(self, name: str, place: int, seconds: float) -> Heard:
        """Order a child, kill it after so long, and hear what it had said."""
        child = self.order(name, place)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        return self._rest(Heard())

    def answer(self, name: str, place: int) -> Heard:
        """Let a child do one act undisturbed; give its answer."""
        child, heard = self.order(name, place), Heard()
        while not (heard.done or heard.refused):
            self._note(self._answer(), heard)
        os.kill(child, signal.SIGKILL)
        return self._rest(heard)

    def _rest(self, heard: Heard) -> Heard:
        while (line := self._line()) != "over":
            self._note(line, heard)
        return heard

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "The worker is gone."
        return line.strip()

    def _answer(self) -> str:
        line = self._line()
        assert line != "over", "The child ended by itself; its reason stands in stderr."
        return line

    @staticmethod
    def _note(line: str, heard: Heard) -> None:
        match line.split():
            case ["begin", number]:
                heard.begun.append(int(number))
            case ["done", number]:
                heard.done.append(int(number))
            case ["refused", number, rule]:
                heard.refused[int(number)] = rule


@contextmanager
def nursery() -> Iterator[Nursery]:
    """Start a nursery on the database of this test."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite://{given['NAME']}"
    else:
        place = f"{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"
        url = f"postgres://{given['USER']}:{given['PASSWORD']}@{place}"
    ours = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "gongshi.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker"],
        env=os.environ | ours,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Nursery(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait()


def connected() -> frozenset[int]:
    """Give the server's processes that serve others in this database; none on SQLite."""
    if connection.vendor == "sqlite":
        return frozenset()  # a file's locks die with the process
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        return frozenset(pid for (pid,) in cursor.fetchall())


def alone(before: frozenset[int] = frozenset()) -> None:
    """Wait until the server has committed or rolled back what the killed child had begun.

    ``before`` are those who were connected when no child was: a live server's threads stay.
    """
    for _ in range(3000):
        if connected() <= before:
            return
        time.sleep(0.01)
    raise AssertionError("A killed child's transaction did not end.")


def moments(seed: str, pace: float) -> Iterator[float]:
    """Give random moments within about two acts."""
    chance = random.Random(seed)
    while True:
        yield chance.uniform(0, 1.7 * pace)
