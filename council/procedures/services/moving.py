"""How a case moves: beginning a step, closing it, going back, coming to an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import models, transaction

from council.procedures.models import Case, Step
from council.procedures.queries import acted_on, active_step, due_day, procedure_of
from council.procedures.registries import CaseKind, case_kinds
from council.procedures.rules import enough_persons, may_perform, stage_before
from council.procedures.signals import case_closed, step_finished
from council.procedures.states import CaseState, StepKind, StepSpec, StepState
from gongshi.matters.models import Matter
from gongshi.matters.services import move
from gongshi.matters.states import Stage
from gongshi.publishing.models import Nature
from gongshi.publishing.services import interrupt, request_publication
from gongshi.record.services import CLOCK, append
from gongshi.verdict import require


def locked(step: Step) -> tuple[Case, StepSpec, CaseKind]:
    """Lock the case of a step and read the step's state anew; called inside a transaction."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("matter", "area")
        .get(pk=step.case_id)
    )
    step.state, step.case = Step.objects.values_list("state", flat=True).get(pk=step.pk), case
    return case, procedure_of(case).step(step.key), case_kinds.get(case.kind)()


def begin(case: Case, spec: StepSpec, at: datetime) -> Step:
    """Begin a step: publications go into the outbox, effects happen at once."""
    step = Step.objects.create(
        case=case,
        ordinal=procedure_of(case).position(spec.key),
        round=Step.objects.filter(case=case, key=spec.key).count() + 1,
        key=spec.key,
        kind=spec.kind.value,
        duty=spec.duty,
        state=StepState.ACTIVE,
        started_at=at,
        due_on=due_day(spec.clock, at),
    )
    if spec.kind is StepKind.PUBLICATION:
        _ask_for_publication(case, step, spec, at)
    elif spec.kind is StepKind.EFFECT:
        rows = case_kinds.get(case.kind)().effect(case, spec.key)
        enter(case, f"effect.{spec.key}", {"step": spec.key}, CLOCK, at, rows)
        finish(step=step, at=at, outcome={})
    return step


def _ask_for_publication(case: Case, step: Step, spec: StepSpec, at: datetime) -> None:
    request, rows = request_publication(
        kind=spec.publish,
        subject=case_kinds.get(case.kind)().publication(case, spec.key),
        nature=Nature(spec.nature),
        matter=case.matter,
        area=case.area,
        days=spec.days,
        at=at,
    )
    step.request = request
    step.save(update_fields=["request"])
    enter(case, "publication.requested", {"digest": request.snapshot.digest}, CLOCK, at, rows)


@transaction.atomic
def finish(*, step: Step, at: datetime, outcome: Mapping[str, object]) -> Case:
    """Mark the waiting step as done and begin the next. A feature calls it inside its own act."""
    case, spec, _behaviour = locked(step)
    require(may_perform(CaseState(case.state), StepState(step.state)))
    if spec.stage == Stage.PAID:
        require(enough_persons(procedure_of(case), acted_on(case)))
    close(step, StepState.DONE, at, outcome)
    if spec.stage and case.matter.stage != spec.stage:
        move(Matter.objects.select_for_update().get(pk=case.matter_id), Stage(spec.stage), at)
    procedure = procedure_of(case)
    following = procedure.steps[procedure.position(spec.key) + 1 :]
    if following:
        begin(case, following[0], at)
    else:
        end(case, CaseState.DONE, Stage.ARCHIVED, at)
    return case


def go_back(case: Case, to: str, finding: str, by: str, at: datetime) -> None:
    """Go back to an earlier step after a finding; a running publication is interrupted."""
    step = active_step(case)
    if step is not None:
        close(step, StepState.INTERRUPTED, at, {"finding": finding})
    enter(case, "case.reopened", {"to": to, "finding": finding}, by, at)
    go_to(case, case_kinds.get(case.kind)(), to, at)


def go_to(case: Case, behaviour: CaseKind, target: str, at: datetime) -> None:
    """Go back to an earlier step, with the matter in the stage it had there."""
    procedure = procedure_of(case)
    if case.state != CaseState.OPEN:
        case.state, case.closed_at, case.stage_before_suspension = CaseState.OPEN, None, ""
        case.save(update_fields=["state", "closed_at", "stage_before_suspension"])
    move(case.matter, Stage(stage_before(procedure, target)), at)
    behaviour.sent_back(case, target)
    begin(case, procedure.step(target), at)


def close(step: Step, state: StepState, at: datetime, outcome: Mapping[str, object]) -> None:
    """Close a step; a publication that still runs is interrupted unless it is done."""
    if step.request is not None and state is not StepState.DONE:
        interrupt(request=step.request, reason=state.value, at=at)
    step.state, step.finished_at, step.outcome = state, at, dict(outcome)
    step.save(update_fields=["state", "finished_at", "outcome"])
    step_finished.announce(step.case.area_id, step=step)


def end(case: Case, state: CaseState, stage: Stage, at: datetime) -> None:
    """Bring a case to its end."""
    case.state, case.closed_at = state, at
    case.save(update_fields=["state", "closed_at"])
    move(case.matter, stage, at)
    case_closed.announce(case.area_id, case=case)


def enter(
    case: Case,
    kind: str,
    body: Mapping[str, object],
    actor: str,
    at: datetime,
    rows: Sequence[models.Model] = (),
) -> None:
    """Enter into the record what happened to the case beside acts of persons."""
    append(
        kind=kind,
        at=at,
        actor=actor,
        area=case.area_id,
        matter=str(case.matter.key),
        body=body,
        rows=rows,
    )
