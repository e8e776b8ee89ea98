"""What a person may do and see costs as much in a county of many villages as in one of two."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.procedures.queries import may_see, waiting_for
from gongshi.admin.queries import below, entrant_of
from gongshi.areas.models import Area
from gongshi.matters.models import Matter
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from gongshi.offices.models import AreaUserPermission
from gongshi.people.models import Person, User
from tests.county import County
from tests.village import AT

SIZES = (200, 20_000)
#: Tables that grow with the county; who reads one of them from end to end is slow in a large one.
LARGE = re.compile(
    r"(?:SCAN|Seq Scan on) (gongshi_(?:people|offices|areas)_\w+|council_procedures_\w+)"
)


def acts(county: County) -> dict[str, Callable[[], object]]:
    """Give what is asked: an act on a matter, and lists of what may be seen."""

    def user(one: User) -> User:
        return User.objects.select_related("person").get(pk=one.pk)

    def person(one: User) -> Person:
        return Person.objects.get(pk=one.person_id)

    def places() -> object:
        held = entrant_of(user(county.clerk), AT).duties[Duty.RECORD]
        return list(Area.objects.filter(below("code", held)))

    first = Matter.objects.order_by("pk")[0]
    return {
        "an act": lambda: may(person(county.chair), Duty.DECIDE, first, AT),
        "places": places,
        "cases of a village": lambda: list(may_see(person(county.chair), AT).order_by("-pk")[:20]),
        "cases of a township": lambda: list(may_see(person(county.town), AT).order_by("-pk")[:20]),
        "steps": lambda: list(waiting_for(person(county.town), AT)[:20]),
    }


def whole_tables(asked: CaptureQueriesContext) -> set[str]:
    """Give the tables that one of these queries reads from end to end, as the database tells."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    told: list[str] = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # then it does so only where no index serves
            cursor.execute("SET LOCAL enable_seqscan = off")
        for query in asked.captured_queries:
            cursor.execute(f"{explain} {query['sql']}")
            told += [str(row[-1]) for row in cursor.fetchall()]
    return {found[1] for line in told if (found := LARGE.search(line))}


def test_asking_costs_as_much_with_twenty_thousand_rows_as_with_two_hundred(db) -> None:
    county, costs, read = County(), [], {}
    for size in SIZES:
        county.grow(size)
        counts = {}
        for name, act in acts(county).items():
            with CaptureQueriesContext(connection) as asked:
                assert act()
            counts[name], read[name] = len(asked), whole_tables(asked)
        costs.append(counts)
    assert AreaUserPermission.objects.count() == SIZES[-1]
    assert costs[0] == costs[1]
    assert read == {name: set() for name in read}
