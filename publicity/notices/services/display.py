"""A notice on its board: posted, concluded when its days are over, or withdrawn."""

from __future__ import annotations

import logging
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gongshi.calendars import calendar
from gongshi.clock import last_day, local_date
from gongshi.matters.services import record_act, saving
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.publishing import services as publishing
from gongshi.publishing.models import RequestState
from gongshi.record.services import CLOCK
from gongshi.search.services import remove
from gongshi.verdict import RuleBroken, require
from publicity.notices.models import Conclusion, Notice, Posting, Withdrawal
from publicity.notices.papers import discard
from publicity.notices.queries import objection_counts
from publicity.notices.registries import notice_checks
from publicity.notices.rules import (
    is_in,
    may_conclude,
    may_withdraw,
    names_no_number,
    posted_after_release,
    posting_is_complete,
)
from publicity.notices.services.phases import append_entry, change, locked_phase
from publicity.notices.states import Phase

logger = logging.getLogger("gongshi.clock")


@transaction.atomic
def post(
    *,
    notice: Notice,
    place: str,
    posted_on: date,
    photo: UUID | None,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> Posting:
    """Record that the paper hangs on the board: the period starts (first day not counted)."""
    require(is_in(locked_phase(notice), Phase.PUBLISHED))
    require(posting_is_complete(place, posted_on, local_date(at), photographed=photo is not None))
    require(posted_after_release(posted_on, notice.published_on or local_date(at)))
    require(names_no_number(place))
    ends_on = last_day(posted_on, notice.days, calendar=calendar()) if notice.days else posted_on
    row = Posting(
        notice=notice,
        place=place,
        posted_on=posted_on,
        starts_on=posted_on,
        ends_on=ends_on,
        photo=photo,
    )
    record_act(
        by=by,
        duty=Duty.POST,
        matter=notice.matter,
        at=at,
        kind="notice.posted",
        write=saving(row),
        account=account,
    )
    change(notice, phase=Phase.DISPLAYED, starts_on=posted_on, ends_on=ends_on)
    return row


@transaction.atomic
def conclude(*, notice: Notice, at: datetime) -> Conclusion:
    """Conclude a period whose last day has passed and whose objections are all answered."""
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    _all, still_open = objection_counts(locked)
    require(
        may_conclude(
            Phase(locked.phase),
            locked.ends_on,
            local_date(at),
            open_objections=still_open,
            announcement=locked.announcement,
        )
    )
    outcome: dict[str, object] = {}
    for check in notice_checks.active_in(notice.area_id):
        require(check().before_conclude(locked))
        outcome.update(check().outcome(locked))
    conclusion = Conclusion.objects.create(notice=locked, concluded_at=at, outcome=outcome)
    append_entry(locked, "notice.concluded", [conclusion], CLOCK, at)
    change(locked, phase=Phase.CONCLUDED)
    discard(locked)
    if locked.request is not None and locked.request.state == RequestState.TAKEN:
        publishing.conclude(request=locked.request, outcome=outcome, at=at)
    return conclusion


@transaction.atomic
def withdraw(
    *,
    notice: Notice,
    reason: str,
    at: datetime,
    by: Person | None = None,
    replaced_by: Notice | None = None,
    account: User | None = None,
) -> Withdrawal:
    """Withdraw a public notice, or replace it by a corrected one; the reason stays on its page.

    Without ``by`` it is the clock that withdraws a notice whose matter was sent back. Otherwise
    its request waits again, unless its period had been concluded: another notice is made of the
    same frozen copy and hangs for its full time. Objections stay with the notice they were filed
    to, are answered there, and keep the next one from being concluded until they are.
    """
    require(may_withdraw(locked_phase(notice), reason))
    require(names_no_number(reason))

    row = Withdrawal.objects.create(
        notice=notice, at=at, by=by, reason=reason, replaced_by=replaced_by
    )
    if by is None:
        append_entry(notice, "notice.withdrawn", [row], CLOCK, at)
    else:
        record_act(
            by=by,
            duty=Duty.PUBLISH,
            matter=notice.matter,
            at=at,
            kind="notice.withdrawn",
            write=lambda _act: [row],
            account=account,
        )
    change(notice, phase=Phase.CORRECTED if replaced_by else Phase.WITHDRAWN)
    remove(key=f"notice:{notice.pk}")
    discard(notice)
    if notice.request is not None:
        publishing.put_back(request=notice.request)
    return row


class NotConcluded(Exception):
    """Some periods are over and were not concluded; the others were. The words name each."""


def tick(*, at: datetime) -> int:
    """Conclude every period that is over, each by itself; give how many.

    One that a check refuses or that fails does not keep the others waiting. Raises NotConcluded
    after the last one when there was any, so that whoever runs the clock sees it and why.
    """
    due = Notice.objects.filter(
        phase=Phase.DISPLAYED, ends_on__lt=local_date(at), announcement=False
    )
    done, stuck = 0, []
    for notice in due.order_by("ends_on", "pk"):
        try:
            done += _conclude_if_answered(notice, at)
        except RuleBroken as refusal:
            logger.warning("notice %s is not concluded: %s", notice.number, refusal)
            stuck.append(f"{notice.number} {refusal}")
        except Exception as error:  # a check of a plugin may raise anything
            logger.exception("notice %s is not concluded", notice.number)
            stuck.append(f"{notice.number} {type(error).__name__}: {error}")
    if stuck:
        raise NotConcluded(f"{done} concluded, {len(stuck)} not: " + "; ".join(stuck))
    return done


def _conclude_if_answered(notice: Notice, at: datetime) -> int:
    """Conclude one period unless an objection is open, which is nobody's fault."""
    with transaction.atomic():
        if objection_counts(notice)[1]:
            return 0
        conclude(notice=notice, at=at)
        return 1
