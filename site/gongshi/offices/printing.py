"""Printed sign-in slips: name, office, place and the code that exists on this paper alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from gongshi.clock import local_date
from gongshi.offices.duties import Office
from gongshi.offices.models import OFFICE_TITLES
from gongshi.offices.queries import appointments_of
from gongshi.people.names import name_of
from gongshi.people.services.accounts import Issued
from gongshi.printing.pages import Slip
from gongshi.printing.services import slips_pdf


def print_slips(issued: Sequence[Issued], at: datetime) -> bytes:
    """Print the slips just handed out, four on a page."""
    return slips_pdf([slip_of(each, at) for each in issued])


def slip_of(issued: Issued, at: datetime) -> Slip:
    """Give what stands on one slip."""
    person, until = issued.account.person, issued.account.slip_until
    assert person is not None and until is not None  # noqa: S101, PT018 -- just issued
    held = list(appointments_of(person, at).order_by("area", "office"))
    return Slip(
        area=held[0].area.name if held else "",
        name=name_of(person),
        office="、".join(str(OFFICE_TITLES[Office(row.office)]) for row in held),
        login=issued.account.username,
        code=issued.code,
        address=f"{settings.GONGSHI_BASE_URL}/desk/slip/",
        valid_until=local_date(until),
    )
