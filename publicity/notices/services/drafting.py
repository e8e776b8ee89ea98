"""Writing a notice: drafted from a request or as an announcement, rewritten, handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.html import escape
from wagtail.rich_text import RichText

from gongshi.areas.models import Area
from gongshi.matters.models import Act, Matter
from gongshi.matters.services import open_matter, record_act
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.publishing import services as publishing
from gongshi.publishing.models import Nature, PublicationRequest
from gongshi.verdict import require
from publicity.notices.headings import issuer_of, title_of
from publicity.notices.models import AreaPage, Notice
from publicity.notices.parameters import HOTLINES
from publicity.notices.queries import latest
from publicity.notices.rules import has_hotline, is_in
from publicity.notices.services.phases import change, locked_phase
from publicity.notices.states import GONE, Phase

ANNOUNCEMENT = "notices.announcement"


@transaction.atomic
def draft_from_request(
    *, request: PublicationRequest, by: Person, at: datetime, account: User | None = None
) -> Notice:
    """Draft the notice around a request's frozen snapshot. Asking twice gives the same.

    After a withdrawal it is the next notice of the same request. Raises RuleBroken: PUB-3, I5, I7.
    """
    request = publishing.take_up(request=request)
    existing = Notice.objects.filter(request=request).exclude(phase__in=GONE).first()
    if existing is not None:
        return existing
    announcement = request.nature == Nature.AFTER
    notice = Notice(
        title=title_of(str(request.snapshot.header["title"]), announcement=announcement),
        slug=f"n-{uuid4().hex[:12]}",
        area=request.area,
        kind="notices.result" if announcement else "notices.plan",
        announcement=announcement,
        matter=request.matter,
        request=request,
        issuer=issuer_of(request.area),
        hotlines="; ".join(HOTLINES.value),
        days=request.days,
        live=False,
    )
    _hang(notice)
    record_drafting(notice, by, at, account)
    return notice


@transaction.atomic
def draft_announcement(
    *,
    area: Area,
    title: str,
    content: Sequence[tuple[str, object]],
    issuer: str,
    hotlines: str,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> Notice:
    """Draft an announcement of a township or county; it opens a matter without a case."""
    matter = open_matter(kind=ANNOUNCEMENT, title=title, area=area, benefits_all=True, at=at)
    notice = Notice(
        title=title,
        slug=f"n-{uuid4().hex[:12]}",
        area=area,
        kind=ANNOUNCEMENT,
        announcement=True,
        matter=matter,
        issuer=issuer,
        hotlines=hotlines,
        content=list(content),
        live=False,
    )
    _hang(notice)
    record_drafting(notice, by, at, account)
    return notice


@transaction.atomic
def begin_announcement(
    *, area: Area, title: str, by: Person, at: datetime, account: User | None = None
) -> Matter:
    """Open the matter of an announcement that is being written, and record who writes it."""
    matter = open_matter(kind=ANNOUNCEMENT, title=title, area=area, benefits_all=True, at=at)
    record_act(
        by=by, duty=Duty.DRAFT_NOTICE, matter=matter, at=at, kind="notice.drafted", account=account
    )
    return matter


@transaction.atomic
def note_edit(*, notice: Notice, by: Person, at: datetime, account: User | None = None) -> Act:
    """Record that a person worked on the draft: from now on they cannot review or release it."""
    require(is_in(locked_phase(notice), Phase.DRAFT, Phase.SUBMITTED, Phase.REVIEWED))
    act = record_drafting(notice, by, at, account)
    change(notice, phase=Phase.DRAFT)
    return act


@transaction.atomic
def rewrite(
    *,
    notice: Notice,
    title: str,
    paragraphs: Sequence[str],
    issuer: str,
    hotlines: str,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> Act:
    """Write the words of a draft anew; whoever does is one of its drafters from now on.

    A review that runs in the editor ends: its reader has another text before their eyes.
    """
    draft = latest(notice)
    if draft.workflow_in_progress:
        draft.current_workflow_state.cancel(user=account)
    others = [
        (block.block_type, block.value)
        for block in draft.content
        if block.block_type != "paragraph"
    ]
    words = [
        ("paragraph", RichText(f"<p>{escape(line)}</p>")) for line in paragraphs if line.strip()
    ]
    draft.title, draft.issuer, draft.hotlines = title, issuer, hotlines
    draft.content = [*words, *others]
    draft.save_revision(log_action=False)
    return note_edit(notice=notice, by=by, at=at, account=account)


@transaction.atomic
def submit(*, notice: Notice, by: Person, at: datetime, account: User | None = None) -> None:
    """Hand the draft to those who review it."""
    draft = latest(notice)
    require(is_in(locked_phase(notice), Phase.DRAFT))
    require(has_hotline(draft.phone_numbers))
    record_act(
        by=by,
        duty=Duty.DRAFT_NOTICE,
        matter=notice.matter,
        at=at,
        kind="notice.submitted",
        account=account,
    )
    change(notice, phase=Phase.SUBMITTED)


def _hang(notice: Notice) -> None:
    AreaPage.objects.get(area=notice.area_id).add_child(instance=notice)
    notice.save_revision(log_action=False)


def record_drafting(notice: Notice, by: Person, at: datetime, account: User | None) -> Act:
    return record_act(
        by=by,
        duty=Duty.DRAFT_NOTICE,
        matter=notice.matter,
        at=at,
        kind="notice.drafted",
        body={"notice": notice.pk},
        account=account,
    )
