"""Loading administrative codes, and telling that something public changed in an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from gongshi.areas.models import Area
from gongshi.areas.rules import Level, covering, has_name, is_known, level_of, may_add, pad, prefix
from gongshi.verdict import first_refusal, require

#: Levels that hang below another in our tree, the nearest first.
ABOVE = {
    Level.COUNTY: (Level.PREFECTURE, Level.PROVINCE),
    Level.TOWNSHIP: (Level.COUNTY, Level.PREFECTURE),
    Level.VILLAGE: (Level.TOWNSHIP,),
    Level.PREFECTURE: (Level.PROVINCE,),
    Level.PROVINCE: (),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A code of 2, 4, 6, 9 or 12 digits with its name; ``level`` where the code misleads."""

    code: str
    name: str
    level: Level | None = None


@transaction.atomic
def load(places: Iterable[Place]) -> dict[str, int]:
    """Load places, all or none; a place already known gets its new name, nothing is removed.

    The answer counts ``new``, ``renamed`` and ``same``. Raises AREA-1, AREA-2 or AREA-3.
    """
    counts: Counter[str] = Counter(new=0, renamed=0, same=0)
    known = {area.code: area for area in Area.objects.select_for_update()}
    # 4419 and 441900 are one place: whoever lists it as a county knows more.
    ordered = sorted(places, key=lambda place: (len(place.code.strip()), place.code))
    for place in {pad(place.code): place for place in ordered}.values():
        counts[_load(place, known)] += 1
    return dict(counts)


def touch(code: str) -> None:
    """Raise the public revision of an area and of everything above it."""
    Area.objects.filter(code__in=covering(code)).update(revision=F("revision") + 1)


def touch_all() -> None:
    """Raise the public revision of every county once this is done: a name may stand anywhere."""
    counties = Area.objects.filter(parent=None)
    transaction.on_commit(lambda: counties.update(revision=F("revision") + 1))


def _load(place: Place, known: dict[str, Area]) -> str:
    level = place.level or level_of(place.code)
    code, name = pad(place.code), place.name.strip()
    parent = _parent(code, level, known)
    above = Level(parent.level) if parent else None
    require(
        first_refusal(
            may_add(code, level, parent.code if parent else "", above),
            has_name(name),
            is_known(level, above, code),
        )
    )
    area = known.get(code)
    if area is None:
        known[code] = Area.objects.create(code=code, name=name, level=level.value, parent=parent)
        return "new"
    settled = area.level == level.value or level is not Level.COUNTY
    if area.name == name and settled:
        return "same"
    area.name = name
    if level is Level.COUNTY:
        area.level, area.parent = level.value, parent
    area.save(update_fields=["name", "level", "parent"])
    touch(code)
    return "renamed"


def _parent(code: str, level: Level, known: dict[str, Area]) -> Area | None:
    """Give the nearest place above: a town of a city without counties hangs below the city."""
    for above in ABOVE[level]:
        found = known.get(pad(prefix(code, above)))
        if found is not None and found.level == above.value:
            return found
    return None
