"""The cast of the demonstration: one county, two townships, three villages, invented people.

The county and the townships carry their real codes; village numbers 901 and up, the villages'
names and every person are invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle, product

from django.contrib.auth.hashers import make_password

from gongshi.areas.models import Area
from gongshi.areas.rules import Level
from gongshi.desk.registries import Script
from gongshi.offices.duties import Office
from gongshi.offices.models import Category
from gongshi.offices.services import appoint, found_county
from gongshi.people.models import (
    Household,
    HouseholdMember,
    Identity,
    Organisation,
    OrganisationKind,
    Person,
    User,
)
from gongshi.people.sealing import Facts, name_hash, seal

#: One password for every demonstration account; settings for production refuse to start with it.
PASSWORD = "gongshi-demo"  # noqa: S105 -- printed for everyone to read

COUNTY = ("371326000000", "平邑县")
TOWNSHIPS = (("371326106000", "地方镇"), ("371326104000", "柏林镇"))
VILLAGES = (
    ("371326106901", "石桥示范村", 0),
    ("371326106902", "柳泉示范村", 0),
    ("371326104901", "果园示范村", 1),
)
SURNAMES = "葛卞桑宓逄商亓牟"
GIVEN = (
    "大山",
    "春兰",
    "长河",
    "秀田",
    "永安",
    "玉石",
    "广林",
    "月梅",
    "守业",
    "喜禾",
    "成井",
    "桂枝",
)

#: In every village: account name, office, category, how many.
VILLAGE_CAST: tuple[tuple[str, Office, str, int], ...] = (
    ("lishizhang", Office.COUNCIL_CHAIR, Category.OLD_CADRE, 1),
    ("lishi", Office.COUNCIL_MEMBER, Category.OLD_CADRE, 1),
    ("lishi", Office.COUNCIL_MEMBER, Category.VILLAGE_CADRE, 1),
    ("lishi", Office.COUNCIL_MEMBER, Category.POOR_HOUSEHOLD, 2),
    ("lishi", Office.COUNCIL_MEMBER, Category.VILLAGER, 2),
    ("zhuren", Office.COMMITTEE_DIRECTOR, "", 1),
    ("weiyuan", Office.COMMITTEE_MEMBER, "", 3),
    ("shuji", Office.FIRST_SECRETARY, "", 1),
    ("jianwei", Office.SUPERVISORY_COMMITTEE_MEMBER, "", 3),
    ("wenshu", Office.VILLAGE_CLERK, "", 1),
    ("daibiao", Office.VILLAGERS_REPRESENTATIVE, "", 14),
    ("nvdaibiao", Office.VILLAGERS_REPRESENTATIVE, Category.WOMAN, 7),
)
TOWNSHIP_CAST = (
    ("zhenwenshu", Office.TOWNSHIP_CLERK, 1),
    ("zhenshenhe", Office.TOWNSHIP_REVIEWER, 1),
    ("zhengongshi", Office.TOWNSHIP_PUBLISHER, 2),
    ("zhenkuaiji", Office.ACCOUNTANT, 1),
)
COUNTY_CAST = (
    ("xianshenpi", Office.DEPARTMENT_APPROVER, 1),
    ("xianbeian", Office.ORGANISATION_FILER, 1),
    ("xiangongshi", Office.TOWNSHIP_PUBLISHER, 2),
    ("xianwenshu", Office.TOWNSHIP_CLERK, 1),
)
HOUSEHOLDS = 12


class Cast:
    """Makes the places and the people, and remembers the accounts."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.names: Iterator[str] = map("".join, cycle(product(SURNAMES, GIVEN)))
        self.password = make_password(PASSWORD)
        self.accounts: dict[Person, User] = {}

    def assemble(self, now: datetime) -> Script:
        """Found the county and fill it; ``now`` is where the story ends."""
        county = Area.objects.create(code=COUNTY[0], name=COUNTY[1], level=Level.COUNTY)
        towns = [
            Area.objects.create(code=code, name=name, level=Level.TOWNSHIP, parent=county)
            for code, name in TOWNSHIPS
        ]
        villages = [
            Area.objects.create(code=code, name=name, level=Level.VILLAGE, parent=towns[town])
            for code, name, town in VILLAGES
        ]
        self.granters = (self.person("shouquan1"), self.person("shouquan2"))
        found_county(
            county=county,
            granters=self.granters,
            legal_basis="平邑县授权文件（演示）1号",
            at=self.at,
        )
        self.fill(county, COUNTY_CAST, "")
        for number, town in enumerate(towns, start=1):
            self.fill(town, TOWNSHIP_CAST, str(number))
        households = {}
        for number, village in enumerate(villages, start=1):
            households[village.code] = self.settle(village, number)
        return Script(county, towns, villages, households, self.accounts, now, self.at)

    def person(self, login: str = "") -> Person:
        """Make a person with an invented name; with a login, an account too."""
        person = Person.objects.create()
        name = next(self.names)
        Identity.objects.create(
            person=person, sealed=seal(person.key, Facts(name=name)), name_hash=name_hash(name)
        )
        if login:
            self.accounts[person] = User.objects.create(
                username=login, password=self.password, person=person
            )
        return person

    def fill(self, area: Area, cast: Sequence[tuple[str, Office, int]], suffix: str) -> None:
        """Put people into the offices of a township or the county."""
        for login, office, many in cast:
            for index in range(many):
                mark = f"{suffix}{'ab'[index] if many > 1 else ''}"
                self.give(self.person(f"{login}{mark}"), office, area)

    def settle(self, village: Area, number: int) -> list[Household]:
        """Give a village its bodies, its officers and its households."""
        for kind, name in (
            (OrganisationKind.COMMITTEE, "村“两委”"),
            (OrganisationKind.COUNCIL, "扶贫理事会"),
        ):
            Organisation.objects.create(area=village, name=f"{village.name}{name}", kind=kind)
        counters: dict[str, int] = {}
        for login, office, category, many in VILLAGE_CAST:
            for _each in range(many):
                counters[login] = counters.get(login, 0) + 1
                alone = many == 1 and login != "lishi"
                holder = self.person(f"{login}{number}{'' if alone else f'-{counters[login]}'}")
                self.give(holder, office, village, category)
                if category == Category.VILLAGE_CADRE:
                    self.give(holder, Office.COMMITTEE_MEMBER, village)
        return [self.household(village, index) for index in range(1, HOUSEHOLDS + 1)]

    def give(self, person: Person, office: Office, area: Area, category: str = "") -> None:
        """Appoint a person, as two granters would."""
        appoint(
            person=person,
            office=office,
            area=area,
            starts_on=date(self.at.year, 1, 1),
            category=category,
            legal_basis=f"{area.name}任职文件（演示）",
            by=self.granters[0],
            confirmed_by=self.granters[1],
            at=self.at,
        )

    def household(self, village: Area, number: int) -> Household:
        """Make a household of one to five people."""
        group = "一二三"[number % 3]
        home = Household.objects.create(area=village, number=f"{number:03d}", group=f"{group}组")
        for index, person in enumerate(self.person() for _each in range(1 + number % 5)):
            HouseholdMember.objects.create(
                household=home,
                person=person,
                is_head=index == 0,
                starts_on=(self.at - timedelta(days=2000)).date(),
            )
        return home
