"""What it costs to ask who may do and see what, with 200 object-permission rows and with 200,000.

Usage: DATABASE_URL=… python benchmarks/permissions.py [--rows 200000] [--rounds 15]

A county grows in one database; its rows are those that appointments give. By turns run ours,
django-guardian (``has_perm``, ``get_objects_for_user``) and the plain join over the very same rows,
each as if the account had just come in. Told are the statements, the median time by the clock, and
how many times the plain join that is. It ends with 1 where ours asks more statements of the larger
county, or takes more than ``LIMIT`` times guardian's time.

Ours also asks today's appointments, which guardian and the join do not: a row outlives no office.
``may`` stands alone: who acted, who is near to whom and who gains is nobody's row.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

from running import empty_database, given, queries

SMALL, MIDDLE = 200, 20_000
#: Times guardian's time: a guard against getting worse, not the aim.
LIMIT = 2.0
OURS, GUARDIAN, JOIN = "ours", "guardian", "plain join"
WAYS = (OURS, GUARDIAN, JOIN)
Ways = dict[str, Callable[[], object]]

if TYPE_CHECKING:
    from gongshi.people.models import User
    from tests.county import County


def _fresh(user: User) -> User:
    """Read an account anew, with the person behind it: nothing is remembered from before."""
    from gongshi.people.models import User

    return User.objects.select_related("person").get(pk=user.pk)


def _rows(select: str, user: User, permission: int, more: str = "") -> list[Any]:
    """Ask the plain join over an account's rows for one permission."""
    from django.db import connection

    table = "FROM gongshi_offices_areauserpermission AS p"
    where = "WHERE p.user_id = %s AND p.permission_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(select.format(rows=table, of=where) + more, [user.pk, permission])
        return list(cursor.fetchall())


AREAS = "SELECT a.* {rows} JOIN gongshi_areas_area AS a ON a.code = p.content_object_id {of}"
COUNT = AREAS.replace("a.*", "COUNT(*)")
CASES = (
    "SELECT c.*, a.*, m.* {rows} JOIN council_procedures_case AS c ON c.area_id ="
    " p.content_object_id JOIN gongshi_areas_area AS a ON a.code = c.area_id"
    " JOIN gongshi_matters_matter AS m ON m.id = c.matter_id {of} ORDER BY c.id DESC LIMIT 20"
)


def lists(county: County, user: User, duty: Any) -> dict[str, Ways]:
    """Give what an account of many villages may see, asked in three ways."""
    from django.db.models import QuerySet
    from guardian.shortcuts import get_objects_for_user

    from council.procedures.models import Case
    from council.procedures.queries import may_see
    from gongshi.admin.queries import below, entrant_of
    from gongshi.areas.models import Area
    from tests.village import AT

    permission = county.permissions[duty]

    def ours() -> QuerySet[Area]:
        return Area.objects.filter(below("code", entrant_of(_fresh(user), AT).duties[duty]))

    def guardians() -> Any:
        return get_objects_for_user(_fresh(user), permission.codename, Area)

    def cases() -> object:
        person = _fresh(user).person
        assert person is not None
        return list(may_see(person, AT).order_by("-pk")[:20])

    def guardians_cases() -> object:
        rows = Case.objects.filter(area__in=guardians()).select_related("area", "matter")
        return list(rows.order_by("-pk")[:20])

    def join(select: str) -> Callable[[], object]:
        return lambda: _rows(select, _fresh(user), permission.pk)

    return {
        "places": {
            OURS: lambda: list(ours()),
            GUARDIAN: lambda: list(guardians()),
            JOIN: join(AREAS),
        },
        "how many places": {
            OURS: lambda: ours().count(),
            GUARDIAN: lambda: guardians().count(),
            JOIN: join(COUNT),
        },
        "20 newest cases": {OURS: cases, GUARDIAN: guardians_cases, JOIN: join(CASES)},
    }


def checks(county: County, user: User, duty: Any) -> dict[str, Ways]:
    """Give checks of one place and of a hundred, in three ways; and the check of an act."""
    from guardian.core import ObjectPermissionChecker

    from gongshi.admin.duties import Section
    from gongshi.admin.queries import entrant_of
    from gongshi.areas.models import Area
    from gongshi.matters.models import Matter
    from gongshi.matters.services import may
    from gongshi.offices.duties import Duty
    from tests.village import AT

    permission, first = county.permissions[duty], Matter.objects.order_by("pk")[0]
    places = list(Area.objects.filter(level="village").order_by("code")[:100])
    some = "', '".join(place.code for place in places)
    one = "SELECT 1 {rows} {of}"

    def ours(number: int) -> list[bool]:
        entrant = entrant_of(_fresh(user), AT)
        return [entrant.reaches(place.code, Section.COUNCIL) for place in places[:number]]

    def guardian() -> list[bool]:
        checker = ObjectPermissionChecker(_fresh(user))
        checker.prefetch_perms(places)
        return [checker.has_perm(permission.codename, place) for place in places]

    def act() -> object:
        person = _fresh(county.chair).person
        assert person is not None
        return may(person, Duty.DECIDE, first, AT)

    return {
        "one place": {
            OURS: lambda: ours(1),
            GUARDIAN: lambda: _fresh(user).has_perm(
                f"gongshi_areas.{permission.codename}", places[0]
            ),
            JOIN: lambda: _rows(
                one, _fresh(user), permission.pk, f" AND p.content_object_id = '{places[0].code}'"
            ),
        },
        "100 places": {
            OURS: lambda: ours(100),
            GUARDIAN: guardian,
            JOIN: lambda: _rows(
                one, _fresh(user), permission.pk, f" AND p.content_object_id IN ('{some}')"
            ),
        },
        "one act, by may": {OURS: act},
    }


def measure(ways: Ways, rounds: int) -> dict[str, tuple[int, float]]:
    """Run each way by turns; give its statements and its median time in milliseconds."""
    counts = {way: queries(act) for way, act in ways.items()}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, act in ways.items():
            began = time.perf_counter()
            act()
            taken[way].append((time.perf_counter() - began) * 1000)
    return {way: (counts[way], median(taken[way])) for way in ways}


def tell(name: str, found: dict[str, tuple[int, float]]) -> None:
    """Print one line: statements, milliseconds and times the plain join, of each way."""
    least = found.get(JOIN, found[OURS])[1]
    parts = [
        f"{way} {count:3} SQL {taken:7.2f} ms {taken / least:5.1f}x"
        for way, (count, taken) in found.items()
    ]
    print(f"  {name:28} {'   '.join(parts)}")


def main() -> int:
    options = given(rows=200_000, rounds=15)
    with empty_database():
        from django.db import connection

        from gongshi.offices.duties import Duty
        from tests.county import County

        county, before, failed = County(), dict[str, int](), False
        for size in sorted({SMALL, MIDDLE, options.rows}):
            county.grow(size)
            print(f"{connection.vendor}: {size} rows, {county.villages} villages")
            asked = checks(county, county.clerk, Duty.RECORD)
            for whose, user, duty in (
                ("township", county.town, Duty.TOWN_REVIEW),
                ("clerk", county.clerk, Duty.RECORD),
            ):
                seen = lists(county, user, duty)
                asked |= {f"{name}, {whose}": ways for name, ways in seen.items()}
            for name, ways in asked.items():
                found = measure(ways, options.rounds)
                tell(name, found)
                count, taken = found[OURS]
                failed |= count > before.setdefault(name, count)
                failed |= GUARDIAN in found and taken > LIMIT * found[GUARDIAN][1]
        return int(failed)


if __name__ == "__main__":
    sys.exit(main())
