"""Many processes at one moment: each line is a round, each of its acts a child of its own.

A line is JSON: a list of ``{"do": …}``. Each child answers with a line: "done", the rule that
refused, or the error's name. Run as ``python -m tests.separation.racer`` with DATABASE_URL.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from datetime import date, datetime
from typing import Any

#: So long after the order all children begin, in seconds.
READY = 0.05


def appoint_(order: dict[str, Any]) -> None:
    from gongshi.areas.models import Area
    from gongshi.offices.duties import Office
    from gongshi.offices.services import appoint
    from gongshi.people.models import Person

    by, confirmer = (Person.objects.get(pk=key) for key in order["granters"])
    appoint(
        person=Person.objects.get(pk=order["person"]),
        office=Office(order["office"]),
        area=Area.objects.get(pk=order["area"]),
        starts_on=date.fromisoformat(order["starts_on"]),
        legal_basis="决议",
        by=by,
        confirmed_by=confirmer,
        at=datetime.fromisoformat(order["at"]),
    )


def end(order: dict[str, Any]) -> None:
    from gongshi.offices.models import Appointment
    from gongshi.offices.services import end_appointment
    from gongshi.people.models import Person

    end_appointment(
        appointment=Appointment.objects.get(pk=order["appointment"]),
        reason="换届",
        by=Person.objects.get(pk=order["granters"][0]),
        at=datetime.fromisoformat(order["at"]),
    )


def act(order: dict[str, Any]) -> None:
    from gongshi.matters.models import Matter
    from gongshi.matters.services import record_act
    from gongshi.offices.duties import Duty
    from gongshi.people.models import Person

    record_act(
        by=Person.objects.get(pk=order["person"]),
        duty=Duty(order["duty"]),
        matter=Matter.objects.get(pk=order["matter"]),
        at=datetime.fromisoformat(order["at"]),
        kind="test.race",
    )


def interest(order: dict[str, Any]) -> None:
    from gongshi.matters.models import Matter
    from gongshi.matters.services import declare_interest
    from gongshi.people.models import Person

    person = Person.objects.get(pk=order["person"])
    declare_interest(
        person=person,
        matter=Matter.objects.get(pk=order["matter"]),
        reason="合伙",
        by=person,
        at=datetime.fromisoformat(order["at"]),
    )


DEEDS = {"appoint": appoint_, "end": end, "act": act, "interest": interest}


def answer(order: dict[str, Any], start: float) -> str:
    """Do one order at the moment all begin."""
    from django.db import connection

    from gongshi.verdict import RuleBroken

    connection.ensure_connection()
    time.sleep(max(0.0, start - time.monotonic()))
    try:
        DEEDS[order["do"]](order)
    except RuleBroken as broken:
        return broken.verdict.rule
    except Exception as error:  # noqa: BLE001 -- said to the parent, which counts it as bad
        traceback.print_exc()
        return type(error).__name__
    return "done"


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        orders = json.loads(line)
        start = time.monotonic() + READY
        children = []
        for order in orders:
            if (child := os.fork()) == 0:
                said = answer(order, start)
                os.write(1, f"{order['do']} {said}\n".encode())
                os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        os.write(1, b"over\n")


if __name__ == "__main__":
    main()
