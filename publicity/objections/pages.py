"""What the desk shows of objections: which wait for an answer, and by whom they were filed."""

from __future__ import annotations

from datetime import datetime

from gongshi.offices.duties import Duty
from gongshi.offices.queries import appointments_for
from gongshi.people.models import Person
from gongshi.people.sealing import Facts, unseal
from gongshi.verdict import Verdict
from publicity.notices.models import Notice
from publicity.notices.pages import areas_of
from publicity.objections.models import Objection
from publicity.objections.queries import waiting
from publicity.objections.rules import may_enter_for_a_villager


def unanswered(person: Person, at: datetime) -> list[Objection]:
    """Give the open objections that this person may answer, the most urgent first."""
    mine = areas_of(person, at, frozenset({Duty.ANSWER}))
    return list({one.pk: one for below in mine for one in waiting(below)}.values())


def may_take_down(person: Person, notice: Notice, at: datetime) -> Verdict:
    """Say whether a person may file for a villager: who records or answers in its place (I7)."""
    entering = (Duty.RECORD, Duty.ANSWER)
    held = (appointments_for(person, duty, notice.area_id, at).exists() for duty in entering)
    return may_enter_for_a_villager(holds_office=any(held))


def filed_by(objection: Objection) -> Facts:
    """Open the name and telephone a villager left, for whoever answers."""
    if not objection.sealed:
        return Facts(name="")
    return unseal(objection.client_key, objection.sealed)
