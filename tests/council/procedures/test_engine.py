"""The engine: a case moves along its procedure, goes back, is refused, reopened, held up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from council.procedures.models import Case, Step, StepAct
from council.procedures.queries import active_step, overdue, waiting_for
from council.procedures.services import (
    advance,
    perform,
    refuse,
    reopen,
    send_back,
    suspend,
    tick,
)
from gongshi.offices.duties import Office
from gongshi.publishing.models import PublicationRequest, RequestState
from gongshi.publishing.services import conclude, take_up
from gongshi.record.verify import verify
from gongshi.verdict import RuleBroken
from tests.council.procedures.errand import (
    EFFECTS,
    Errand,
    at_review,
    opened,
    shown,
    step,
    to_payment,
    untouched,
)
from tests.village import AT, Village


def test_a_case_runs_to_its_end_and_the_record_verifies(village: Village) -> None:
    case = to_payment(village)
    assert (case.matter.stage, EFFECTS) == ("paid", ["start"])
    perform(step=step(case), by=village["理事二"], at=AT)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.matter.stage) == ("done", "archived")
    assert list(verify()) == []


def test_a_case_that_cannot_move_stops_no_other(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = []
    for subject in ("1", "2"):
        case = opened(village, subject)
        perform(step=step(case), by=village["理事长"], at=AT)
        request = step(case).request
        assert request is not None
        take_up(request=request)
        conclude(request=request, outcome={"broken": subject == "1"}, at=AT)
        waiting.append(case)

    def after(self: Errand, case: Case, key: str, outcome) -> str:
        if outcome["broken"]:
            raise LookupError("the plugin fails")
        return ""

    monkeypatch.setattr(Errand, "after_publication", after)
    before = untouched(waiting[0])[:3]
    with pytest.raises(ExceptionGroup) as stopped:
        tick(at=AT)
    assert [type(error) for error in stopped.value.exceptions] == [LookupError]
    assert untouched(waiting[0])[:3] == before
    assert step(waiting[1]).key == "review"


def test_advancing_again_changes_nothing(village: Village) -> None:
    case = at_review(village)
    before = untouched(case)
    advance(case=case, at=AT)
    assert tick(at=AT) == 0
    assert untouched(case) == before


@pytest.mark.parametrize(
    ("who", "rule"), [("理事长", "I7"), ("委员甲", "I7"), ("镇发布甲", "I7"), ("审批", "I7")]
)
def test_only_the_office_of_the_step_does_it(village: Village, who: str, rule: str) -> None:
    case = at_review(village)
    before = untouched(case)
    with pytest.raises(RuleBroken) as broken:
        perform(step=step(case), by=village[who], at=AT, evidence={"opinion": "同意"})
    assert (broken.value.verdict.rule, untouched(case)) == (rule, before)


def test_who_drafted_cannot_carry_out(village: Village) -> None:

    village.appoint("双职", Office.COUNCIL_MEMBER)
    case = opened(village)
    perform(step=step(case), by=village["双职"], at=AT)
    case = shown(case)
    perform(step=step(case), by=village["镇审核"], at=AT, evidence={"opinion": "同意"})
    perform(step=step(case), by=village["审批"], at=AT)
    village.appoint("双职", Office.COMMITTEE_MEMBER)
    before = untouched(case)
    with pytest.raises(RuleBroken) as broken:
        perform(step=step(case), by=village["双职"], at=AT)
    assert (broken.value.verdict.rule, untouched(case)) == ("I2", before)


def test_a_cadre_on_the_council_does_not_draft_what_the_committee_carries_out(
    village: Village,
) -> None:

    village.appoint("理事二", Office.COMMITTEE_MEMBER)
    case = opened(village)
    before = untouched(case)
    with pytest.raises(RuleBroken) as broken:
        perform(step=step(case), by=village["理事二"], at=AT)
    assert (broken.value.verdict.rule, untouched(case)) == ("I2", before)


def test_without_its_evidence_a_step_is_not_done(village: Village) -> None:
    case = at_review(village)
    before = untouched(case)
    with pytest.raises(RuleBroken) as broken:
        perform(step=step(case), by=village["镇审核"], at=AT)
    assert (broken.value.verdict.rule, untouched(case)) == ("PROC-3", before)


def test_a_step_done_is_not_done_twice(village: Village) -> None:
    case = opened(village)
    draft = step(case)
    perform(step=draft, by=village["理事长"], at=AT)
    before = untouched(case)
    with pytest.raises(RuleBroken) as broken:
        perform(step=draft, by=village["理事二"], at=AT)
    assert (broken.value.verdict.rule, untouched(case)) == ("PROC-2", before)


def test_sent_back_with_a_reason_it_begins_again_in_the_earlier_stage(village: Village) -> None:
    case = at_review(village)
    send_back(step=step(case), to="draft", reason="人数不对", by=village["镇审核"], at=AT)
    case = Case.objects.get(pk=case.pk)
    assert (step(case).key, step(case).round, case.matter.stage) == ("draft", 2, "open")
    assert StepAct.objects.get(result="returned").reason == "人数不对"


@pytest.mark.parametrize(
    ("to", "reason", "rule"), [("draft", " ", "PROC-6"), ("show", "x", "PROC-4")]
)
def test_not_sent_back_without_reason_or_to_elsewhere(village: Village, to, reason, rule) -> None:
    case = at_review(village)
    before = untouched(case)
    with pytest.raises(RuleBroken) as broken:
        send_back(step=step(case), to=to, reason=reason, by=village["镇审核"], at=AT)
    assert (broken.value.verdict.rule, untouched(case)) == (rule, before)


def test_refused_with_reasons_it_ends(village: Village) -> None:
    case = at_review(village)
    refuse(step=step(case), reason="资金用途不符", by=village["镇审核"], at=AT)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.matter.stage, active_step(case)) == ("refused", "rejected", None)


def test_an_upheld_objection_about_amounts_goes_back_to_the_draft(village: Village) -> None:
    case = opened(village)
    perform(step=step(case), by=village["理事长"], at=AT)
    case = shown(case, amounts_change=True)
    assert (step(case).key, case.matter.stage) == ("draft", "open")


def test_reopening_interrupts_a_running_publication(village: Village) -> None:
    case = opened(village)
    perform(step=step(case), by=village["理事长"], at=AT)
    reopen(case=case, to="draft", finding="发现利害关系", by="clock", at=AT)
    assert PublicationRequest.objects.get().state == RequestState.INTERRUPTED
    assert step(case).key == "draft"


def test_after_payment_a_case_is_only_held_up_and_stays_so(village: Village) -> None:
    case = to_payment(village)
    suspend(case=case, finding="付款后发现亲属关系", by="clock", at=AT)
    before = untouched(case)
    for finding, rule in (("重来", "PROC-7"), ("", "PROC-6")):
        with pytest.raises(RuleBroken) as broken:
            reopen(case=case, to="draft", finding=finding, by="clock", at=AT)
        assert broken.value.verdict.rule == rule
    with pytest.raises(RuleBroken):
        perform(step=Step.objects.get(state="active"), by=village["理事二"], at=AT)
    assert untouched(case) == before


def test_what_waits_and_what_is_late(village: Village) -> None:
    case = opened(village)
    waiting = list(waiting_for(village["理事长"], AT))
    assert [(one.key, one.due_on) for one in waiting] == [("draft", date(2026, 3, 5))]
    assert list(waiting_for(village["会计"], AT)) == []
    assert list(overdue("371326", date(2026, 3, 5))) == []
    assert list(overdue("371326", date(2026, 3, 6))) == [step(case)]
    assert list(overdue("371327", date(2026, 3, 6))) == []
    later = AT + timedelta(days=9)
    perform(step=step(case), by=village["理事长"], at=later)
    assert list(overdue("371326", date(2026, 3, 20))) == []
