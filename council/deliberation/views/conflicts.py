"""A conflict that became known after the vote opened: it is recorded, never withdrawn (I17)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from council.deliberation.forms import LateForm
from council.deliberation.models import VoteEvent
from council.deliberation.queries import recused_keys
from council.deliberation.services.conflicts import record_late_conflict
from council.deliberation.views.votes import event_of
from council.procedures.models import Case
from council.procedures.states import CaseState
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from gongshi.people.models import Person
from gongshi.verdict import require


@desk_page
def late(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a member had a conflict; say what that did to the vote and to the case."""
    at, person, event = timezone.now(), person_of(request), event_of(request, pk)
    matter = event.motion.step.case.matter
    require(may(person, Duty.RECORD, matter, at, account=account_of(request)))
    form = LateForm(_voters(event), request.POST or None)
    if sent(request, form):
        record_late_conflict(
            event=event,
            person=Person.objects.get(pk=UUID(form.cleaned_data["person"])),
            reason=form.cleaned_data["reason"],
            by=person,
            at=at,
            account=account_of(request),
        )
        messages.success(request, _said(Case.objects.get(pk=event.motion.step.case_id), event))
        return redirect("desk_vote", pk=pk)
    context = {
        "form": form,
        "about": event.motion.step.case.title,
        "title": _("A conflict became known"),
        "button": _("Record the conflict"),
        "hint": _(
            "The member's vote no longer counts and the result is counted again. If it changes, "
            "the vote is held again; after payment the case is held up. This cannot be taken back."
        )
        if not event.box
        else _(
            "Nobody knows which ballot is the member's: if they took part, this secret vote is "
            "annulled and held again; after payment the case is held up. This cannot be taken back."
        ),
    }
    return show(request, "council/deliberation/form.html", context, section="meetings")


def _voters(event: VoteEvent) -> list[tuple[str, str]]:
    out = recused_keys(event.motion)
    rows = event.roll.all()
    return [(str(row.person_id), row.name) for row in rows if str(row.person_id) not in out]


def _said(case: Case, event: VoteEvent) -> str:
    if case.state == CaseState.SUSPENDED:
        return _("Recorded. The case is held up until the reason is settled.")
    if case.steps.filter(key=event.motion.step.key, pk__gt=event.motion.step_id).exists():
        return _("Recorded. The result changed: the vote is held again.")
    return _("Recorded. The vote was counted again.")
