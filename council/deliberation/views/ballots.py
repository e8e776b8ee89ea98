"""A secret vote: one's own ballot and its receipt, and annulling a vote whose key is lost.

Which option was chosen stands in one field of one POST, under names of one length, and in no
answer: not in an address, a message, a session or a log, nor in the length of a page.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from council.deliberation.pages import BALLOT_CODES
from council.deliberation.services.ballots import annul_vote, cast_ballot
from council.deliberation.views.votes import event_of
from gongshi.desk.shell import account_of, desk_page, person_of, show, tap_of


@desk_page
@sensitive_post_parameters("option")
@sensitive_variables()
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one's own ballot into the box; show the receipt, and its salt this once."""
    event = event_of(request, pk)
    option = BALLOT_CODES.get(request.POST.get("option", ""))
    if option is None:
        return redirect("desk_vote", pk=pk)
    receipt = cast_ballot(
        event=event,
        option=option,
        by=person_of(request),
        at=timezone.now(),
        client_key=tap_of(request),
        account=account_of(request),
    )
    context = {"event": event, "motion": event.motion, "receipt": receipt}
    return show(request, "council/deliberation/receipt.html", context, section="meetings")


@desk_page
@require_POST
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Annul a vote whose box can no longer be opened."""
    annul_vote(event=event_of(request, pk), by=person_of(request), at=timezone.now())
    messages.success(request, _("The vote is annulled. Open a new one."))
    return redirect("desk_vote", pk=pk)
