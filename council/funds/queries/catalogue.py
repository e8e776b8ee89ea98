"""Reading the catalogue: the items and sources of a place, and how much of an item is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from council.funds.models import AllocationLine, DistributionPlan, FundItem
from council.funds.queries.plans import ALLOCATION, PLAN
from council.procedures.models import Case
from council.procedures.states import CaseState
from gongshi.areas.models import Area
from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, covering, prefix
from gongshi.offices.duties import Duty, offices_with
from gongshi.offices.queries import appointments_of
from gongshi.people.models import Person


@dataclass(frozen=True, slots=True)
class Use:
    """What was drawn on an item: by allocations to places, and by plans of villages; fen."""

    allocated: int
    planned: int


def uses_of(items: Iterable[FundItem]) -> dict[int, Use]:
    """Give what is drawn on each item; refused matters draw nothing."""
    keys = [item.pk for item in items]
    newest = (
        AllocationLine.objects.filter(allocation=OuterRef("allocation"))
        .order_by("-version")
        .values("version")[:1]
    )
    given = AllocationLine.objects.filter(
        allocation__item__in=keys, version=Subquery(newest)
    ).exclude(allocation__in=_refused(ALLOCATION))
    allocated = _sums(given.values_list("allocation__item").annotate(sum=Sum("amount")))
    plans = DistributionPlan.objects.filter(item__in=keys).exclude(pk__in=_refused(PLAN))
    planned = _sums(plans.values_list("item").annotate(sum=Sum("total")))
    return {key: Use(allocated.get(key, 0), planned.get(key, 0)) for key in keys}


def items_seen(person: Person, at: datetime) -> QuerySet[FundItem]:
    """Give the items of the places in which a person holds an office, and of those above."""
    rows = list(appointments_of(person, at))
    above = {code for row in rows for code in covering(row.area_id)}
    below = [prefix(row.area_id, Level(row.area.level)) for row in rows]
    found = (
        FundItem.objects.filter(starting("area__code", below)) if rows else FundItem.objects.none()
    )
    found = found | FundItem.objects.filter(area__in=above)
    return found.select_related("area", "source").order_by("-year", F("area").asc(), "number")


def catalogue_areas(person: Person, at: datetime) -> QuerySet[Area]:
    """Give the townships and counties for which a person records: they allocate, villages plan."""
    offices = [office.value for office in offices_with(Duty.RECORD)]
    mine = appointments_of(person, at).filter(office__in=offices).values_list("area", flat=True)
    return Area.objects.filter(code__in=list(mine)).exclude(level=Level.VILLAGE)


def _refused(kind: str) -> list[int]:
    cases = Case.objects.filter(kind=kind, state=CaseState.REFUSED)
    return [int(subject) for subject in cases.values_list("subject", flat=True)]


def _sums(rows: Iterable[tuple[int, int | None]]) -> Mapping[int, int]:
    return {key: fen or 0 for key, fen in rows}
