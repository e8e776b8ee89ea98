"""Importing kinship around office-holders: one row an edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongshi.offices.kinds.homes import ID, NAME, text
from gongshi.offices.kinds.recorded import Recorded
from gongshi.people.models import Kinship
from gongshi.people.queries import relation_between
from gongshi.people.rules import (
    near_relation,
)
from gongshi.people.rules.homes import (
    may_be_kin,
)
from gongshi.people.services.households import record_kinship
from gongshi.people.villagers import Villagers
from gongshi.spreadsheets.reading.columns import Column, Kind
from gongshi.spreadsheets.reading.result import Parsed, Row
from gongshi.spreadsheets.reading.sheet import Level, Remark
from gongshi.spreadsheets.registries import RowResult, import_kinds
from gongshi.spreadsheets.states import RowState


@import_kinds.register
class NearRelatives(Recorded):
    """Near relatives of office-holders, by the Civil Code's words."""

    key = "people.kinship"
    title = _("near relatives")
    columns = (
        replace(NAME, synonyms=("本人姓名", "干部姓名", "任职人员", "本人")),
        replace(ID, title="本人身份证号", synonyms=("身份证号", "身份证号码")),
        Column(
            "relative",
            "亲属姓名",
            synonyms=("近亲属姓名", "亲属", "近亲属"),
            required=True,
            example="葛示范",
        ),
        Column("relative_id", "亲属身份证号", Kind.ID_NUMBER, ("近亲属身份证号", "亲属身份证号码")),
        Column(
            "relation",
            "亲属关系",
            synonyms=("与本人关系", "与本人的关系", "关系", "称谓"),
            required=True,
            example="妻子",
        ),
    )

    def examine(
        self,
        parsed: Parsed,
        *,
        area: str,
        context: Mapping[str, Any],  # noqa: ARG002 -- the registry's signature
    ) -> list[RowResult]:
        """Find both people of every row, and what is already recorded of them."""
        villagers = Villagers(area, _numbers(parsed.rows))
        return [_result(row, villagers) for row in parsed.rows]

    def apply(
        self,
        results: list[RowResult],
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],
        at: datetime,
    ) -> dict[str, Any]:
        """Record every edge once."""
        allowed = self.may(by=by, area=area, context=context, at=at)
        villagers = Villagers(area, _numbers([each.row for each in results]))
        before = Kinship.objects.count()
        for each in results:
            one, _said = villagers.find(text(each.row, "name"), text(each.row, "id_number"))
            other, _said = villagers.find(text(each.row, "relative"), text(each.row, "relative_id"))
            assert one is not None and other is not None  # noqa: S101, PT018 -- errors stop before
            record_kinship(
                one=one.person,
                other=other.person,
                relation=near_relation(text(each.row, "relation")) or "",
                by=by.person,
                allowed=allowed,
                at=at,
            )
        return {"edges": Kinship.objects.count() - before}


def _numbers(rows: Sequence[Row]) -> list[str]:
    return [text(row, key) for row in rows for key in ("id_number", "relative_id")]


def _result(row: Row, villagers: Villagers) -> RowResult:
    result = RowResult(row)
    one, first = villagers.find(text(row, "name"), text(row, "id_number"))
    other, second = villagers.find(text(row, "relative"), text(row, "relative_id"))
    for verdict, column in ((first, "name"), (second, "relative")):
        if not verdict:
            result.remarks.append(Remark(Level.ERROR, verdict, row.number, column))
    if one is None or other is None:
        return result
    word = text(row, "relation")
    known = relation_between(one.person, other.person)
    relation = near_relation(word) or word
    verdict = may_be_kin(str(one.person.key), str(other.person.key), relation, known)
    if not verdict:
        result.remarks.append(Remark(Level.ERROR, verdict, row.number, "relation"))
    result.change = RowState.UNCHANGED if known else RowState.NEW
    return result
