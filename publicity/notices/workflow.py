"""The end of a review in Wagtail's editor: our service decides, Wagtail publishes nothing."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gongshi.verdict import RuleBroken
from publicity.notices.digests import digest_of
from publicity.notices.services import publish, review


def finish(workflow_state: Any, user: Any = None) -> None:
    """Record the approval; release the notice where whoever approved may do that, too."""
    notice, task = workflow_state.content_object.specific, workflow_state.current_task_state
    who, now = user.person, timezone.now()
    read = digest_of(task.revision.as_object())
    review(
        notice=notice,
        digest=read,
        approved=True,
        by=who,
        at=now,
        reason=task.comment,
        account=user,
    )
    try:
        publish(notice=notice, by=who, at=now, account=user)
    except RuleBroken:
        return  # it stays reviewed, for somebody who may release it
