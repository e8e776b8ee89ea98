"""The public body of a notice as canonical data, and its digest (I14)."""

from __future__ import annotations

import hashlib

from gongshi.record.canonical import canonical
from publicity.notices.models import Notice
from publicity.notices.queries import latest, predecessor


def body_of(notice: Notice) -> dict[str, object]:
    """Give everything the public reads except what the snapshot holds."""
    blocks = [
        {"type": block["type"], "value": _plain(block["value"])}
        for block in notice.content.get_prep_value()
    ]
    earlier = predecessor(notice)
    follows = {"replaces": earlier.number} if earlier is not None else {}
    return {
        "title": notice.title,
        "kind": notice.kind,
        "area": notice.area_id,
        "issuer": notice.issuer,
        "hotlines": notice.phone_numbers,
        "days": notice.days,
        "content": blocks,
        "snapshot": notice.request.snapshot.digest if notice.request else "",
        **follows,
    }


def digest_of(notice: Notice) -> str:
    """Give SHA-256 of the public body."""
    return hashlib.sha256(canonical(body_of(notice))).hexdigest()


def draft_digest(notice: Notice) -> str:
    """Give the digest of the latest draft: of what somebody reads who opens the notice now."""
    return digest_of(latest(notice))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items() if part is not None}
    return value if isinstance(value, (str, int, bool)) else str(value)
