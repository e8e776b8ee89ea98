"""A nursery: each line it reads makes one child, which appends to the record and says each row."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]


def say(word: str) -> None:
    """Acknowledge at once, as an answer to a browser would be."""
    os.write(1, f"{word}\n".encode())


def write(count: int) -> None:
    """Append that many entries, each with its row; 0 goes on until killed."""
    from django.db import transaction

    from gongshi.record.models import Entry
    from gongshi.record.services import append
    from tests.gongshi.record.conftest import ANNA, NOON, Roster

    done = 0
    Entry.objects.exists()  # connect before saying so
    say(f"ready {os.getpid()}")
    while count == 0 or done < count:
        with transaction.atomic():
            row = Roster.objects.create(name="并")
            append(kind="sample.done", at=NOON, actor=ANNA, body={"n": done}, rows=[row])
        done += 1
        say(row.pk.hex)


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            write(int(line))
            os._exit(0)
        os.waitpid(child, 0)
        say("\nover")


if __name__ == "__main__":
    main()
