"""A county, a township and a village with people in office: the ground most tests stand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Model

from gongshi.areas.models import Area
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment, Category
from gongshi.offices.services import appoint, found_county
from gongshi.people.models import (
    Household,
    HouseholdMember,
    Identity,
    Organisation,
    OrganisationKind,
    Person,
)
from gongshi.people.sealing import Facts, name_hash, seal
from gongshi.record.models import Commitment, Entry, Head, Opening

AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def person(name: str = "") -> Person:
    """Make a person; with a name, an identity too."""
    made = Person.objects.create()
    if name:
        Identity.objects.create(
            person=made, sealed=seal(made.key, Facts(name=name)), name_hash=name_hash(name)
        )
    return made


@dataclass
class Village:
    """The ground: areas, bodies, granters, and who holds which office, by office and number."""

    county: Area
    township: Area
    area: Area
    committee: Organisation
    granters: tuple[Person, Person]
    people: dict[str, Person] = field(default_factory=dict)

    def appoint(
        self, name: str, office: Office, *, category: str = "", area: Area | None = None
    ) -> Appointment:
        """Give an office to the named person, made on first mention."""
        if name not in self.people:
            self.people[name] = person(name)
        holder = self.people[name]
        return appoint(
            person=holder,
            office=office,
            area=area or self.area,
            starts_on=date(2026, 1, 1),
            category=category,
            legal_basis="村民代表会议决议〔2026〕1号",
            by=self.granters[0],
            confirmed_by=self.granters[1],
            at=AT,
        )

    def household(self, number: str, name: str) -> Household:
        """Make a household with its head."""
        home = Household.objects.create(area=self.area, number=number, group="一组")
        head = self.people.setdefault(name, person(name))
        HouseholdMember.objects.create(
            household=home, person=head, is_head=True, starts_on=date(2020, 1, 1)
        )
        return home

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def bare_village() -> Village:
    """Give a village with its granters and nobody else in office."""
    county = Area.objects.create(code="371326000000", name="平邑县", level="county")
    township = Area.objects.create(
        code="371326106000", name="地方镇", level="township", parent=county
    )
    area = Area.objects.create(code="371326106201", name="示范村", level="village", parent=township)
    granters = (person("授权甲"), person("授权乙"))
    found_county(county=county, granters=granters, legal_basis="县委组织部文件〔2026〕1号", at=AT)
    committee = Organisation.objects.create(
        area=area, name="示范村村“两委”", kind=OrganisationKind.COMMITTEE
    )
    return Village(county, township, area, committee, granters)


#: The rows of the ground once it was made through the services, in the order they need.
_ROWS: list[tuple[type[Model], list[dict[str, object]]]] = []
_TABLES = (Area, Person, Identity, Organisation, Appointment, Head, Entry, Commitment, Opening)
_NAMES: dict[str, UUID] = {}


def staffed_village() -> Village:
    """Give a village with a council of seven, committees, representatives and township officers.

    The first is made through the services; on empty tables its rows are laid again as they were,
    record included, which takes ten queries instead of four hundred.
    """
    if Person.objects.exists() or Entry.objects.exists() or Area.objects.exists():
        return fresh_village()
    if not _ROWS:
        village = fresh_village()
        granters = dict(zip(("授权甲", "授权乙"), village.granters, strict=True))
        _NAMES.update({name: one.key for name, one in (village.people | granters).items()})
        _ROWS.extend((table, list(table._base_manager.values())) for table in _TABLES)
        return village
    return _laid_again()


def _laid_again() -> Village:
    for table, rows in _ROWS:
        table._base_manager.bulk_create([table(**row) for row in rows])
    areas = {area.level: area for area in Area.objects.select_related("parent__parent")}
    people = {name: Person(key=key) for name, key in _NAMES.items()}
    for one in people.values():
        one._state.adding, one._state.db = False, "default"
    granters = (people.pop("授权甲"), people.pop("授权乙"))
    committee = Organisation.objects.select_related("area").get()
    return Village(
        areas["county"], areas["township"], areas["village"], committee, granters, people
    )


def fresh_village() -> Village:
    village = bare_village()
    council = [
        ("理事长", Office.COUNCIL_CHAIR, Category.OLD_CADRE),
        ("理事二", Office.COUNCIL_MEMBER, Category.OLD_CADRE),
        ("理事三", Office.COUNCIL_MEMBER, Category.POOR_HOUSEHOLD),
        ("理事四", Office.COUNCIL_MEMBER, Category.POOR_HOUSEHOLD),
        ("理事五", Office.COUNCIL_MEMBER, Category.VILLAGER),
        ("理事六", Office.COUNCIL_MEMBER, Category.VILLAGER),
        ("理事七", Office.COUNCIL_MEMBER, Category.VILLAGER),
    ]
    for name, office, category in council:
        village.appoint(name, office, category=category.value)
    village.appoint("主任", Office.COMMITTEE_DIRECTOR)
    village.appoint("委员甲", Office.COMMITTEE_MEMBER)
    village.appoint("委员乙", Office.COMMITTEE_MEMBER)
    village.appoint("监委甲", Office.SUPERVISORY_COMMITTEE_MEMBER)
    village.appoint("监委乙", Office.SUPERVISORY_COMMITTEE_MEMBER)
    village.appoint("文书", Office.VILLAGE_CLERK)
    village.appoint("会计", Office.ACCOUNTANT, area=village.township)
    village.appoint("镇审核", Office.TOWNSHIP_REVIEWER, area=village.township)
    village.appoint("镇发布甲", Office.TOWNSHIP_PUBLISHER, area=village.township)
    village.appoint("镇发布乙", Office.TOWNSHIP_PUBLISHER, area=village.township)
    village.appoint("镇文书", Office.TOWNSHIP_CLERK, area=village.township)
    village.appoint("审批", Office.DEPARTMENT_APPROVER, area=village.county)
    village.appoint("备案", Office.ORGANISATION_FILER, area=village.county)
    return village
