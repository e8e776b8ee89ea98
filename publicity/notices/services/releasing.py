"""Reading a notice as a second person, and releasing what was read, word for word."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from gongshi.clock import local_date
from gongshi.matters.services import record_act, saving
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.publishing import services as publishing
from gongshi.record.services import make_checkpoint
from gongshi.search.services import put
from gongshi.verdict import require
from publicity.notices.digests import body_of, digest_of, draft_digest
from publicity.notices.models import AreaPage, Counter, Edition, FourEyesTask, Notice, NoticeReview
from publicity.notices.parameters import BOARD_DAYS
from publicity.notices.permissions import review_duty
from publicity.notices.queries import approved_digest, is_interrupted, latest, searchable
from publicity.notices.registries import notice_checks, notice_kinds
from publicity.notices.rules import (
    has_hotline,
    is_in,
    is_still_wanted,
    is_what_was_read,
    is_what_was_reviewed,
    period_long_enough,
)
from publicity.notices.services.phases import change, locked_phase
from publicity.notices.states import Phase


@transaction.atomic
def review(
    *,
    notice: Notice,
    digest: str,
    approved: bool,
    by: Person,
    at: datetime,
    reason: str = "",
    account: User | None = None,
) -> NoticeReview:
    """Approve a draft or send it back; ``digest`` is that of the text that was read.

    Raises RuleBroken: NOTICE-3, NOTICE-10 when the draft is another one by now, or a separation:
    nobody reviews what they wrote (I5).
    """
    require(is_in(locked_phase(notice), Phase.SUBMITTED))
    require(is_what_was_read(digest, draft_digest(notice)))
    row = NoticeReview(notice=notice, digest=digest, approved=approved, reason=reason)
    record_act(
        by=by,
        duty=review_duty(notice.area),
        matter=notice.matter,
        at=at,
        kind="notice.reviewed",
        body={"digest": digest, "approved": approved},
        write=saving(row),
        account=account,
    )
    change(notice, phase=Phase.REVIEWED if approved else Phase.DRAFT)
    return row


@transaction.atomic
def publish(*, notice: Notice, by: Person, at: datetime, account: User | None = None) -> Edition:
    """Release what was reviewed, word for word. Whoever drafted it cannot (I5).

    Raises RuleBroken: NOTICE-1 to NOTICE-4, NOTICE-8, I5, I7, or what a registered check refuses.
    """
    draft = latest(notice)
    announcement = notice_kinds.get(notice.kind).announcement or notice.announcement
    require(is_in(locked_phase(notice), Phase.REVIEWED))
    require(is_still_wanted(interrupted=is_interrupted(notice)))
    edition = _edition(notice, draft, at)
    _check(notice, draft, edition.digest, announcement=announcement)
    record_act(
        by=by,
        duty=Duty.PUBLISH,
        matter=notice.matter,
        at=at,
        kind="notice.published",
        write=saving(edition),
        account=account,
    )
    _release(notice, at)
    make_checkpoint(at)  # what is printed now carries the record's state
    if announcement and notice.request is not None:
        publishing.conclude(request=notice.request, outcome={"announced": True}, at=at)
    return edition


def assign_review(county: AreaPage) -> None:
    """Give a county's tree the review by four eyes; asking twice changes nothing."""
    task = FourEyesTask.objects.first() or FourEyesTask.objects.create(
        name=_("Second person reads")
    )
    workflow, new = Workflow.objects.get_or_create(name=_("Review of public notices"))
    if new:
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.get_or_create(page=county, defaults={"workflow": workflow})


def _edition(notice: Notice, draft: Notice, at: datetime) -> Edition:
    return Edition(
        notice=notice,
        ordinal=notice.editions.count() + 1,
        body=body_of(draft),
        digest=digest_of(draft),
        published_at=at,
    )


def _check(notice: Notice, draft: Notice, digest: str, *, announcement: bool) -> None:
    """Ask the house's own rules first, then what the active plugins check."""
    require(has_hotline(draft.phone_numbers))
    require(period_long_enough(notice.days, BOARD_DAYS.value, announcement=announcement))
    require(is_what_was_reviewed(digest, approved_digest(notice)))
    for check in notice_checks.active_in(notice.area_id):
        require(check().before_publish(draft))


def _release(notice: Notice, at: datetime) -> None:
    revision = Notice.objects.get(pk=notice.pk).latest_revision
    if revision is not None:
        revision.publish(log_action=False, skip_permission_checks=True)
    year = local_date(at).year
    counter, _new = Counter.objects.select_for_update().get_or_create(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    number = f"{year}-{counter.last:03d}"
    change(notice, phase=Phase.PUBLISHED, number=number, published_on=local_date(at), live=True)
    released = Notice.objects.get(pk=notice.pk)
    put(
        key=f"notice:{notice.pk}",
        area=notice.area_id,
        kind=notice.kind,
        day=local_date(at),
        title=released.title,
        text=searchable(released),
    )
