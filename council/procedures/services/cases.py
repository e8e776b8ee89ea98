"""Opening a case, reopening it, moving it on by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from council.procedures.models import Case
from council.procedures.queries import active_step, procedure_of, stage_of, unsettled
from council.procedures.registries import case_kinds
from council.procedures.rules import (
    goes_on,
    has_reason,
    is_sound,
    legal_stages,
    may_reopen,
)
from council.procedures.services.moving import begin, close, enter, finish, go_back, go_to
from council.procedures.states import CaseState, StepState, to_json
from gongshi.areas.models import Area
from gongshi.matters.services import open_matter
from gongshi.people.models import Organisation
from gongshi.plugins.enabling import is_active
from gongshi.plugins.registry import owner_of
from gongshi.plugins.rules import is_on_here
from gongshi.publishing.models import PublicationRequest, RequestState
from gongshi.record.services import CLOCK
from gongshi.verdict import require


@transaction.atomic
def open_case(
    *,
    kind: str,
    subject: str,
    title: str,
    area: Area,
    executor: Organisation | None = None,
    benefits_all: bool = False,
    at: datetime,
) -> Case:
    """Open a case of a kind on a subject, with a frozen copy of the kind's procedure.

    The first act on its first step records it; until then it is only a row.
    """
    behaviour = case_kinds.get(kind)()
    procedure = behaviour.procedure(subject)
    require(is_sound(procedure, named_list=behaviour.named_list))
    matter = open_matter(
        kind=kind,
        title=title,
        area=area,
        executor=executor,
        order=legal_stages(procedure),
        benefits_all=benefits_all,
        at=at,
    )
    # Asked only now: the matter's row holds its area, so a plugin is switched off before or after.
    active = is_active(owner_of(type(behaviour)), area.code)
    require(is_on_here(installed=behaviour.installed, active=active, key=kind))
    case = Case.objects.create(
        matter=matter,
        kind=kind,
        subject=subject,
        area=area,
        title=title,
        procedure=to_json(procedure),
        opened_at=at,
    )
    begin(case, procedure.steps[0], at)
    return case


@transaction.atomic
def reopen(*, case: Case, to: str, finding: str, by: str, at: datetime) -> Case:
    """Send a case back after a late finding; a running publication is interrupted.

    ``by`` is the key of the person, or "clock". After payment the matter is only suspended; one
    that is held up is reopened by the settlement of its reasons (PROC-10).
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    require(has_reason(finding))
    require(may_reopen(CaseState(case.state), stage_of(case), procedure_of(case), to))
    require(goes_on(unsettled(case).count()))
    go_back(case, to, finding, by, at)
    return case


@transaction.atomic
def advance(*, case: Case, at: datetime) -> Case:
    """Move the case on as far as it can go by itself; calling it again changes nothing."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    step = active_step(case)
    if case.state != CaseState.OPEN or step is None or step.request is None:
        return case
    request = PublicationRequest.objects.get(pk=step.request.pk)
    if request.state != RequestState.CONCLUDED:
        return case
    behaviour = case_kinds.get(case.kind)()
    target = behaviour.after_publication(case, step.key, request.outcome)
    enter(case, "publication.concluded", {"step": step.key, **request.outcome}, CLOCK, at)
    if target:
        close(step, StepState.RETURNED, at, {"to": target, **request.outcome})
        go_to(case, behaviour, target, at)
        return case
    return finish(step=step, at=at, outcome=request.outcome)


def tick(*, at: datetime) -> int:
    """Catch up on every case whose publication has been concluded; give how many moved.

    A case that cannot move stops no other; what stopped it is raised once all have had their turn.
    """
    waiting = Case.objects.filter(
        state=CaseState.OPEN,
        steps__state=StepState.ACTIVE,
        steps__request__state=RequestState.CONCLUDED,
    )
    moved, failed = 0, []
    for case in waiting.distinct():
        try:
            advance(case=case, at=at)
            moved += 1
        except Exception as error:  # noqa: BLE001 -- raised below, with the others
            error.add_note(f"case {case.pk}: {case.title}")
            failed.append(error)
    if failed:
        raise ExceptionGroup("cases that did not move", failed)
    return moved
