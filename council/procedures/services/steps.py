"""Doing the step that waits: performing it, sending it back, refusing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from council.procedures.models import Case, Step, StepAct
from council.procedures.queries import reading_of
from council.procedures.registries import case_kinds, step_doers
from council.procedures.rules import (
    has_evidence,
    is_as_read,
    is_not_voted,
    may_perform,
    may_refuse,
    may_send_back,
)
from council.procedures.services.moving import close, end, finish, go_to, locked
from council.procedures.states import CaseState, StepKind, StepSpec, StepState
from gongshi.matters.models import Act
from gongshi.matters.services import Rows, may, record_act
from gongshi.matters.states import Stage
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.verdict import ALLOWED, Verdict, first_refusal, require


def may_take(step: Step, person: Person, at: datetime, account: User | None = None) -> Verdict:
    """Say whether a step waits for this person now, changing nothing.

    Its duty and the separations say it, or the body that decides it; then its kind of case.
    """
    case = step.case
    turn = may_perform(CaseState(case.state), StepState(step.state))
    if not turn:
        return turn
    doers = step_doers.get(StepKind(step.kind))
    if doers is not None:
        return doers.may_take(step, person, at)
    allowed = may(person, Duty(step.duty), case.matter, at, account=account)
    return allowed and case_kinds.get(case.kind)().may_do(step, person)


@transaction.atomic
def perform(
    *,
    step: Step,
    by: Person,
    at: datetime,
    evidence: Mapping[str, object] | None = None,
    write: Callable[[Act], Rows] | None = None,
    account: User | None = None,
    entered_by: User | None = None,
    finishes: bool = True,
    name: str = "",
    reading: str | None = None,
) -> Act:
    """Do the step that waits, with its evidence; ``finishes`` moves the case on.

    ``reading``: digest of what was read. Raises PROC-2, -3, -9, or what ``may()`` or the kind say.
    """
    given = dict(evidence or {})
    case, spec, _behaviour = locked(step)
    require(_may_do(step, case, spec, given, finishes=finishes))
    act = record_act(
        by=by,
        duty=Duty(spec.duty),
        matter=case.matter,
        at=at,
        kind=f"step.{spec.key}",
        body={"step": spec.key, "round": step.round},
        write=lambda act: _rows(step, act, given, reading, write, finishes=finishes),
        account=account,
        entered_by=entered_by,
        stage=Stage(spec.stage) if finishes and spec.stage else None,
        name=name,
    )
    if finishes:
        finish(step=step, at=at, outcome={"act": act.pk})
    return act


@transaction.atomic
def send_back(
    *,
    step: Step,
    to: str,
    reason: str,
    by: Person,
    at: datetime,
    account: User | None = None,
    reading: str | None = None,
) -> Act:
    """Send the case back to an earlier step, with the reason in writing."""
    case, spec, behaviour = locked(step)
    require(may_perform(CaseState(case.state), StepState(step.state)))
    require(may_send_back(spec, to, reason))
    act = _record_result(step, case, spec, "returned", reason, by, at, account, reading)
    close(step, StepState.RETURNED, at, {"act": act.pk, "to": to})
    go_to(case, behaviour, to, at)
    return act


@transaction.atomic
def refuse(
    *,
    step: Step,
    reason: str,
    by: Person,
    at: datetime,
    account: User | None = None,
    reading: str | None = None,
) -> Act:
    """End the case here, with the reasons in writing."""
    case, spec, _behaviour = locked(step)
    require(may_perform(CaseState(case.state), StepState(step.state)))
    require(may_refuse(spec, reason))
    act = _record_result(step, case, spec, "refused", reason, by, at, account, reading)
    close(step, StepState.REFUSED, at, {"act": act.pk})
    end(case, CaseState.REFUSED, Stage.REJECTED, at)
    return act


def _may_do(
    step: Step, case: Case, spec: StepSpec, evidence: Mapping[str, object], *, finishes: bool
) -> Verdict:
    return first_refusal(
        may_perform(CaseState(case.state), StepState(step.state)),
        is_not_voted(spec),
        has_evidence(spec, evidence) if finishes else ALLOWED,
    )


def _as_read(case: Case, reading: str | None) -> Verdict:
    return ALLOWED if reading is None else is_as_read(reading, reading_of(case))


def _rows(
    step: Step,
    act: Act,
    evidence: Mapping[str, object],
    reading: str | None,
    write: Callable[[Act], Rows] | None,
    *,
    finishes: bool,
) -> Rows:
    """Keep what was done; the kind may still refuse that the step ends with it."""
    require(_as_read(step.case, reading))  # only to whoever may do it, before anything changes
    behaviour = case_kinds.get(step.case.kind)()
    require(behaviour.may_do(step, act.person))
    own = write(act) if write else ()
    result = "done" if finishes else "part"
    done = StepAct.objects.create(step=step, act=act, result=result, evidence=evidence)
    if finishes:
        require(behaviour.may_finish(step))
    return [done, *own]


def _record_result(
    step: Step,
    case: Case,
    spec: StepSpec,
    result: str,
    reason: str,
    by: Person,
    at: datetime,
    account: User | None,
    reading: str | None,
) -> Act:
    def write(act: Act) -> Rows:
        require(_as_read(case, reading))  # only to whoever may do it
        return [StepAct.objects.create(step=step, act=act, result=result, reason=reason)]

    return record_act(
        by=by,
        duty=Duty(spec.duty),
        matter=case.matter,
        at=at,
        kind=f"step.{result}",
        body={"step": spec.key, "reason": reason},
        write=write,
        account=account,
    )
