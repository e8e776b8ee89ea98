"""Importing people in their households: one row a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongshi.areas.models import Area
from gongshi.offices.kinds.recorded import Recorded
from gongshi.offices.kinds.writing import Clerk, Entry, write_homes
from gongshi.people.rules import (
    may_be_id,
    may_be_name,
    normalise_id,
    normalise_name,
    normalise_phone,
)
from gongshi.people.rules.homes import (
    HEAD_WORDS,
    birth_fits,
    has_one_head,
    household_word,
    may_be_in_household,
    stands_once,
)
from gongshi.people.rules.persons import (
    is_same_person,
)
from gongshi.people.sealing import Facts
from gongshi.people.villagers import Known, Villagers
from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.reading.result import Parsed, Row
from gongshi.spreadsheets.reading.sheet import Level, Remark
from gongshi.spreadsheets.registries import RowResult, import_kinds
from gongshi.spreadsheets.states import RowState
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

NAME = Column(
    "name",
    "姓名",
    synonyms=("成员姓名", "家庭成员姓名", "家庭成员"),
    required=True,
    example="葛示例",
)
ID = Column(
    "id_number",
    "身份证号",
    Kind.ID_NUMBER,
    ("身份证号码", "公民身份号码", "身份证", "证件号码", "证件号"),
)


@import_kinds.register
class Homes(Recorded):
    """People and households of one village."""

    key = "people.homes"
    title = _("people and households")
    columns = (
        Column(
            "number",
            "户编号",
            synonyms=("户号", "农户编号", "户编码", "家庭编号"),
            required=True,
            group=True,
            example="12",
        ),
        Column("group", "村民小组", synonyms=("组别", "小组", "所在组"), group=True, example="3组"),
        Column("head", "户主姓名", synonyms=("户主",), group=True),
        NAME,
        Column(
            "relation",
            "与户主关系",
            synonyms=("与户主的关系", "家庭关系", "关系", "称谓"),
            required=True,
            example="户主",
        ),
        ID,
        Column("phone", "电话", Kind.PHONE, ("联系电话", "手机号", "手机", "手机号码", "联系方式")),
        Column("born", "出生日期", Kind.DATE, ("出生年月日", "出生", "生日")),
    )

    def examine(
        self,
        parsed: Parsed,
        *,
        area: str,
        context: Mapping[str, Any],  # noqa: ARG002 -- the registry's signature
    ) -> list[RowResult]:
        """Say of every person whether they are new, changed or the same, and of every head."""
        villagers = Villagers(area, [text(row, "id_number") for row in parsed.rows])
        seen: dict[tuple[str, str], int] = {}
        results = [_result(row, villagers, seen, area) for row in parsed.rows]
        for home, rows in by_home(results).items():
            verdict = _head(home, rows, villagers)
            if not verdict:
                rows[0].remarks.append(Remark(Level.ERROR, verdict, rows[0].row.number, "relation"))
        return results

    def apply(
        self,
        results: list[RowResult],
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],
        at: datetime,
    ) -> dict[str, Any]:
        """Write everything through the services, inside the caller's transaction."""
        allowed = self.may(by=by, area=area, context=context, at=at)
        clerk = Clerk(Area.objects.get(pk=area), by.person, allowed, at)
        villagers = Villagers(area, [text(each.row, "id_number") for each in results])
        entries = [as_entry(each.row, known_of(each.row, villagers)) for each in results]
        results.clear()
        return write_homes(entries, clerk)


def as_entry(row: Row, known: Known | None) -> Entry:
    """Give a row as what is to be written."""
    return Entry(
        home=text(row, "number"),
        group=text(row, "group"),
        facts=Facts(text(row, "name"), text(row, "id_number"), text(row, "phone")),
        is_head=is_head(row),
        relation="" if is_head(row) else text(row, "relation"),
        known=known,
        changed=frozenset(changes(row, known) if known and known.member else ()),
    )


