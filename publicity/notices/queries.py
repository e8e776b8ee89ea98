"""Reading notices: the latest draft, what is public, where the period stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import strip_tags

from gongshi.calendars import calendar
from gongshi.clock import last_day
from gongshi.publishing.models import Nature, PublicationRequest, RequestState
from gongshi.publishing.queries import read
from gongshi.publishing.schema import Audience, Kind, Snapshot
from publicity.notices.models import Edition, Notice, Withdrawal
from publicity.notices.parameters import BOARD_DAYS, GRACE_DAYS
from publicity.notices.registries import notice_checks, notice_kinds
from publicity.notices.states import GONE, PUBLIC, STANDING, Phase, Shown, Status, status_of


def latest(notice: Notice) -> Notice:
    """Give the notice with the text of its latest draft, read anew."""
    draft: Notice = Notice.objects.get(pk=notice.pk).get_latest_revision_as_object()
    return draft


def approved_digest(notice: Notice) -> str:
    """Give the digest of the text that was last reviewed and approved, or ''."""
    last = notice.reviews.order_by("-pk").first()
    return last.digest if last is not None and last.approved else ""


def public_notices(prefix: str = "") -> QuerySet[Notice]:
    """Give the notices people may read below an area code prefix, the newest first.

    A phase is a column that could be set by hand; an edition is a row of the record.
    """
    return (
        Notice.objects.filter(
            Exists(Edition.objects.filter(notice=OuterRef("pk"))),
            phase__in=[phase.value for phase in PUBLIC],
            area__code__startswith=prefix,
        )
        .select_related("area")
        .order_by("-published_on", "-pk")
    )


def predecessor(notice: Notice) -> Notice | None:
    """Give the withdrawn notice of the same request that this one follows."""
    if notice.request_id is None:
        return None
    earlier = Notice.objects.filter(request=notice.request_id, pk__lt=notice.pk)
    return earlier.order_by("-pk").first()


def successor(notice: Notice) -> Notice | None:
    """Give the newest released notice that took the place of a withdrawn one."""
    ended = Withdrawal.objects.filter(notice=notice).select_related("replaced_by").first()
    if ended is not None and ended.replaced_by is not None:
        return ended.replaced_by
    if notice.request_id is None:
        return None
    later = public_notices().filter(request=notice.request_id, pk__gt=notice.pk)
    return later.order_by("-pk").first()


def is_made_again(notice: Notice) -> bool:
    """Whether another notice in the place of this withdrawn one waits or is being made."""
    if notice.request_id is None:
        return False
    drafts = Notice.objects.filter(request=notice.request_id).exclude(phase__in=PUBLIC)
    waits = wanted_requests().filter(pk=notice.request_id).exists()
    return waits or (drafts.exists() and not is_interrupted(notice))


def wanted_requests() -> QuerySet[PublicationRequest]:
    """Give the requests of which a notice is to be made now.

    Those that wait, and announcements that were withdrawn after their release had concluded them.
    """
    alive = Notice.objects.filter(request=OuterRef("pk")).exclude(phase__in=GONE)
    announced = Q(state=RequestState.CONCLUDED, nature=Nature.AFTER)
    return PublicationRequest.objects.filter(
        Q(state=RequestState.WAITING) | announced, ~Exists(alive)
    )


def is_interrupted(notice: Notice) -> bool:
    """Whether the matter was sent back after the notice had been drafted; read anew each time."""
    return PublicationRequest.objects.filter(
        pk=notice.request_id, state=RequestState.INTERRUPTED
    ).exists()


def names_persons(notice: Notice) -> bool:
    """Whether a list of persons belongs to the notice: its board shows full names."""
    tables = notice.request.snapshot.header["tables"] if notice.request else []
    return any(table["personal"] for table in tables)


def edition(notice: Notice) -> Edition | None:
    """Give what was released last; a notice without one is not public."""
    return notice.editions.order_by("-ordinal").first()


def check_code(released: Edition) -> str:
    """Give the code that stands on paper: the digest's first 16 letters, in groups of four."""
    short = released.digest[:16].upper()
    return " ".join(short[start : start + 4] for start in range(0, 16, 4))


