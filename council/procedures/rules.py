"""When a procedure is sound, and how a case may move along it (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from council.procedures.states import CaseState, Procedure, StepKind, StepSpec, StepState
from gongshi.matters.states import Stage
from gongshi.offices.duties import LASTING_SIDES, Duty, side_of
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop

#: The general order that every procedure refines (I12).
ORDER = (
    Stage.OPEN,
    Stage.PLANNED,
    Stage.DECIDED,
    Stage.TOWN_OK,
    Stage.APPROVED,
    Stage.EXECUTING,
    Stage.INSPECTED,
    Stage.ACCEPTED,
    Stage.RELEASED,
    Stage.PAID,
    Stage.ARCHIVED,
)


def is_sound(procedure: Procedure, *, named_list: bool) -> Verdict:
    """PROC-1, I12: stages only rise, keys are unique, publication precedes approval."""
    keys = [step.key for step in procedure.steps]
    if len(set(keys)) != len(keys) or not keys:
        return denied("PROC-1", gettext_noop("A procedure needs steps with different keys."))
    stages = [ORDER.index(Stage(step.stage)) for step in procedure.steps if step.stage]
    if stages != sorted(set(stages)):
        return denied("I12", gettext_noop("A procedure's stages must follow the general order."))
    for step in procedure.steps:
        earlier = keys[: keys.index(step.key)]
        if not set(step.may_return) <= set(earlier):
            return denied(
                "PROC-1",
                gettext_noop("Step %(step)s may only be sent back to an earlier step."),
                step=step.key,
            )
    return publishes_before_approval(procedure) if named_list else ALLOWED


def publishes_before_approval(procedure: Procedure) -> Verdict:
    """I12: a named list is shown for its full period before anyone approves it."""
    shown = False
    for step in procedure.steps:
        shown = shown or (step.kind is StepKind.PUBLICATION and step.nature == "before")
        if step.duty == Duty.APPROVE.value and not shown:
            return denied(
                "I12", gettext_noop("A list with names must be on display before it is approved.")
            )
    return ALLOWED


def legal_stages(procedure: Procedure) -> dict[str, list[str]]:
    """Give for each duty that takes a side the stages in which it is legal (I12).

    Duties that put nobody on a side (reviewing a notice, recording …) are done at other times
    too, as for the announcement of the result.
    """
    order: dict[str, list[str]] = {}
    stage = Stage.OPEN.value
    for step in procedure.steps:
        if step.duty and side_of(Duty(step.duty)) in LASTING_SIDES:
            stages = order.setdefault(step.duty, [])
            if stage not in stages:
                stages.append(stage)
        stage = step.stage or stage
    return order


def stage_before(procedure: Procedure, key: str) -> str:
    """Give the stage a matter stands in when the step with this key begins."""
    stage = Stage.OPEN.value
    for step in procedure.steps[: procedure.position(key)]:
        stage = step.stage or stage
    return stage


#: Those who decide are at least three (I9), and so many apart from all others.
DECIDERS = 3
#: Duties that are each another person's, and never a decider's (I2, I5).
APART = (Duty.EXECUTE, Duty.PAY, Duty.TOWN_REVIEW, Duty.APPROVE, Duty.FILE)


def persons_needed(procedure: Procedure, *, escalated: bool = False) -> int:
    """I18: the least number of different persons a matter of this kind needs until it is paid.

    Where too few members were left, an assembly decided and nobody voted by name.
    """
    stages = [step.stage for step in procedure.steps]
    paid = stages.index(Stage.PAID.value) + 1 if Stage.PAID.value in stages else len(stages)
    duties = {step.duty for step in procedure.steps[:paid]}
    deciders = DECIDERS if Duty.DECIDE.value in duties and not escalated else 0
    return deciders + sum(duty.value in duties for duty in APART)


def enough_persons(procedure: Procedure, acted: Mapping[str, Collection[str]]) -> Verdict:
    """I18: what is paid went through as many hands as its procedure asks for, all different.

    ``acted`` gives, by duty, who performed it on the matter (keys of human beings).
    """
    counted = {Duty.DECIDE.value, *(duty.value for duty in APART)}
    hands = {person for duty, people in acted.items() if duty in counted for person in people}
    needed = persons_needed(procedure, escalated=not acted.get(Duty.DECIDE.value))
    if len(hands) < needed:
        return denied(
            "I18",
            gettext_noop("Too few people took part: %(count)s; this matter needs %(needed)s."),
            count=len(hands),
            needed=needed,
        )
    return ALLOWED


def may_perform(case: CaseState, step: StepState) -> Verdict:
    """PROC-2: only the step that waits now can be done, and only while the case is open."""
    if case is not CaseState.OPEN:
        return denied("PROC-2", gettext_noop("This case is no longer open."))
    return is_its_turn(step, StepState.ACTIVE)


def is_its_turn(waiting: str | None, wanted: str) -> Verdict:
    """PROC-2: what belongs to a step is done when that step waits."""
    if waiting == wanted:
        return ALLOWED
    return denied("PROC-2", gettext_noop("This step is not the one that waits now."))


def has_evidence(spec: StepSpec, given: Mapping[str, object]) -> Verdict:
    """PROC-3: a step is done with its evidence."""
    missing = [item.title for item in spec.evidence if item.required and not given.get(item.key)]
    if missing:
        return denied("PROC-3", gettext_noop("Still missing: %(what)s."), what=tuple(missing))
    return ALLOWED


def may_send_back(spec: StepSpec, target: str, reason: str) -> Verdict:
    """PROC-4: a step is sent back only to a step it names, and with a reason in writing."""
    return first_refusal(
        ALLOWED
        if target in spec.may_return
        else denied("PROC-4", gettext_noop("This step cannot be sent back to there.")),
        has_reason(reason),
    )


def may_refuse(spec: StepSpec, reason: str) -> Verdict:
    """PROC-5: only steps that may refuse can, and the reasons are given in writing."""
    return first_refusal(
        ALLOWED
        if spec.may_refuse
        else denied("PROC-5", gettext_noop("This step cannot refuse the matter.")),
        has_reason(reason),
    )


def has_reason(reason: str) -> Verdict:
    """PROC-6: sending back, refusing and reopening need a reason in writing."""
    if not reason.strip():
        return denied("PROC-6", gettext_noop("Please give the reason in writing."))
    return ALLOWED


def may_reopen(case: CaseState, stage: str, procedure: Procedure, target: str) -> Verdict:
    """PROC-7: a case goes back to a step it has passed; after payment it is only suspended."""
    if case is CaseState.REFUSED:
        return denied("PROC-7", gettext_noop("A refused case is not reopened: open a new one."))
    if stage in {Stage.PAID.value, Stage.ARCHIVED.value}:
        return denied("PROC-7", gettext_noop("After payment a matter can only be suspended."))
    if target not in {step.key for step in procedure.steps}:
        return denied("PROC-7", gettext_noop("There is no such step."))
    return ALLOWED


#: The refusal after which the page shows the new text instead of a dead end.
CHANGED = "PROC-9"


def may_hold_up(case: CaseState) -> Verdict:
    """PROC-7: a refused case has nothing left to hold up."""
    if case is CaseState.REFUSED:
        return denied("PROC-7", gettext_noop("This case was refused: there is nothing to hold up."))
    return ALLOWED


def may_settle(*, settled: bool, own: bool, reason: str) -> Verdict:
    """PROC-10, PROC-6: each reason is settled once, in writing, never by whoever reported it."""
    if settled:
        return denied("PROC-10", gettext_noop("This reason has already been settled."))
    if own:
        return denied(
            "PROC-10",
            gettext_noop("You reported this yourself: somebody else says when it is settled."),
        )
    return has_reason(reason)


def goes_on(unsettled: int) -> Verdict:
    """PROC-10: a case that is held up goes on only when every reason is settled."""
    if unsettled:
        return denied(
            "PROC-10",
            gettext_noop("This case is held up for %(count)s reasons that are not settled yet."),
            count=unsettled,
        )
    return ALLOWED


def is_as_read(reading: str | None, now: str) -> Verdict:
    """PROC-9: nobody approves what they have not read; the form names what it had shown.

    ``reading`` is the digest the form carried, None where no form was read.
    """
    if reading is not None and reading != now:
        return denied(
            "PROC-9",
            gettext_noop(
                "What you read has been changed in the meantime. Read it again as it stands "
                "below, then decide."
            ),
        )
    return ALLOWED


def is_not_voted(spec: StepSpec) -> Verdict:
    """PROC-8: a step that is voted on is finished by its vote, never by one person's act."""
    if spec.kind is StepKind.VOTE:
        return denied("PROC-8", gettext_noop("This step is decided by a vote in a meeting."))
    return ALLOWED
