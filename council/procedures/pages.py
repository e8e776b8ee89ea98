"""What the page of a step shows: where the case stands, its subject, what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.procedures.models import Case, Step, Suspension
from council.procedures.queries import active_step, procedure_of
from council.procedures.rules import CHANGED, has_reason
from council.procedures.services import may_take
from council.procedures.states import CaseState, Evidence, StepSpec, StepState
from gongshi.desk.forms import ReasonField
from gongshi.matters.models import Act
from gongshi.matters.registries import act_titles
from gongshi.offices.duties import Duty, Office, offices_with
from gongshi.offices.models import DUTY_TITLES, OFFICE_TITLES
from gongshi.people.models import Person, User
from gongshi.people.names import names_of
from gongshi.record.models import Entry
from gongshi.record.queries import entries_of
from gongshi.record.services import CLOCK
from gongshi.verdict import RuleBroken, Verdict, gettext_noop

MOST_TRACES = 30
#: What an act did to its step where it did not simply do it.
RESULTS = {"returned": gettext_noop("sent back"), "refused": gettext_noop("refused")}

STATES = {
    CaseState.OPEN: gettext_noop("on its way"),
    CaseState.DONE: gettext_noop("finished"),
    CaseState.REFUSED: gettext_noop("refused"),
    CaseState.SUSPENDED: gettext_noop("held up"),
}

FIELDS: Mapping[str, type[forms.Field]] = {
    "date": forms.DateField,
    "number": forms.IntegerField,
}


class StepForm(forms.Form):
    """The evidence a step asks for, and what is to be done with it."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("done", gettext_lazy("Done"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=gettext_lazy("Reason, if it is sent back or refused"))

    def __init__(
        self, spec: StepSpec, titles: Mapping[str, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        evidence = {item.key: _field(item) for item in spec.evidence}
        self.fields = {**evidence, **self.fields}
        choices = [("done", _("Done: on to the next step"))]
        choices += [
            (f"to:{key}", _("Send back to “%(step)s”") % {"step": titles[key]})
            for key in spec.may_return
        ]
        choices += [("refuse", _("Refuse, with reasons"))] if spec.may_refuse else []
        if len(choices) == 1:
            del self.fields["decision"], self.fields["reason"]
        else:
            field = self.fields["decision"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices, self.initial["decision"] = choices, "done"
        self.evidence_keys = list(evidence)

    def clean_reason(self) -> str:
        """Ask for the reason on the page; the service would refuse it too (PROC-6)."""
        reason = str(self.cleaned_data.get("reason", ""))
        verdict = has_reason(reason)
        if self.cleaned_data.get("decision", "done") != "done" and not verdict:
            raise ValidationError(verdict.text(_))
        return reason

    def evidence(self) -> dict[str, object]:
        """Give what was handed in, as plain values for the record."""
        given = {key: self.cleaned_data[key] for key in self.evidence_keys}
        return {
            key: value if isinstance(value, int) else str(value)
            for key, value in given.items()
            if value not in (None, "")
        }


def _field(item: Evidence) -> forms.Field:
    title = _(item.title)
    if item.kind == "text":
        words = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(label=title, required=item.required, widget=words)
    return FIELDS[item.kind](label=title, required=item.required)


def changed_text(broken: RuleBroken) -> Verdict:
    """Give the refusal where what was read has changed; its page shows the new text below it.

    Any other refusal is raised again.
    """
    if broken.verdict.rule != CHANGED:
        raise broken
    return broken.verdict


def timeline(case: Case) -> list[dict[str, object]]:
    """Give the steps of a case for the component: done, the one that waits, still to come."""
    procedure = procedure_of(case)
    latest: dict[str, Step] = {step.key: step for step in case.steps.order_by("pk")}
    now = next((key for key, step in latest.items() if step.state == StepState.ACTIVE), "")
    position = procedure.position(now) if now else len(procedure.steps)
    return [
        _row(spec, latest.get(spec.key), index, position, case)
        for index, spec in enumerate(procedure.steps)
    ]


def _row(
    spec: StepSpec, step: Step | None, index: int, position: int, case: Case
) -> dict[str, object]:
    state = "done" if index < position else "now" if index == position else "waiting"
    stopped = case.state in {CaseState.REFUSED, CaseState.SUSPENDED}
    if stopped and (step is None or step.state != StepState.DONE):
        state = "stopped" if step is not None else "waiting"
    return {
        "title": _(spec.title),
        "state": state,
        "who": who(spec),
        "day": step.finished_at if step and state == "done" else None,
        "due": step.due_on if step and state == "now" else None,
        "text": step.outcome.get("finding", "") if step else "",
    }


def its_turn(case: Case, person: Person, at: datetime, account: User) -> bool:
    """Say whether the step that waits waits for this person."""
    active = active_step(case)
    if active is None or not active.duty:  # what nobody does comes about by itself
        return False
    return bool(may_take(active, person, at, account))


def state_words(case: Case) -> str:
    """Give where a case stands: its step that waits, or how it ended."""
    active = active_step(case)
    if active is not None:
        return _(procedure_of(case).step(active.key).title)
    return _(STATES[CaseState(case.state)])


def traces(case: Case) -> dict[str, object]:
    """Give the newest acts on a case: who, in which office, did what, when, by which entry."""
    acts = Act.objects.filter(matter=case.matter).select_related("step_act__step").order_by("-pk")
    shown = list(acts[:MOST_TRACES])
    names = names_of({act.person_id for act in shown})
    entries = entries_of(shown)
    titles = {spec.key: _(spec.title) for spec in procedure_of(case).steps}
    rows = [_trace(act, titles, names, entries) for act in shown]
    return {"traces": rows, "traces_total": acts.count()}


def reasons(case: Case) -> dict[str, object]:
    """Give the reasons for which a case is or was held up, each with how it was settled."""
    rows = list(case.suspensions.select_related("settlement__act"))
    keys = {UUID(row.by) for row in rows if row.by != CLOCK}
    names = names_of(keys | {row.settlement.act.person_id for row in rows if _settled(row)})
    return {"reasons": [_reason(row, names) for row in rows]}


def _settled(row: Suspension) -> bool:
    return hasattr(row, "settlement")


def _reason(row: Suspension, names: Mapping[UUID, str]) -> dict[str, object]:
    erased = _("name erased")
    by = _("the system") if row.by == CLOCK else names.get(UUID(row.by)) or erased
    told = {"pk": row.pk, "finding": row.finding, "by": by, "at": row.at, "settled": None}
    if _settled(row):
        act = row.settlement.act
        who_did = names.get(act.person_id) or act.name or erased
        told["settled"] = {"by": who_did, "at": act.at, "reason": row.settlement.reason}
    return told


def _trace(
    act: Act, titles: Mapping[str, str], names: Mapping[UUID, str], entries: Mapping[int, Entry]
) -> dict[str, object]:
    done, entry = getattr(act, "step_act", None), entries.get(act.pk)
    words = str(act_titles.get(entry.kind if entry else "") or DUTY_TITLES[Duty(act.duty)])
    return {
        "what": titles.get(done.step.key, words) if done else words,
        "result": "" if done is None else _(RESULTS.get(done.result, "")) or "",
        "reason": done.reason if done else "",
        "who": names.get(act.person_id) or act.name or _("name erased"),
        "office": OFFICE_TITLES[Office(act.office)],
        "at": act.at,
        "entry": entry.seq if entry else None,
    }


def who(spec: StepSpec) -> str:
    """Give the offices that do a step, in words."""
    if not spec.duty:
        return _("by itself")
    offices = sorted(offices_with(Duty(spec.duty)))
    return "、".join(str(OFFICE_TITLES[office]) for office in offices)
