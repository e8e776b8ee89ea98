"""What the desk shows of a notice: its draft as villagers will see it, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from gongshi.areas.queries import starting
from gongshi.areas.rules import Level, prefix
from gongshi.clock import days_left, local_date
from gongshi.matters.services import may
from gongshi.offices.duties import DUTIES, Duty, Office
from gongshi.offices.queries import appointments_for, appointments_of
from gongshi.people.models import Person
from gongshi.publishing.models import PublicationRequest, RequestState
from gongshi.publishing.queries import read
from gongshi.publishing.schema import Audience
from gongshi.verdict import gettext_noop, require
from publicity.notices.digests import digest_of
from publicity.notices.duties import READING
from publicity.notices.models import Notice, Withdrawal
from publicity.notices.permissions import review_duty
from publicity.notices.queries import latest, predecessor, status, successor, wanted_requests
from publicity.notices.rules import may_read_names
from publicity.notices.states import GONE, PUBLIC, Phase

#: What waits in each phase, the duty it takes, and its words on the desk.
WORK: dict[Phase, tuple[Duty, str]] = {
    Phase.DRAFT: (Duty.DRAFT_NOTICE, "draft"),
    Phase.SUBMITTED: (Duty.REVIEW_NOTICE, "review"),
    Phase.REVIEWED: (Duty.PUBLISH, "publish"),
    Phase.PUBLISHED: (Duty.POST, "post"),
}


#: What a notice waits for, in words.
WAITS = {
    "draft": gettext_noop("being drafted"),
    "review": gettext_noop("waits for the review"),
    "publish": gettext_noop("waits for release"),
    "post": gettext_noop("waits to be hung on the board"),
}


def work_on(notice: Notice) -> tuple[Duty, str] | None:
    """Give the duty that a notice waits for now, and the word for the work."""
    found = WORK.get(Phase(notice.phase))
    if found is not None and found[1] == "review":
        return review_duty(notice.area), "review"
    return found


def areas_of(person: Person, at: datetime, duties: frozenset[Duty]) -> list[str]:
    """Give the code prefixes below which a person holds an office with one of the duties."""
    return [code for code, held in offices_of(person, at) if duties & held]


def offices_of(person: Person, at: datetime) -> list[tuple[str, frozenset[Duty]]]:
    """Give for each office a person holds the code prefix of its places, and its duties."""
    return [
        (prefix(row.area_id, Level(row.area.level)), DUTIES[Office(row.office)])
        for row in appointments_of(person, at)
    ]


def notices_of(person: Person, at: datetime) -> QuerySet[Notice]:
    """Give every notice of the areas in which a person's office reads full names."""
    below = areas_of(person, at, READING)
    found = Notice.objects.filter(starting("area__code", below))
    return found.select_related("area", "matter").order_by("-pk")


def readable(person: Person, at: datetime, pk: int) -> Notice:
    """Give a notice as a person's office reads it.

    Raises Http404 where they hold no office over its place, and NOTICE-9 where none of those they
    hold works with lists of names.
    """
    notice = get_object_or_404(Notice.objects.select_related("area", "matter"), pk=pk)
    held = [duty for code, duty in offices_of(person, at) if notice.area_id.startswith(code)]
    if not held:
        raise Http404
    require(may_read_names(frozenset().union(*held)))
    return notice


def requests_of(person: Person, at: datetime) -> list[PublicationRequest]:
    """Give what waits to be drafted by this person: requests of villages where they may draft."""
    waiting = wanted_requests().select_related("area", "snapshot", "matter")
    return [
        one
        for one in waiting.order_by("requested_at")
        if appointments_for(person, Duty.DRAFT_NOTICE, one.area_id, at).exists()
    ]


