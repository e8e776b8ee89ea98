"""The council looks whether it arrived: at every line, with at least two pairs of eyes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from council.funds.models import DeliveryCheck, DistributionPlan, PlanLine
from council.funds.queries.plans import current_version, version_reading
from council.funds.services.steps import waiting
from council.procedures.rules import is_as_read
from council.procedures.services import perform
from gongshi.matters.models import Act
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.verdict import require


@dataclass(frozen=True, slots=True)
class Seen:
    """What an inspector saw at one line."""

    reached: str
    note: str = ""
    photo: str = ""


@transaction.atomic
def check_delivery(
    *,
    plan: DistributionPlan,
    seen: Mapping[int, Seen],
    complete: bool = False,
    by: Person,
    at: datetime,
    account: User | None = None,
    reading: str | None = None,
) -> Act:
    """Record what one inspector saw (by line). ``complete`` closes the check: then every line
    must have been seen, by at least as many inspectors as the setting asks for (I12).
    ``reading`` names the version whose lines the page showed (PROC-9); what another inspector
    finds in the meantime is no change of it.
    """
    step = waiting(plan, "delivery_check")
    version = current_version(plan)
    require(is_as_read(reading, version_reading(version)))
    lines = PlanLine.objects.filter(version=version, pk__in=seen)

    def write(act: Act) -> list[DeliveryCheck]:
        rows = [
            DeliveryCheck(
                line=line,
                act=act,
                reached=seen[line.pk].reached,
                note=seen[line.pk].note,
                photo=seen[line.pk].photo,
            )
            for line in lines
        ]
        return DeliveryCheck.objects.bulk_create(rows)

    return perform(
        step=step, by=by, at=at, write=write, account=account, finishes=complete, name=name_of(by)
    )
