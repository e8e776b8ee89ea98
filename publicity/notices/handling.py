"""What a posted form brings about, at the desk and in the admin alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction

from gongshi.files.services import store_image
from gongshi.people.models import Person, User
from gongshi.verdict import RuleBroken, require
from publicity.notices import services
from publicity.notices.changes import since
from publicity.notices.digests import draft_digest
from publicity.notices.forms import ReviewForm
from publicity.notices.models import Notice
from publicity.notices.rules import is_what_was_read


class Acting(TypedDict):
    """Who acts, when, and by which account."""

    by: Person
    at: datetime
    account: User


STALE = "NOTICE-10"
Data = Mapping[str, Any]


def enter_review(notice: Notice, data: Data, **acting: Unpack[Acting]) -> None:
    """Enter a review; where the editor's workflow carries it, the workflow hears of it first."""
    approved, reason = data["decision"] == "approve", data["reason"]
    running = notice.current_workflow_task_state
    if running is None:
        services.review(
            notice=notice,
            digest=data["digest"],
            approved=approved,
            reason=reason,
            **acting,
        )
        return
    require(is_what_was_read(data["digest"], draft_digest(notice)))
    action = "approve" if approved else "reject"
    running.task.specific.on_action(running.specific, acting["account"], action, comment=reason)


def read_again(notice: Notice, form: ReviewForm, refusal: RuleBroken) -> dict[str, object]:
    """Give what a reviewer is shown whose text had changed: what changed, and the form anew.

    Any other refusal goes on as it came.
    """
    if refusal.verdict.rule != STALE:
        raise refusal
    now = {**form.cleaned_data, "digest": draft_digest(notice)}
    return {
        "form": ReviewForm(initial=now),
        "changed": refusal.verdict,
        "changes": since(notice, form.cleaned_data["digest"]),
    }


@transaction.atomic
def enter_posting(notice: Notice, data: Data, **acting: Unpack[Acting]) -> None:
    """Keep the photograph of the board and enter the posting, together or not at all."""
    photo = store_image(
        data["photo"],
        area=notice.area_id,
        purpose="notices.posting_photo",
        by=acting["account"],
        at=acting["at"],
    )
    services.post(
        notice=notice,
        place=data["place"],
        posted_on=data["posted_on"],
        photo=photo.pk,
        **acting,
    )


def enter_withdrawal(notice: Notice, data: Data, **acting: Unpack[Acting]) -> None:
    """Withdraw the notice with the reason given."""
    services.withdraw(notice=notice, reason=data["reason"], **acting)
