"""One notice in the binding order of every notice page."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongshi.clock import days_left, local_date
from gongshi.money import yuan
from gongshi.plugins.enabling import is_active
from gongshi.publishing import faces
from gongshi.publishing.schema import Audience, Kind, Snapshot
from publicity.notices.hotlines import hotlines_of
from publicity.notices.models import Notice
from publicity.notices.queries import (
    check_code,
    edition,
    is_made_again,
    names_persons,
    objection_counts,
    shows_files,
    snapshot,
    status,
    successor,
)
from publicity.notices.states import PUBLIC, Phase, Status
from publicity.objections.queries import of_line
from publicity.objections.rules import may_file


def notice_context(notice: Notice, at: datetime) -> dict[str, object]:
    """Give everything a notice page shows to the open internet today."""
    today = local_date(at)
    state = status(notice, today)
    shown = snapshot(notice, Audience.OPEN, today)
    total, still_open = objection_counts(notice)
    released = edition(notice)
    withdrawn = getattr(notice, "withdrawal", None)
    return {
        "notice": notice,
        "gone": state in {Status.WITHDRAWN, Status.CORRECTED},
        "withdrawal": withdrawn,
        "successor": successor(notice) if withdrawn else None,
        "made_again": bool(withdrawn) and is_made_again(notice),
        "replaces": released.body.get("replaces", "") if released else "",
        "status": state.value,
        "days": days_left(today, notice.ends_on) if notice.ends_on else 0,
        "snapshot": shown,
        "numbers": _numbers(shown, total, still_open, announcement=notice.announcement),
        "summary": summary(notice, shown, today),
        "bar_items": faces.bars(shown) if shown else [],
        "tables": [faces.table(table) for table in shown.tables] if shown else [],
        "names_gone": _names_gone(notice, shown),
        "files_shown": shows_files(notice, today),
        "facts": faces.pairs(shown.facts) if shown else [],
        "basis": faces.pairs(shown.basis) if shown else [],
        "posting": getattr(notice, "posting", None),
        "photo_is_public": not names_persons(notice),
        "may_object": may_file(
            public=Phase(notice.phase) in PUBLIC,
            announcement=notice.announcement,
            last=notice.ends_on,
            today=today,
        ),
        "answered": _answered(notice),
        "check_code": check_code(released) if released else "",
        "may_verify": is_active("publicity_verification", notice.area_id),
        "hotline_pairs": hotlines_of(notice.phone_numbers),
    }


def summary(notice: Notice, shown: Snapshot | None, today: date) -> list[str]:
    """Say in three short sentences how much, to whom, and until when one may object."""
    lines = []
    if shown and shown.headline and shown.headline[0].kind is Kind.MONEY:
        first = shown.headline[0]
        lines.append(_("This is about %(sum)s yuan.") % {"sum": yuan(int(first.value))})
    if notice.ends_on and today <= notice.ends_on and not notice.announcement:
        day = faces.in_words(notice.ends_on.isoformat(), Kind.DATE)
        lines.append(
            _("Until %(day)s, 24:00, anyone may object; no account is needed.") % {"day": day}
        )
    return lines


def _numbers(
    shown: Snapshot | None, total: int, still_open: int, *, announcement: bool
) -> list[dict[str, object]]:
    numbers: list[dict[str, object]] = [*faces.numbers(shown.headline)[:3]] if shown else []
    if numbers and not announcement:
        note = _("%(count)s being checked") % {"count": still_open} if still_open else ""
        numbers.append(
            {
                "label": _("Objections"),
                "value": total,
                "unit": pgettext("unit", "objections"),
                "note": note,
                "alert": bool(still_open),
            }
        )
    return numbers


def _names_gone(notice: Notice, shown: Snapshot | None) -> bool:
    if notice.request is None or shown is None:
        return False
    return len(shown.tables) < len(notice.request.snapshot.header["tables"])


def _answered(notice: Notice) -> list[dict[str, object]]:
    answered = of_line(notice).filter(reply__isnull=False).select_related("reply", "notice")
    return [
        {
            "number": one.number
            if one.notice_id == notice.pk
            else f"{one.notice.number}-{one.number}",
            "outcome": one.reply.get_outcome_display(),
            "text": one.reply.text,
            "day": one.reply.replied_at,
        }
        for one in answered
    ]
