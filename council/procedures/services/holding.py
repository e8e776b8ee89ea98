"""Holding a case up for a reason, and letting it go on once every reason is settled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from council.procedures.duties import SETTLING
from council.procedures.models import Case, Settlement, Suspension
from council.procedures.queries import procedure_of, unsettled
from council.procedures.rules import has_reason, may_hold_up, may_settle
from council.procedures.services.cases import advance
from council.procedures.services.moving import enter, go_back
from council.procedures.states import CaseState
from gongshi.matters.models import Matter
from gongshi.matters.services import may, move, record_act, saving
from gongshi.matters.states import Stage
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.people.queries import keys_of
from gongshi.verdict import RuleBroken, Verdict, first_refusal, require


@transaction.atomic
def suspend(*, case: Case, finding: str, by: str, at: datetime, back_to: str = "") -> Suspension:
    """Hold a case up: nothing more happens to it until every reason is settled.

    ``by`` is the key of the person, or "clock". A further reason joins the first; where the case
    stood is kept. ``back_to`` names the step to go back to when it goes on.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    require(first_refusal(has_reason(finding), may_hold_up(CaseState(case.state))))
    row = Suspension.objects.create(case=case, finding=finding, back_to=back_to, by=by, at=at)
    if case.state != CaseState.SUSPENDED:
        case.stage_before_suspension, case.state = case.matter.stage, CaseState.SUSPENDED
        case.save(update_fields=["stage_before_suspension", "state"])
        move(Matter.objects.select_for_update().get(pk=case.matter_id), Stage.SUSPENDED, at)
    enter(case, "case.suspended", {"finding": finding, "back_to": back_to}, by, at, [row])
    return row


@transaction.atomic
def settle(
    *, suspension: Suspension, reason: str, by: Person, at: datetime, account: User | None = None
) -> Settlement:
    """Say that one reason no longer stands, and why; with the last one the case goes on.

    Raises PROC-6, PROC-10, or what ``may()`` refuses to those who watch over the village.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=suspension.case_id)
    require(
        may_settle(
            settled=Settlement.objects.filter(suspension=suspension).exists(),
            own=suspension.by in {key.hex for key in keys_of(by)},
            reason=reason,
        )
    )
    row = Settlement(suspension=suspension, reason=reason.strip())
    record_act(
        by=by,
        duty=_duty(case, by, at, account),
        matter=case.matter,
        at=at,
        kind="case.settled",
        body={"suspension": suspension.pk, "reason": row.reason},
        write=saving(row),
        account=account,
        name=name_of(by),
    )
    if not unsettled(case).exists():
        _go_on(case, by.key.hex, at)
    return row


def may_settle_here(case: Case, by: Person, at: datetime, account: User | None = None) -> Verdict:
    """Say whether a person may settle what holds this case up, changing nothing."""
    return may(by, _duty(case, by, at, account), case.matter, at, account=account)


def _duty(case: Case, by: Person, at: datetime, account: User | None) -> Duty:
    allowed = (duty for duty in SETTLING if may(by, duty, case.matter, at, account=account))
    return next(allowed, SETTLING[-1])


def _go_on(case: Case, by: str, at: datetime) -> None:
    """Let the case stand where it stood, or go back to the earliest step a reason asked for."""
    stage = Stage(case.stage_before_suspension)
    case.state = CaseState.DONE if stage is Stage.ARCHIVED else CaseState.OPEN
    case.stage_before_suspension = ""
    case.save(update_fields=["state", "stage_before_suspension"])
    case.matter = Matter.objects.select_for_update().get(pk=case.matter_id)
    move(case.matter, stage, at)
    enter(case, "case.resumed", {"stage": stage.value}, by, at)
    if not _went_back(case, by, at):
        advance(case=case, at=at)


def _went_back(case: Case, by: str, at: datetime) -> bool:
    rows = case.suspensions.exclude(back_to="")
    asked = [row for row in rows if not case.steps.filter(started_at__gt=row.at).exists()]
    if not asked:
        return False
    first = min(asked, key=lambda row: procedure_of(case).position(row.back_to))
    try:
        with transaction.atomic():
            go_back(case, first.back_to, first.finding, by, at)
    except RuleBroken:  # its kind has reasons not to: money was paid
        case.refresh_from_db()
        return False
    return True
