"""When a procedure is sound and how a case may move: PROC-1 to PROC-10, I12, I18."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.procedures import rules
from council.procedures.states import (
    CaseState,
    Evidence,
    Procedure,
    StepKind,
    StepSpec,
    StepState,
    act_step,
    effect_step,
    from_json,
    publication_step,
    to_json,
    vote_step,
)
from gongshi.matters.states import Stage
from gongshi.offices.duties import Duty

VOTE = vote_step("vote", "v", body="council", duty=Duty.DECIDE.value, stage="decided")
SHOW = publication_step("show", "s", publish="x.y", nature="before", days=10)
SHOW_AFTER = publication_step("after", "s", publish="x.y", nature="after", days=0)
REVIEW = act_step("review", "r", Duty.TOWN_REVIEW.value, stage="town_ok", may_return=("vote",))
APPROVE = act_step("approve", "a", Duty.APPROVE.value, stage="approved", may_refuse=True)
PAY = act_step(
    "pay",
    "p",
    Duty.PAY.value,
    stage="paid",
    evidence=(Evidence("no", "凭证号"), Evidence("x", "附", required=False)),
)
STEPS = (VOTE, SHOW, REVIEW, APPROVE, effect_step("open", "e"), PAY)


def procedure(*steps: StepSpec) -> Procedure:
    return Procedure("t", 1, steps)


SOUND = procedure(*STEPS)


def test_a_sound_procedure_survives_its_frozen_copy() -> None:
    assert rules.is_sound(SOUND, named_list=True)
    assert from_json(to_json(SOUND)) == SOUND


@pytest.mark.parametrize(
    ("steps", "rule"),
    [
        ((), "PROC-1"),
        ((VOTE, VOTE), "PROC-1"),
        ((REVIEW, VOTE), "I12"),
        ((act_step("early", "e", "record", may_return=("vote",)), VOTE), "PROC-1"),
        ((act_step("self", "e", "record", may_return=("self",)),), "PROC-1"),
        ((VOTE, act_step("again", "e", "record", stage="decided")), "I12"),
        ((VOTE, REVIEW, APPROVE), "I12"),
        ((VOTE, REVIEW, APPROVE, SHOW), "I12"),
        ((VOTE, SHOW_AFTER, REVIEW, APPROVE), "I12"),
    ],
)
def test_an_unsound_procedure_is_refused(steps: tuple[StepSpec, ...], rule: str) -> None:
    assert rules.is_sound(procedure(*steps), named_list=True).rule == rule


def test_without_a_named_list_approval_needs_no_display() -> None:
    assert rules.is_sound(procedure(VOTE, REVIEW, APPROVE), named_list=False)


@given(st.lists(st.sampled_from(STEPS), unique=True, max_size=6))
def test_what_is_sound_rises_and_shows_before_it_approves(steps: list[StepSpec]) -> None:
    if not rules.is_sound(procedure(*steps), named_list=True):
        return
    order = [rules.ORDER.index(Stage(step.stage)) for step in steps if step.stage]
    assert order == sorted(set(order))
    if APPROVE in steps:
        assert SHOW in steps[: steps.index(APPROVE)]


def test_i12_each_duty_has_its_stages() -> None:
    assert rules.legal_stages(SOUND) == {
        "decide": ["open"],
        "town_review": ["decided"],
        "approve": ["town_ok"],
        "pay": ["approved"],
    }
    assert rules.stage_before(SOUND, "vote") == "open"
    assert rules.stage_before(SOUND, "pay") == "approved"


def test_i18_so_many_different_persons_a_matter_needs() -> None:
    assert rules.persons_needed(SOUND) == 3 + 3  # pay, review, approve
    assert rules.persons_needed(SOUND, escalated=True) == 3
    assert rules.persons_needed(procedure(PAY)) == 1
    filed_later = act_step("file", "f", Duty.FILE.value)
    assert rules.persons_needed(procedure(PAY, filed_later)) == 1


@pytest.mark.parametrize(
    ("acted", "rule"),
    [
        ({"decide": "abc", "town_review": "d", "approve": "e", "pay": "f"}, ""),
        ({"decide": "ab", "town_review": "d", "approve": "e", "pay": "f"}, "I18"),
        ({"decide": "abc", "town_review": "d", "approve": "d", "pay": "f"}, "I18"),
        ({"decide": "abc", "town_review": "d", "approve": "e"}, "I18"),
        ({"decide": "abc", "town_review": "d", "approve": "e", "record": "f"}, "I18"),
        ({"town_review": "d", "approve": "e", "pay": "f"}, ""),  # an assembly decided
    ],
)
def test_i18_what_is_paid_went_through_enough_hands(acted: dict[str, str], rule: str) -> None:
    assert rules.enough_persons(SOUND, acted).rule == rule


@pytest.mark.parametrize("case", list(CaseState))
@pytest.mark.parametrize("step", list(StepState))
def test_proc_2_only_the_active_step_of_an_open_case(case: CaseState, step: StepState) -> None:
    verdict = rules.may_perform(case, step)
    open_ = case is CaseState.OPEN and step is StepState.ACTIVE
    assert verdict.rule == ("" if open_ else "PROC-2")


def test_proc_3_evidence_is_named_when_it_is_missing() -> None:
    assert rules.has_evidence(PAY, {"no": "记-12"})
    missing = rules.has_evidence(PAY, {"no": "", "x": "1"})
    assert (missing.rule, missing.facts["what"]) == ("PROC-3", ("凭证号",))


def test_proc_4_5_6_back_and_refusal_where_the_step_says_and_with_reasons() -> None:
    assert rules.may_send_back(REVIEW, "vote", "票数有误")
    assert rules.may_send_back(REVIEW, "show", "票数有误").rule == "PROC-4"
    assert rules.may_send_back(REVIEW, "vote", " ").rule == "PROC-6"
    assert rules.may_refuse(APPROVE, "不符合条件")
    assert rules.may_refuse(REVIEW, "不符合条件").rule == "PROC-5"
    assert rules.may_refuse(APPROVE, "").rule == "PROC-6"


@pytest.mark.parametrize("stage", list(Stage))
def test_proc_7_nothing_is_reopened_after_payment(stage: Stage) -> None:
    verdict = rules.may_reopen(CaseState.OPEN, stage.value, SOUND, "vote")
    late = stage in {Stage.PAID, Stage.ARCHIVED}
    assert verdict.rule == ("PROC-7" if late else "")


def test_proc_7_refused_cases_and_unknown_steps() -> None:
    assert rules.may_reopen(CaseState.REFUSED, "open", SOUND, "vote").rule == "PROC-7"
    assert rules.may_reopen(CaseState.DONE, "decided", SOUND, "nowhere").rule == "PROC-7"
    assert rules.may_reopen(CaseState.SUSPENDED, "decided", SOUND, "vote")


@pytest.mark.parametrize("kind", list(StepKind))
def test_proc_8_a_vote_is_never_one_persons_act(kind: StepKind) -> None:
    verdict = rules.is_not_voted(StepSpec("k", kind, "t"))
    assert verdict.rule == ("PROC-8" if kind is StepKind.VOTE else "")


@pytest.mark.parametrize(
    ("reading", "rule"), [("a", ""), (None, ""), ("b", "PROC-9"), ("", "PROC-9")]
)
def test_what_is_approved_was_read(reading: str | None, rule: str) -> None:
    assert rules.is_as_read(reading, "a").rule == rule


def test_proc_10_each_reason_is_settled_once_by_another_in_writing() -> None:
    assert rules.may_settle(settled=False, own=False, reason="已核实")
    assert rules.may_settle(settled=True, own=False, reason="已核实").rule == "PROC-10"
    assert rules.may_settle(settled=False, own=True, reason="已核实").rule == "PROC-10"
    assert rules.may_settle(settled=False, own=False, reason=" ").rule == "PROC-6"
    assert rules.goes_on(0)
    assert rules.goes_on(1).rule == "PROC-10"


@pytest.mark.parametrize("state", list(CaseState))
def test_proc_7_whatever_was_not_refused_may_be_held_up(state: CaseState) -> None:
    refused = state is CaseState.REFUSED
    assert rules.may_hold_up(state).rule == ("PROC-7" if refused else "")