def by_home(results: Sequence[RowResult]) -> dict[str, list[RowResult]]:
    """Gather the rows of each household, by its number."""
    homes: dict[str, list[RowResult]] = defaultdict(list)
    for result in results:
        homes[text(result.row, "number")].append(result)
    return dict(homes)


def text(row: Row, key: str) -> str:
    """Give a cell as text; nothing for an empty one."""
    value = row.values.get(key)
    return "" if value is None else str(value).strip()


def known_of(row: Row, villagers: Villagers) -> Known | None:
    """Give the person a row means, if they are known: by number, else by name in the household."""
    number = text(row, "id_number")
    known = villagers.by_id(number)
    if known is None:
        known = villagers.in_home(text(row, "number"), text(row, "name"))
        if known and number and known.facts.id_number:
            return None  # the same name with another number: another person
    return known


def is_head(row: Row) -> bool:
    return household_word(text(row, "relation")) in HEAD_WORDS


def _result(
    row: Row, villagers: Villagers, seen: dict[tuple[str, str], int], area: str
) -> RowResult:
    result = RowResult(row)
    name, number = text(row, "name"), text(row, "id_number")
    known = known_of(row, villagers)
    key = (normalise_id(number), "") if number else (text(row, "number"), normalise_name(name))
    checks: list[tuple[str, Verdict]] = [
        ("name", stands_once(seen.get(key, 0))),
        ("relation", may_be_in_household(text(row, "relation"))),
    ]
    checks += [("name", may_be_name(name))] if name else []
    checks += [("id_number", may_be_id(number))] if number else []
    if known:
        checks.append(("id_number", is_same_person(known.facts.name, name)))
        checks.append(("number", _stays(known, row, area)))
    seen.setdefault(key, row.number)
    result.remarks = [
        Remark(Level.ERROR, verdict, row.number, column)
        for column, verdict in checks
        if not verdict
    ]
    born = row.values.get("born")
    fits = birth_fits(number, born if isinstance(born, date) else None)
    if not fits:
        result.remarks.append(Remark(Level.WARNING, fits, row.number, "born"))
    if known and known.member:
        result.old = changes(row, known)
        result.change = RowState.CHANGED if result.old else RowState.UNCHANGED
    return result


def _stays(known: Known, row: Row, area: str) -> Verdict:
    """HOME-2: nobody moves by a table; leaving a household is an act of its own."""
    if known.member is None:
        return ALLOWED
    home = known.member.household
    if (home.area_id, home.number) == (area, text(row, "number")):
        return ALLOWED
    return denied(
        "HOME-2",
        gettext_noop("This person belongs to household %(number)s of %(area)s."),
        number=home.number,
        area=home.area.name,
    )


def changes(row: Row, known: Known) -> dict[str, object]:
    """Give what stands there now, for each cell that says something else; blanks say nothing."""
    assert known.member is not None  # noqa: S101 -- asked of members alone
    now: dict[str, object] = {
        "phone": known.facts.phone,
        "id_number": known.facts.id_number,
        "group": known.member.household.group,
        "relation": "户主" if known.member.is_head else known.member.relation,
    }
    said = {
        "phone": normalise_phone(text(row, "phone")),
        "id_number": normalise_id(text(row, "id_number")),
        "group": text(row, "group"),
        "relation": "户主" if is_head(row) else text(row, "relation"),
    }
    return {key: now[key] for key, value in said.items() if value and value != now[key]}


def _head(home: str, rows: Sequence[RowResult], villagers: Villagers) -> Verdict:
    """HOME-1: after the import the household has exactly one head."""
    heads = sum(is_head(each.row) for each in rows)
    if heads:
        return has_one_head(heads)
    here = {known.person for each in rows if (known := known_of(each.row, villagers))}
    stays = [
        member
        for member in villagers.members
        if member.household.number == home and member.is_head and member.person not in here
    ]
    return has_one_head(len(stays))
