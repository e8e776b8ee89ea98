"""One run over everything: what every registered scan finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongshi.matters.scan.batches import batches
from gongshi.matters.scan.people import People
from gongshi.matters.scan.registries import Finding, scans
from gongshi.record.verify import frozen


@dataclass(slots=True)
class Tally:
    """What was looked at, and how much was found."""

    matters: int = 0
    acts: int = 0
    offices: int = 0
    findings: int = 0


def scan(tally: Tally | None = None) -> Iterator[Finding]:
    """Give every violation of the separations that rows and record show."""
    count = tally or Tally()
    with frozen():
        for finding in _found(count):
            count.findings += 1
            yield finding


def _found(count: Tally) -> Iterator[Finding]:
    looking = [kind() for kind in scans.all()]
    people = People()
    count.offices = len(people.held)
    for each in looking:
        yield from each.once(people)
    for batch in batches(people):
        void = {pk for each in looking for pk in each.annulled(batch)}
        for one in batch:
            one.annulled = void & {act.pk for act in one.acts}
            count.matters, count.acts = count.matters + 1, count.acts + len(one.acts)
        for each in looking:
            yield from each.on_matters(batch)
