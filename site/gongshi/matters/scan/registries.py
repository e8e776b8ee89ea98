"""What the scan of the separations looks for; a feature adds its own kinds here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongshi.plugins.registry import Kind, Registry
from gongshi.verdict import Verdict

if TYPE_CHECKING:
    from gongshi.matters.scan.batches import Batch
    from gongshi.matters.scan.people import People


@dataclass(frozen=True, slots=True)
class Finding:
    """A separation that does not hold, with everything needed to look at it.

    ``why`` names the rule and says it in words; ``matter`` is the matter's key, empty for what
    belongs to none; ``persons`` are keys of human beings, ``rows`` are "table primary-key".
    """

    why: Verdict
    matter: str = ""
    persons: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


class SeparationScan(Kind):
    """Looks for violations of some rules in rows and record alone, never asking ``may()``.

    ``rules`` are the ids it may find. ``on_matters()`` gets matters in batches, so that a county
    is read with a fixed number of queries a batch; ``once()`` is asked once a run.
    """

    rules: tuple[str, ...] = ()

    def once(self, people: People) -> Iterable[Finding]:
        """Find what belongs to no single matter."""
        return ()

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        """Find what is wrong with these matters."""
        yield from ()

    def annulled(self, batch: Batch) -> Iterable[int]:
        """Give acts (primary keys) that were declared void since, such as a voided vote (I17)."""
        return ()


scans: Registry[SeparationScan] = Registry(SeparationScan)
