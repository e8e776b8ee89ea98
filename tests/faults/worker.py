"""A nursery: each line "ACT PLACE" makes one child that does the act again and again until killed.

The child says ``begin N`` before an act and ``done N`` once it was answered as done.
Run as ``python -m tests.faults.worker`` with DATABASE_URL naming the database.
"""

from __future__ import annotations

import os
import sys
import time
import traceback

MOST = 2  # acts of one child, so that the targets last


def say(*words: object) -> None:
    """Speak at once and whole, as an answer to a browser would leave."""
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


def work(name: str, place: int) -> None:
    """Do the act on one target after the other, from a place in their order."""
    from django.contrib.contenttypes.models import ContentType

    from gongshi.verdict import RuleBroken
    from tests.faults.acts import DEEDS

    ContentType.objects.clear_cache()  # an earlier test's database is not this one
    deed = DEEDS[name]
    targets = deed.targets()
    say("ready", os.getpid())
    for number, target in enumerate(targets[place : place + MOST], start=place):
        say("begin", number)
        try:
            deed.perform(target)
            say("done", number)
        except RuleBroken as broken:
            say("refused", number, broken.verdict.rule)
    time.sleep(60)  # whoever was quick is killed, too; a forgotten child ends by itself


def main() -> None:
    import django

    django.setup()
    from tests.faults.acts import register  # models load only now

    register()
    for line in sys.stdin:
        name, place = line.split()
        if (child := os.fork()) == 0:
            try:
                work(name, int(place))
            except Exception:  # noqa: BLE001 -- said to the parent, which must not wait for ever
                traceback.print_exc()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        say("\nover")


if __name__ == "__main__":
    main()
