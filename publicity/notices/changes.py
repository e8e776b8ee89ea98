"""What changed in a draft between what somebody read and what stands there now."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from publicity.notices.digests import digest_of
from publicity.notices.models import Notice
from publicity.notices.queries import latest

#: Drafts looked through for the one that was read; older ones nobody holds open.
MOST = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that reads differently now; empty where it was added or left out."""

    label: str
    before: str
    after: str


def since(notice: Notice, digest: str) -> list[Change]:
    """Give what changed since the draft with this digest; nothing where no draft ever had it."""
    for revision in notice.revisions.order_by("-pk")[:MOST]:
        read = revision.as_object()
        if digest_of(read) == digest:
            return between(read, latest(notice))
    return []


def between(before: Notice, after: Notice) -> list[Change]:
    """Compare two drafts, heading by heading and line by line."""
    labelled = (
        (_("Title"), before.title, after.title),
        (_("Issued by"), before.issuer, after.issuer),
        (_("Telephone"), before.hotlines, after.hotlines),
    )
    found = [Change(label, old, new) for label, old, new in labelled if old != new]
    old_lines, new_lines = _lines(before), _lines(after)
    steps = SequenceMatcher(a=old_lines, b=new_lines, autojunk=False).get_opcodes()
    return found + [
        Change(_("Text"), "\n".join(old_lines[a:b]), "\n".join(new_lines[c:d]))
        for kind, a, b, c, d in steps
        if kind != "equal"
    ]


def _lines(notice: Notice) -> list[str]:
    lines = []
    for block in notice.content:
        if block.block_type == "picture":
            lines.append(f"{_('Picture')}: {block.value['image']} {block.value['caption']}")
        elif block.block_type == "attachment":
            lines.append(f"{_('Attachment')}: {block.value}")
        else:
            lines.append(strip_tags(str(block.value)))
    return lines