def unfinished(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Leave those on which somebody works; what was sent back to an earlier step is void."""
    return notices.filter(phase__in=[phase.value for phase in WORK]).exclude(
        request__state=RequestState.INTERRUPTED
    )


def tasks_in(person: Person, at: datetime) -> list[tuple[Notice, str]]:
    """Give the notices that wait for this person, with the word for the work."""
    waiting = unfinished(notices_of(person, at))
    found = []
    for notice in waiting:
        work = work_on(notice)
        if work is not None and may(person, work[0], notice.matter, at):
            found.append((notice, work[1]))
    return found


def paragraphs_of(notice: Notice) -> list[str]:
    """Give the paragraphs of the latest draft as plain lines for the desk's form."""
    return [
        strip_tags(str(block.value))
        for block in latest(notice).content
        if block.block_type == "paragraph"
    ]


def enclosures_of(draft: Notice) -> list[dict[str, object]]:
    """Give the pictures and attachments of a text, with the address for those at work on it."""
    found: list[dict[str, object]] = []
    for block in draft.content:
        if block.block_type == "picture" and block.value["image"]:
            url = block.value["image"].file.url
            found.append({"title": block.value["caption"], "url": url, "picture": True})
        elif block.block_type == "attachment" and block.value:
            found.append({"title": block.value.title, "url": block.value.url, "picture": False})
    return found


def row_of(notice: Notice, today: date) -> dict[str, object]:
    """Give one row of the desk's list: what the public reads, or the work that comes before."""
    found = work_on(notice)
    public = Phase(notice.phase) in PUBLIC
    return {
        "notice": notice,
        "status": status(notice, today).value if public else "",
        "days": days_left(today, notice.ends_on) if notice.ends_on else 0,
        "work": gettext(WAITS[found[1]]) if found else "",
    }


def preview(notice: Notice, at: datetime) -> dict[str, object]:
    """Give the notice as its board will show it: full names, on paper."""
    draft = latest(notice)
    frozen = notice.request.snapshot if notice.request else None
    return {
        "notice": notice,
        "draft": draft,
        "digest": digest_of(draft),
        "paragraphs": paragraphs_of(notice),
        "enclosures": enclosures_of(draft),
        "snapshot": read(frozen, Audience.PAPER) if frozen else None,
        "status": status(notice, local_date(at)).value,
        "days": days_left(local_date(at), notice.ends_on) if notice.ends_on else 0,
        "steps": timeline(notice),
        "withdrawal": Withdrawal.objects.filter(notice=notice).first(),
        "follows": predecessor(notice),
        "followed_by": successor(notice) if notice.phase in GONE else None,
        "returned": _returned(notice),
        "invites": not notice.announcement
        and Phase(notice.phase) in {Phase.PUBLISHED, Phase.DISPLAYED}
        and (notice.ends_on is None or local_date(at) <= notice.ends_on),
    }


def _returned(notice: Notice) -> str:
    """Give why a draft came back from its review, until it is handed in again."""
    last = notice.reviews.order_by("-pk").first() if notice.phase == Phase.DRAFT else None
    return "" if last is None or last.approved else last.reason


def timeline(notice: Notice) -> list[dict[str, object]]:
    """Give the life of a notice for the component."""
    order: Sequence[tuple[Phase, str]] = (
        (Phase.DRAFT, _("Draft")),
        (Phase.SUBMITTED, _("Review by someone else")),
        (Phase.REVIEWED, _("Release")),
        (Phase.PUBLISHED, _("Posting on the board")),
        (Phase.DISPLAYED, _("On display")),
        (Phase.CONCLUDED, _("Concluded")),
    )
    phases = [phase for phase, _title in order]
    if notice.phase in GONE:
        been = order[: 5 if notice.starts_on else 3]
        done: list[dict[str, object]] = [{"title": title, "state": "done"} for _p, title in been]
        return [*done, {"title": _("Withdrawn"), "state": "stopped"}]
    now = phases.index(Phase(notice.phase)) if notice.phase in phases else len(phases)
    finished = notice.phase == Phase.CONCLUDED
    return [
        {
            "title": title,
            "state": "done" if index < now or finished else "now" if index == now else "waiting",
            "text": _last_day(notice) if phase is Phase.DISPLAYED else "",
        }
        for index, (phase, title) in enumerate(order)
    ]


def _last_day(notice: Notice) -> str:
    """Say until when a notice hangs."""
    if notice.ends_on is None:
        return ""
    return _("until %(day)s, 24:00") % {"day": date_format(notice.ends_on, "DATE_FORMAT")}
