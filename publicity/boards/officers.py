"""Who decides, who uses, who watches: the offices of one village and those who hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongshi.areas.models import Area
from gongshi.areas.rules import covering
from gongshi.offices.duties import COMMITTEE_OFFICES, COUNCIL_OFFICES, DUTIES, Office
from gongshi.offices.models import OFFICE_TITLES, Appointment
from gongshi.offices.queries import reaching, valid
from gongshi.people.names import names_of


@dataclass(frozen=True)
class Part:
    """One side of 一载体两分离: what it does, what it never does, and the offices that do it.

    ``expected`` are the offices a village must have: without a holder the page says so.
    """

    title: Promise
    does: Promise
    never: Promise
    offices: tuple[Office, ...]
    expected: frozenset[Office] = frozenset()


PARTS = (
    Part(
        _("Who decides"),
        _(
            "The relief council discusses a plan and votes its advice, and later checks in every "
            "household that it arrived. The villagers' representatives adopt the plan or not."
        ),
        _("Whoever advises or checks never handles that money or pays it out."),
        (Office.COUNCIL_CHAIR, Office.COUNCIL_MEMBER, Office.VILLAGERS_REPRESENTATIVE),
        frozenset({Office.COUNCIL_CHAIR, Office.COUNCIL_MEMBER, Office.VILLAGERS_REPRESENTATIVE}),
    ),
    Part(
        _("Who uses"),
        _(
            "The village's two committees carry out what was decided and put it on the board. The "
            "accounting office pays, one voucher for each sum."
        ),
        _("Whoever carries out or pays never votes on that matter, inspects or approves it."),
        (
            Office.COMMITTEE_DIRECTOR,
            Office.COMMITTEE_MEMBER,
            Office.PARTY_BRANCH_MEMBER,
            Office.FIRST_SECRETARY,
            Office.CASHIER,
            Office.ACCOUNTANT,
        ),
        frozenset({Office.COMMITTEE_DIRECTOR}),
    ),
    Part(
        _("Who watches"),
        _(
            "The village supervisory committee reviews every notice before it hangs. The township "
            "reviews, the county approves and files."
        ),
        _("Whoever reviews, approves or watches does not vote, carry out or pay in that matter."),
        (
            Office.SUPERVISORY_COMMITTEE_MEMBER,
            Office.TOWNSHIP_REVIEWER,
            Office.DEPARTMENT_APPROVER,
            Office.COUNTY_DECIDER,
            Office.ORGANISATION_FILER,
            Office.SUPERVISOR,
        ),
        frozenset({Office.SUPERVISORY_COMMITTEE_MEMBER}),
    ),
)


def parts_of(area: Area, at: datetime) -> list[dict[str, object]]:
    """Give the three parts with their offices; left out is what is neither held nor expected."""
    held = _held(area, at)
    names = names_of(row.person_id for rows in held.values() for row in rows)

    def seats(part: Part) -> Iterator[tuple[str, str]]:
        for office in part.offices:
            rows = held[office]
            if not rows and office in part.expected:
                yield str(OFFICE_TITLES[office]), gettext("vacant")
            for place, here in groupby(rows, key=lambda row: row.area):
                title = str(OFFICE_TITLES[office])
                # Whose identity was deleted is still in office, without a name.
                people = "、".join(names.get(row.person_id, "—") for row in here)
                yield title if place == area else f"{place.name} {title}", people

    return [
        {"title": part.title, "does": part.does, "never": part.never, "seats": list(seats(part))}
        for part in PARTS
    ]


def kept_out(area: Area, at: datetime) -> list[str]:
    """Give the names of council members who also sit in the two committees: they withdraw from
    whatever the committees carry out (I2).
    """
    held = _held(area, at)
    council = {row.person_id for office in COUNCIL_OFFICES for row in held[office]}
    both = council & {row.person_id for office in COMMITTEE_OFFICES for row in held[office]}
    names = names_of(both)
    return sorted(names[key] for key in both if key in names)


def _held(area: Area, at: datetime) -> defaultdict[Office, list[Appointment]]:
    """Give who holds which office that reaches this village today, the nearest place first."""
    found: defaultdict[Office, list[Appointment]] = defaultdict(list)
    reached = {
        office: {code for duty in DUTIES[office] for code in reaching(duty, area.code)}
        for part in PARTS
        for office in part.offices
    }
    rows = Appointment.objects.filter(
        valid(at), area__in=covering(area.code), office__in=[office.value for office in reached]
    )
    for row in rows.select_related("area").order_by("-area", "pk"):
        if row.area_id in reached[Office(row.office)]:
            found[Office(row.office)].append(row)
    return found