def as_released(notice: Notice) -> Notice:
    """Put the words of the edition in place of the row's, which could change behind us (I14)."""
    released = edition(notice)
    if released is not None:
        body = released.body
        notice.title, notice.issuer, notice.days = body["title"], body["issuer"], body["days"]
        notice.hotlines = "; ".join(body["hotlines"])
        notice.content = notice.content.stream_block.to_python(body["content"])
    return notice


def objection_counts(notice: Notice) -> tuple[int, int]:
    """Give how many objections there are and how many are open, as registered checks count."""
    counts = [check().counts(notice) for check in notice_checks.active_in(notice.area_id)]
    return sum(total for total, _open in counts), sum(still for _total, still in counts)


def status(notice: Notice, today: date) -> Status:
    """Give the status people read on a day."""
    total, still_open = objection_counts(notice)
    shown = Shown(
        phase=Phase(notice.phase),
        announcement=notice.announcement,
        first=notice.starts_on,
        last=notice.ends_on,
        open_objections=still_open,
        objections=total,
    )
    return status_of(shown, today)


def shows_names(notice: Notice, today: date) -> bool:
    """Whether the personal rows may still be on the web (PIPL 47: they leave when it ends).

    A notice that nobody has hung yet counts from its release: forgetting shows nobody for ever.
    """
    if notice.phase in GONE:
        return False
    ends_on = notice.ends_on
    if ends_on is None:
        if notice.phase != Phase.PUBLISHED or notice.published_on is None:
            return False
        days = max(notice.days, BOARD_DAYS.value)
        ends_on = last_day(notice.published_on, days, calendar=calendar())
    return (today - ends_on).days <= GRACE_DAYS.value


def shows_files(notice: Notice, today: date) -> bool:
    """Whether the pictures and attachments of a notice are on the web today.

    They come with its release and go with its withdrawal. Nobody can cover a name inside them, so
    they leave with the names when the period ends, unless the kind of notice keeps them.
    """
    if Phase(notice.phase) not in STANDING or edition(notice) is None:
        return False
    kind = notice_kinds.get(notice.kind)
    stay = notice.announcement or kind.announcement or kind.files_stay
    return stay or shows_names(notice, today)


def snapshot(notice: Notice, audience: Audience, today: date) -> Snapshot | None:
    """Give the frozen snapshot as this audience may see it today."""
    if notice.request is None:
        return None
    on_paper = audience is Audience.PAPER
    return read(
        notice.request.snapshot, audience, with_personal=on_paper or shows_names(notice, today)
    )


def plain_text(notice: Notice) -> list[str]:
    """Give the headings and paragraphs of a notice's own text, without markup."""
    return [
        strip_tags(str(block.value))
        for block in notice.content
        if block.block_type in {"heading", "paragraph"}
    ]


def words_on_paper(notice: Notice) -> Iterator[str]:
    """Give every piece of text that stands on the village's board, names and cells included."""
    yield from (notice.title, notice.issuer, *plain_text(notice))
    yield from (b.value["caption"] for b in notice.content if b.block_type == "picture")
    if notice.request is None:
        return
    shown = read(notice.request.snapshot, Audience.PAPER)
    yield from (shown.title, *shown.paragraphs, *shown.warnings)
    for fact in (*shown.headline, *shown.facts, *shown.bars, *shown.basis):
        yield fact.label
        if isinstance(fact.value, str):
            yield fact.value
    for table in shown.tables:
        for row in table.rows:
            yield from (value for value in row.cells.values() if isinstance(value, str))


def searchable(notice: Notice) -> str:
    """Give the words a notice is found by: never a name, never a cell of a personal table."""
    words = plain_text(notice)
    frozen = notice.request.snapshot if notice.request else None
    if frozen is not None:
        shown = read(frozen, Audience.OPEN, with_personal=False)
        words += shown.paragraphs
        words += [
            f"{fact.label} {fact.value}"
            for fact in (*shown.facts, *shown.basis)
            if fact.kind is Kind.TEXT
        ]
        words += [
            str(row.cells.get(column.key, ""))
            for table in shown.tables
            for row in table.rows
            for column in table.columns
            if column.kind is Kind.TEXT
        ]
    return "\n".join([notice.area.name, notice.issuer, *words])
