"""Importing who holds the village's offices: one granter sends the list, another confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.offices.duties import Office
from gongshi.offices.kinds.homes import ID, NAME, text
from gongshi.offices.kinds.seats import (
    BASIS,
    CATEGORIES,
    CATEGORY,
    ENDS,
    OFFICE,
    STARTS,
    WOMAN,
    Seat,
    Seats,
)
from gongshi.offices.models import Category
from gongshi.offices.rules import confirmed_by_another
from gongshi.offices.services import appoint
from gongshi.offices.setup import may_grant
from gongshi.people.models import User
from gongshi.people.queries import canonical
from gongshi.people.villagers import Villagers
from gongshi.spreadsheets.reading.columns import Column
from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.registries import ImportKind, RowResult, import_kinds
from gongshi.spreadsheets.states import RowState
from gongshi.verdict import Verdict, denied, gettext_noop, require


class Roll(ImportKind):
    """A list of office-holders of one village. ``offices`` maps a clerk's words to offices;
    the word '' stands for a list in which everybody holds the same office.
    """

    offices: ClassVar[Mapping[str, Office]] = {}
    categories: ClassVar[Mapping[str, Category]] = {}
    marks_women: ClassVar[bool] = False

    def may(
        self,
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],  # noqa: ARG002 -- the registry's signature
        at: datetime,
    ) -> Verdict:
        """I6: granters of this area."""
        place = Area.objects.filter(pk=area).first()
        if place is None or not isinstance(by, User):
            return denied("I6", gettext_noop("Only granters of this area may do this."))
        return may_grant(by.person, place, at)

    def examine(self, parsed: Parsed, *, area: str, context: Mapping[str, Any]) -> list[RowResult]:
        """Judge every row by itself, by the rows before it, and by who is in office today."""
        seats = self._seats(area, [text(row, "id_number") for row in parsed.rows], timezone.now())
        return [seats.judge(row, context) for row in parsed.rows]

    def apply(
        self,
        results: list[RowResult],
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],
        at: datetime,
    ) -> dict[str, Any]:
        """Appoint everybody new, on the word of both granters."""
        sender = User.objects.select_related("person").get(pk=context["uploaded_by"]).person
        keys = [str(canonical(each).key) if each else "" for each in (sender, by.person)]
        require(confirmed_by_another(uploader=keys[0], confirmer=keys[1]))
        seats = self._seats(area, [text(each.row, "id_number") for each in results], at)
        place, new = Area.objects.get(pk=area), 0
        for each in results:
            if each.change is not RowState.NEW:
                continue
            seat = seats.seat(each.row, context, local_date(at))
            _appoint(seat, place, by=sender, confirmed_by=by.person, at=at)
            new += 1
        return {"appointments": new}

    def _seats(self, area: str, numbers: Sequence[str], at: datetime) -> Seats:
        return Seats(
            villagers=Villagers(area, numbers),
            area=area,
            at=at,
            offices=self.offices,
            categories=self.categories,
            marks_women=self.marks_women,
        )


def _appoint(seat: Seat, place: Area, *, by: Any, confirmed_by: Any, at: datetime) -> None:
    appoint(
        person=seat.person,
        office=seat.office,
        area=place,
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
        category=seat.category,
        legal_basis=seat.basis,
        by=by,
        confirmed_by=confirmed_by,
        at=at,
    )


def _columns(*own: Column) -> tuple[Column, ...]:
    return (NAME, ID, *own, BASIS, STARTS, ENDS)


@import_kinds.register
class Committee(Roll):
    """村"两委": the village committee and the party branch."""

    key = "offices.committee"
    title = _("village committee and party branch")
    columns = _columns(OFFICE)
    offices = {
        "村委会主任": Office.COMMITTEE_DIRECTOR,
        "主任": Office.COMMITTEE_DIRECTOR,
        "村委会副主任": Office.COMMITTEE_MEMBER,
        "副主任": Office.COMMITTEE_MEMBER,
        "村委会委员": Office.COMMITTEE_MEMBER,
        "村委委员": Office.COMMITTEE_MEMBER,
        "村委会成员": Office.COMMITTEE_MEMBER,
        "委员": Office.COMMITTEE_MEMBER,
        "党支部书记": Office.PARTY_BRANCH_MEMBER,
        "村党支部书记": Office.PARTY_BRANCH_MEMBER,
        "支部书记": Office.PARTY_BRANCH_MEMBER,
        "书记": Office.PARTY_BRANCH_MEMBER,
        "党支部副书记": Office.PARTY_BRANCH_MEMBER,
        "党支部委员": Office.PARTY_BRANCH_MEMBER,
        "支部委员": Office.PARTY_BRANCH_MEMBER,
    }


@import_kinds.register
class Representatives(Roll):
    """村民代表, women marked."""

    key = "offices.representatives"
    title = _("villagers' representatives")
    columns = _columns(WOMAN)
    offices = {"": Office.VILLAGERS_REPRESENTATIVE}
    marks_women = True


@import_kinds.register
class Supervisory(Roll):
    """村务监督委员会."""

    key = "offices.supervisory"
    title = _("supervisory committee")
    columns = _columns()
    offices = {"": Office.SUPERVISORY_COMMITTEE_MEMBER}


@import_kinds.register
class Council(Roll):
    """扶贫理事会, with whom each member stands for. Seating (I8) follows in the council itself."""

    key = "offices.council"
    title = _("poverty-relief council")
    columns = _columns(OFFICE, CATEGORY)
    offices = {
        "理事长": Office.COUNCIL_CHAIR,
        "会长": Office.COUNCIL_CHAIR,
        "副理事长": Office.COUNCIL_MEMBER,
        "理事": Office.COUNCIL_MEMBER,
        "成员": Office.COUNCIL_MEMBER,
    }
    categories = CATEGORIES
