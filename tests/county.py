"""A county that grows: villages with people in office, their accounts and what those may see.

For questions of size. The rows are laid many at a time, as ``appoint`` and ``derive`` would leave
them, but without a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from council.procedures.models import Case, Step
from gongshi.areas.models import Area
from gongshi.matters.models import Matter
from gongshi.offices.duties import DUTIES, Duty, Office
from gongshi.offices.grants import codename
from gongshi.offices.models import Appointment, AreaUserPermission
from gongshi.people.models import Person, User
from tests.village import AT

COUNTY = "371326000000"
HELD = 500  # villages that the clerk looks after, far more than anybody does
AT_ONCE = 100  # villages
STAFF = (
    Office.COUNCIL_CHAIR,
    *[Office.COUNCIL_MEMBER] * 6,
    Office.COMMITTEE_DIRECTOR,
    *[Office.COMMITTEE_MEMBER] * 2,
    *[Office.SUPERVISORY_COMMITTEE_MEMBER] * 3,
)
_ORDER: list[type[models.Model]] = [
    Area,
    Person,
    User,
    Appointment,
    AreaUserPermission,
    Matter,
    Case,
    Step,
]


class County:
    """``clerk`` keeps the papers of the first villages, ``chair`` sits in the first of them.

    ``town`` works for the first township, ``approver`` for the whole county.
    """

    def __init__(self) -> None:
        self.rows = self.villages = 0
        self.permissions = dict(_permissions())
        self.clerk, self.chair, self.town, self.approver = (_account() for _ in range(4))
        town = f"{COUNTY[:6]}100000"
        _lay(
            [
                Area(code=COUNTY, name="平邑县", level="county"),
                Area(code=town, name="第0镇", level="township", parent_id=COUNTY),
                *_both(self.clerk, self.chair, self.town, self.approver),
                *self._office(self.town, Office.TOWNSHIP_REVIEWER, town),
                *self._office(self.approver, Office.DEPARTMENT_APPROVER, COUNTY),
            ]
        )

    @transaction.atomic
    def grow(self, rows: int) -> None:
        """Add villages until there are that many object-permission rows; the last has fewer."""
        while self.rows < rows:
            made: list[models.Model] = []
            upto = self.villages + AT_ONCE
            while self.rows < rows and self.villages < upto:
                made += self._village()
            while self.rows > rows:
                made.remove(
                    next(row for row in reversed(made) if isinstance(row, AreaUserPermission))
                )
                self.rows -= 1
            _lay(made)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _village(self) -> Iterator[models.Model]:
        town, place = divmod(self.villages, 20)
        above = f"{COUNTY[:6]}{town + 100}000"
        if town and place == 0:
            yield Area(code=above, name=f"第{town}镇", level="township", parent_id=COUNTY)
        code = f"{COUNTY[:6]}{town + 100}{place + 201}"
        yield Area(code=code, name=f"第{place}村", level="village", parent_id=above)
        yield from _case(code, self.villages + 1)
        if self.villages < HELD:
            yield from self._office(self.clerk, Office.VILLAGE_CLERK, code)
        for office in STAFF:
            user = self.chair if office is STAFF[0] and not self.villages else _account()
            if user is not self.chair:
                yield from _both(user)
            yield from self._office(user, office, code)
        self.villages += 1

    def _office(self, user: User, office: Office, code: str) -> Iterator[models.Model]:
        yield Appointment(
            person_id=user.person_id,
            office=office.value,
            area_id=code,
            starts_on=date(2026, 1, 1),
            legal_basis="决议",
            granted_at=AT,
        )
        for duty in sorted(DUTIES[office]):
            self.rows += 1
            yield AreaUserPermission(
                user_id=user.pk, permission=self.permissions[duty], content_object_id=code
            )


def _permissions() -> Iterator[tuple[Duty, Permission]]:
    kind = ContentType.objects.get_for_model(Area)
    for duty in Duty:
        name = codename(duty.value)
        found, _new = Permission.objects.get_or_create(
            content_type=kind, codename=name, defaults={"name": name}
        )
        yield duty, found


def _account() -> User:
    key = uuid4()
    return User(pk=key.int >> 66, username=key.hex, password="!", person=Person(key=key))


def _both(*users: User) -> Iterator[models.Model]:
    for user in users:
        assert user.person is not None
        yield from (user.person, user)


def _case(code: str, key: int) -> Iterator[models.Model]:
    """Give a case that waits for its township; keys are told, for the rows name one another."""
    facts = {"kind": "test.plan", "title": "分配方案", "area_id": code, "opened_at": AT}
    yield Matter(pk=key, **facts)
    yield Case(pk=key, matter_id=key, subject="1", procedure={}, **facts)
    step = {"key": "review", "kind": "act", "duty": Duty.TOWN_REVIEW.value, "state": "active"}
    yield Step(case_id=key, ordinal=1, started_at=AT, **step)


def _lay(rows: Iterable[models.Model]) -> None:
    made: dict[type[models.Model], list[models.Model]] = {table: [] for table in _ORDER}
    for row in rows:
        made[type(row)].append(row)
    for table in _ORDER:
        table._base_manager.bulk_create(made[table], batch_size=2_000)
