"""Council members look at every line of a plan: did it arrive?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from council.funds.models import DistributionPlan
from council.funds.pages.spending import PAGE, check_rows, seen_in, unanswered_photo
from council.funds.parameters import INSPECTORS
from council.funds.queries.payments import inspectors
from council.funds.queries.plans import current_version, version_reading
from council.funds.services.delivery import Seen, check_delivery
from council.funds.views.plans import SECTION, context_of, may_now, plan_for
from council.procedures.pages import changed_text
from council.procedures.rules import is_as_read
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.files.services import store_image
from gongshi.offices.duties import Duty
from gongshi.verdict import RuleBroken, Verdict, first_refusal, require

if TYPE_CHECKING:
    from django.core.files.base import File


@desk_page
def delivery_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what a council member saw at each line, with a photograph where there is one."""
    plan, case = plan_for(request, pk)
    rows, version = check_rows(plan, request.POST), current_version(plan)
    found = seen_in(request.POST, rows)
    wrong, changed = unanswered_photo(request.FILES, found, rows), None
    verdict = may_now(request, Duty.INSPECT, case)
    if not wrong and sent(request):
        try:
            _check(request, plan, found, verdict)
        except RuleBroken as broken:
            changed = changed_text(broken)
        else:
            messages.success(request, _("Saved under your name."))
            done = "complete" in request.POST
            return redirect("funds_plan" if done else "funds_delivery", pk=pk)
    context = context_of(plan, case) | {
        "rows": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "checked": sum(1 for row in rows if row.reached),
        "count": len(rows),
        "inspectors": inspectors(version) if version else 0,
        "needed": INSPECTORS.value,
        "verdict": verdict,
        "wrong": wrong,
        "complete": "complete" in request.POST,
        "changed": changed,
        "reading": version_reading(version),
    }
    status = 409 if changed is not None else 422 if wrong else 200
    return show(request, "council/funds/delivery.html", context, section=SECTION, status=status)


def _check(
    request: HttpRequest,
    plan: DistributionPlan,
    found: Mapping[int, tuple[str, str]],
    verdict: Verdict,
) -> None:
    """Keep the photographs and record what was seen, together or not at all."""
    at, account = timezone.now(), account_of(request)
    reading = request.POST.get("reading", "")
    now = version_reading(current_version(plan))
    require(first_refusal(verdict, is_as_read(reading, now)))  # before a picture is kept
    with transaction.atomic():
        photos = {
            line: store_image(
                cast("File[bytes]", request.FILES[f"photo-{line}"]),
                area=plan.area_id,
                purpose="funds.delivery",
                by=account,
                at=at,
            )
            for line in found
            if f"photo-{line}" in request.FILES
        }
        check_delivery(
            plan=plan,
            seen={
                line: Seen(reached, note, str(photos[line].pk) if line in photos else "")
                for line, (reached, note) in found.items()
            },
            complete="complete" in request.POST,
            by=person_of(request),
            at=at,
            account=account,
            reading=reading,
        )
