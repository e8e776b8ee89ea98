"""One row of a list of office-holders: whom it means, which seat, and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from gongshi.clock import local_date
from gongshi.offices.duties import Office
from gongshi.offices.kinds.homes import text
from gongshi.offices.models import Appointment, Category
from gongshi.offices.queries import appointments_of, holders
from gongshi.offices.rules import (
    has_same_category,
    is_marked_rightly,
    is_of_age,
    is_word_of,
    offices_exclude,
    rests_on,
    seat_holds_one,
    sits_alone,
    stands_once,
)
from gongshi.people.models import Person
from gongshi.people.queries import keys_of
from gongshi.people.rules import (
    age_on,
    birth_date,
    is_woman,
    normalise_id,
)
from gongshi.people.villagers import Known, Villagers
from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.reading.result import Row
from gongshi.spreadsheets.reading.sheet import Level, Remark
from gongshi.spreadsheets.registries import RowResult
from gongshi.spreadsheets.states import RowState
from gongshi.verdict import Verdict

OFFICE = Column("office", "职务", synonyms=("职位", "岗位", "担任职务", "现任职务"), required=True)
CATEGORY = Column(
    "category", "类别", synonyms=("代表类别", "成员类别", "身份类别", "人员类别"), required=True
)
WOMAN = Column(
    "woman", "是否妇女", synonyms=("妇女代表", "妇女", "性别", "是否女性"), required=True
)
BASIS = Column(
    "basis", "任职依据", synonyms=("依据", "选举依据", "产生依据", "依据文件", "任职文件", "文号")
)
STARTS = Column(
    "starts",
    "起始日期",
    Kind.DATE,
    ("任职日期", "任职起始日期", "任期开始", "任职时间", "当选日期", "开始日期"),
)
ENDS = Column("ends", "终止日期", Kind.DATE, ("任期届满", "届满日期", "任期结束", "结束日期"))

YES = ("是", "女", "√", "1", "妇女")
NO = ("否", "男", "×", "0", "")
CATEGORIES = {
    "老干部": Category.OLD_CADRE,
    "离任干部": Category.OLD_CADRE,
    "离任村干部": Category.OLD_CADRE,
    "村干部": Category.VILLAGE_CADRE,
    "贫困户代表": Category.POOR_HOUSEHOLD,
    "脱贫户代表": Category.POOR_HOUSEHOLD,
    "贫困户": Category.POOR_HOUSEHOLD,
    "村民代表": Category.VILLAGER,
    "村民": Category.VILLAGER,
    "妇女代表": Category.WOMAN,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """What one row asks for."""

    person: Person
    office: Office
    category: str
    starts_on: date
    ends_on: date | None
    basis: str


@dataclass(slots=True)
class Seats:
    """Judges row after row and remembers those before."""

    villagers: Villagers
    area: str
    at: datetime
    offices: Mapping[str, Office]
    categories: Mapping[str, Category]
    marks_women: bool
    _rows: dict[Person, int] = field(default_factory=dict)
    _taken: dict[Office, int] = field(default_factory=dict)

    def judge(self, row: Row, context: Mapping[str, object]) -> RowResult:
        """Say what the row would do and what is wrong with it."""
        result = RowResult(row)
        known, found = self.villagers.find(text(row, "name"), text(row, "id_number"))
        checks = [("name", found), *self._words(row)]
        if known and all(verdict for _column, verdict in checks):
            seat = self._seat(row, known, context, local_date(self.at))
            held = list(appointments_of(seat.person, self.at))
            here = [each for each in held if self._is_it(each, seat)]
            result.change = RowState.UNCHANGED if here else RowState.NEW
            checks += self._by_office(row, seat, held, here)
            checks += self._by_person(row, known, seat)
        result.remarks = [
            Remark(Level.ERROR, verdict, row.number, column)
            for column, verdict in checks
            if not verdict
        ]
        return result

    def seat(self, row: Row, context: Mapping[str, object], today: date) -> Seat:
        """Give what a row asks for that was judged before."""
        known, _found = self.villagers.find(text(row, "name"), text(row, "id_number"))
        assert known is not None  # noqa: S101 -- a row with errors stops the import
        return self._seat(row, known, context, today)

    def _words(self, row: Row) -> list[tuple[str, Verdict]]:
        words = []
        if "" not in self.offices:
            words.append(("office", is_word_of(text(row, "office"), self.offices)))
        if self.categories:
            words.append(("category", is_word_of(text(row, "category"), self.categories)))
        if self.marks_women:
            words.append(("woman", is_word_of(text(row, "woman"), (*YES, *NO))))
        return words

    def _seat(self, row: Row, known: Known, context: Mapping[str, object], today: date) -> Seat:
        starts, ends = row.values.get("starts"), row.values.get("ends")
        category = self.categories.get(text(row, "category"))
        if self.marks_women:
            category = Category.WOMAN if text(row, "woman") in YES else Category.VILLAGER
        return Seat(
            person=known.person,
            office=self.offices["" if "" in self.offices else text(row, "office")],
            category=category.value if category else "",
            starts_on=starts if isinstance(starts, date) else today,
            ends_on=ends if isinstance(ends, date) else None,
            basis=text(row, "basis") or str(context.get("legal_basis") or ""),
        )

    def _is_it(self, held: Appointment, seat: Seat) -> bool:
        return (held.office, held.area_id) == (seat.office.value, self.area)

    def _by_office(
        self, row: Row, seat: Seat, held: list[Appointment], here: list[Appointment]
    ) -> list[tuple[str, Verdict]]:
        others = holders([seat.office], self.area, self.at)
        taken = others.exclude(person__in=keys_of(seat.person)).exists()
        checks = [
            ("office", offices_exclude(seat.office, [Office(each.office) for each in held])),
            ("office", sits_alone(seat.office, self._taken.get(seat.office, 0))),
            ("office", seat_holds_one(seat.office, taken=taken)),
            ("basis", rests_on(seat.basis)),
        ]
        checks += [("category", has_same_category(each.category, seat.category)) for each in here]
        self._taken.setdefault(seat.office, row.number)
        return checks

    def _by_person(self, row: Row, known: Known, seat: Seat) -> list[tuple[str, Verdict]]:
        number = normalise_id(known.facts.id_number)
        born = birth_date(number) if number else None
        age = age_on(born, seat.starts_on) if born else None
        checks = [
            ("name", stands_once(self._rows.get(seat.person, 0))),
            ("starts", is_of_age(age)),
        ]
        if self.marks_women:
            marked = seat.category == Category.WOMAN.value
            checks.append(("woman", is_marked_rightly(woman=is_woman(number), marked=marked)))
        self._rows.setdefault(seat.person, row.number)
        return checks
