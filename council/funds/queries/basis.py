"""What a decision rests on: the tally, the resolution, the reviews – from the steps' outcomes."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from council.procedures.models import Case, Step
from council.procedures.queries import procedure_of
from council.procedures.states import StepKind, StepState
from gongshi.clock import local_date
from gongshi.publishing.schema import Fact
from gongshi.verdict import gettext_noop

#: What a vote's outcome may say, in the order in which it is read aloud.
_COUNTS = {
    "due": gettext_noop("due %(number)s"),
    "entitled": gettext_noop("entitled %(number)s"),
    "present": gettext_noop("present %(number)s"),
    "women_present": gettext_noop("women present %(number)s"),
    "recused": gettext_noop("recused %(number)s"),
    "yes": gettext_noop("in favour %(number)s"),
    "no": gettext_noop("against %(number)s"),
    "abstain": gettext_noop("abstaining %(number)s"),
    "needed": gettext_noop("needed to pass %(number)s"),
}


def basis_of(case: Case) -> tuple[Fact, ...]:
    """Give one fact for each finished step: a vote with its count, an act with its day."""
    procedure = procedure_of(case)
    latest: dict[str, Step] = {}
    for step in Step.objects.filter(case=case, state=StepState.DONE).order_by("pk"):
        latest[step.key] = step
    facts = []
    for spec in procedure.steps:
        done = latest.get(spec.key)
        if done is None or spec.kind is StepKind.EFFECT or done.finished_at is None:
            continue
        day = date_format(local_date(done.finished_at), "DATE_FORMAT")
        said = _words(done) if spec.kind is StepKind.VOTE else ""
        facts.append(Fact(_(spec.title), f"{day} {said}".strip()))
    return tuple(facts)


def _words(step: Step) -> str:
    """Give the count of a vote as one line; without one, say so."""
    counts = [
        _(label) % {"number": step.outcome[key]}
        for key, label in _COUNTS.items()
        if isinstance(step.outcome.get(key), int) and (step.outcome[key] or key != "women_present")
    ]
    return _(", ").join(counts) if counts else _("no count on record")
