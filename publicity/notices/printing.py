"""The poster of a notice: masked for the web, with full names for the village's board."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongshi.clock import local_date
from gongshi.printing.pages import Annex, Block, Column, Document, Fact, Poster, Table
from gongshi.printing.services import Size, document_pdf, poster_pdf
from gongshi.publishing import faces
from gongshi.publishing.schema import Audience, Kind, Snapshot
from gongshi.publishing.schema import Fact as FrozenFact
from gongshi.publishing.schema import Table as FrozenTable
from gongshi.record.checkpoint import code
from gongshi.record.queries import last_checkpoint
from publicity.notices.hotlines import hotlines_of
from publicity.notices.models import Edition, Notice
from publicity.notices.queries import as_released, check_code, edition, plain_text, snapshot

#: How wide columns of a kind stand beside the others.
WIDTHS = {Kind.PERSON: 1.2, Kind.HOUSEHOLD: 1.4, Kind.MONEY: 1.3, Kind.INTEGER: 0.8}


def poster_of(notice: Notice, audience: Audience, size: Size, at: datetime) -> bytes:
    """Print the notice for a wall. Without a posting record its dates stay blank lines."""
    return poster_pdf(poster_page(notice, audience, at), size)


def poster_page(notice: Notice, audience: Audience, at: datetime) -> Poster:
    """Give what stands on the paper."""
    notice = as_released(notice)
    shown = snapshot(notice, audience, local_date(at))
    released = edition(notice)
    return Poster(
        title=notice.title,
        number=notice.number or "",
        issuer=notice.issuer,
        address=f"{settings.GONGSHI_BASE_URL}/gs/{notice.number}/",
        check_code=check_code(released) if released else "",
        objections=_how_to_object(notice),
        hotlines=[Fact(label, number) for label, number in hotlines_of(notice.phone_numbers)],
        paragraphs=[*_replaces(released), *_paragraphs(notice, shown)],
        facts=_headline(shown),
        tables=_tables(shown),
        first_day=notice.starts_on,
        last_day=None if notice.announcement else notice.ends_on,
        issued_on=notice.published_on,
        period=not notice.announcement,
        proof=_proof(),
    )


def document_of(notice: Notice) -> bytes:
    """Print a released announcement as an official document; what it rests on is its annex."""
    released = notice.published_on
    assert released is not None  # noqa: S101 -- only released announcements are asked for
    shown = snapshot(notice, Audience.OPEN, released)
    blocks = [Block(text, 1 if heading else 0) for text, heading in _text(notice)]
    blocks += [Block(text) for text in shown.paragraphs] if shown else []
    tables = _tables(shown)
    return document_pdf(
        Document(
            head=notice.issuer,
            number=notice.number or "",
            title=notice.title,
            issuer=notice.issuer,
            issued_on=released,
            blocks=blocks,
            annexes=[Annex(pgettext("annex", "Tables"), tables=tables)] if tables else [],
        )
    )


def _proof() -> str:
    checkpoint = last_checkpoint()
    if checkpoint is None:
        return ""
    return f"{checkpoint.size}:{code(bytes.fromhex(checkpoint.root))}"


def _how_to_object(notice: Notice) -> str:
    if notice.announcement:
        return _("Questions are answered at the numbers below.")
    return _(
        "Whoever disagrees may say so until the last day: by telephone, at the village office, "
        "or with a phone through the code. No account is needed; the answer comes in writing."
    )


def _replaces(released: Edition | None) -> list[str]:
    """Say which withdrawn notice this one follows, as it was released."""
    earlier = released.body.get("replaces") if released else None
    if not earlier:
        return []
    return [_("This notice replaces No. %(number)s, which was withdrawn.") % {"number": earlier}]


def _paragraphs(notice: Notice, shown: Snapshot | None) -> list[str]:
    return [
        *plain_text(notice),
        *(shown.paragraphs if shown else ()),
        *(shown.warnings if shown else ()),
    ]


def _text(notice: Notice) -> list[tuple[str, bool]]:
    """Give the headings and paragraphs of the notice, and whether each is a heading."""
    blocks = [block for block in notice.content if block.block_type in {"heading", "paragraph"}]
    return [(strip_tags(str(one.value)), one.block_type == "heading") for one in blocks]


def _headline(shown: Snapshot | None) -> list[Fact]:
    return (
        [Fact(label, text) for label, text in map(_with_unit, shown.headline[:4])] if shown else []
    )


def _with_unit(fact: FrozenFact) -> tuple[str, str]:
    words = faces.in_words(fact.value, fact.kind)
    return fact.label, f"{words} {_('yuan')}" if fact.kind is Kind.MONEY else words


def _tables(shown: Snapshot | None) -> list[Table]:
    """Give the rows first, then in a small table what else is to know and what it rests on."""
    if shown is None:
        return []
    rest = [[label, text] for label, text in faces.pairs((*shown.facts, *shown.basis))]
    columns = [Column(_("Item"), width=1), Column(_("In detail"), width=3.4)]
    known = [Table(columns, rest, caption=_("In detail, and what it rests on"))] if rest else []
    return [*(_table(table) for table in shown.tables), *known]


def _table(frozen: FrozenTable) -> Table:
    face = faces.table(frozen)
    return Table(
        columns=[
            Column(
                c.title, numeric=c.kind in {Kind.MONEY, Kind.INTEGER}, width=WIDTHS.get(c.kind, 1)
            )
            for c in frozen.columns
        ],
        rows=face.rows,
        caption=frozen.caption,
        unit=frozen.unit,
        totals=face.total,
    )
