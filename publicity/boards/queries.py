"""What the public pages read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from gongshi.areas.models import Area
from gongshi.areas.rules import Level, prefix
from gongshi.clock import days_left
from gongshi.money import yuan
from gongshi.offices.duties import Office
from gongshi.offices.models import OFFICE_TITLES, Appointment
from gongshi.offices.queries import valid
from gongshi.people.names import names_of
from publicity.notices.models import Notice
from publicity.notices.queries import public_notices, status
from publicity.notices.states import GONE, Phase

#: Offices whose holders everyone may know by name.
PUBLIC_OFFICES = (
    Office.COUNCIL_CHAIR,
    Office.COUNCIL_MEMBER,
    Office.COMMITTEE_DIRECTOR,
    Office.COMMITTEE_MEMBER,
    Office.FIRST_SECRETARY,
    Office.SUPERVISORY_COMMITTEE_MEMBER,
)


def below(area: Area) -> str:
    """Give the prefix of every code in and below an area."""
    return prefix(area.code, Level(area.level))


def row_of(notice: Notice, today: date) -> dict[str, object]:
    """Give a notice as a line of a list: status, dates, title, address."""
    total = next(
        (f for f in _headline(notice) if f["kind"] == "money"),
        None,
    )
    return {
        "notice": notice,
        "title": notice.title,
        "url": address(notice),
        "status": status(notice, today).value,
        "starts": notice.starts_on or notice.published_on,
        "ends": notice.ends_on,
        "days": days_left(today, notice.ends_on) if notice.ends_on else 0,
        "area": notice.area.name,
        "total": f"{yuan(int(str(total['value'])))} {_('yuan')}" if total else "",
    }


def _headline(notice: Notice) -> list[dict[str, object]]:
    if notice.request is None:
        return []
    found: list[dict[str, object]] = notice.request.snapshot.header["headline"]
    return found


def address(notice: Notice) -> str:
    """Give the short address that stands on paper."""
    return f"/gs/{notice.number}/"


def on_display(area: Area, today: date) -> list[dict[str, object]]:
    """Give what hangs on the boards of an area now, what ends first at the top."""
    now = public_notices(below(area)).filter(
        phase__in=[Phase.PUBLISHED, Phase.DISPLAYED], announcement=False
    )
    return rows(now.order_by("ends_on", "-published_on")[:20], today)


def newest(area: Area, today: date, many: int = 10) -> list[dict[str, object]]:
    """Give the newest notices of an area, whatever became of them."""
    return rows(public_notices(below(area))[:many], today)


def rows(notices: Iterable[Notice], today: date) -> list[dict[str, object]]:
    """Give notices as lines of a list."""
    return [row_of(notice, today) for notice in notices]


def children(area: Area) -> list[Area]:
    """Give the places right below an area."""
    return list(area.children.annotate(count=Count("notices")).order_by("code"))


def office_holders(area: Area, at: datetime) -> list[tuple[str, str]]:
    """Give who decides, who carries out and who watches here, office by office."""
    held = list(
        Appointment.objects.filter(
            valid(at), area=area, office__in=[office.value for office in PUBLIC_OFFICES]
        ).order_by("pk")
    )
    names = names_of(row.person_id for row in held)
    listed = []
    for office in PUBLIC_OFFICES:
        present = [names.get(row.person_id, "—") for row in held if row.office == office]
        if present:
            listed.append((str(OFFICE_TITLES[office]), "、".join(present)))
    return listed


def year_numbers(area: Area, year: int) -> tuple[int, int, int]:
    """Give how many notices a year saw, how many objections they met, and the fen they spoke of."""
    notices = list(
        public_notices(below(area))
        .filter(published_on__year=year)
        .select_related("request__snapshot")
    )
    objected = sum(notice.objections.count() for notice in notices)
    fen = sum(
        int(str(fact["value"]))
        for notice in notices
        if not notice.announcement and notice.phase not in GONE
        for fact in _headline(notice)[:1]
        if fact["kind"] == "money"
    )
    return len(notices), objected, fen
