"""The sheets of a meeting to be signed by hand: who came, how each voted, or only the count."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from council.deliberation.models import (
    OPTION_TITLES,
    PRESENCE_TITLES,
    Meeting,
    Minutes,
    Motion,
)
from council.deliberation.pages import due_list, moment
from council.deliberation.states import Method, Option, Presence
from gongshi.clock import local_date
from gongshi.printing.pages import Block, Column, Fact, Sheet
from gongshi.printing.pages import Minutes as Paper


def sign_in_sheet(meeting: Meeting, at: datetime) -> Sheet:
    """Give the sheet on which everyone due signs in."""
    people = due_list(meeting, at)
    return Sheet(
        title=_("Sign-in sheet"),
        meta=_meta(meeting, len(people)),
        columns=[
            Column(_("No."), width=0.5),
            Column(_("Name")),
            Column(_("Office"), width=1.4),
            Column(_("Signature"), width=1.6),
            Column(_("Remarks"), width=1.2),
        ],
        rows=[
            [str(number), str(one["name"]), str(one["office"]), "", ""]
            for number, one in enumerate(people, 1)
        ],
        blank_rows=0 if people else 25,
        notes=[_("Everyone signs for themselves; nobody signs for somebody else.")],
        signatures=[_("Recorder"), _("Chair of the meeting")],
    )


def vote_sheet(meeting: Meeting, at: datetime) -> Sheet:
    """Give the sheet on which a vote is kept and signed: by name, or of a secret one the count."""
    motion = meeting.motions.last()
    if motion and _is_secret(motion):
        return count_sheet(meeting, at)
    people = due_list(meeting, at)
    options = [Column(str(OPTION_TITLES[option]), width=0.7) for option in Option]
    return Sheet(
        title=_("Vote sheet"),
        meta=[*_meta(meeting, len(people)), *_matter(motion)],
        columns=[
            Column(_("No."), width=0.5),
            Column(_("Name")),
            *options,
            Column(_("Recused"), width=0.7),
            Column(_("Signature"), width=1.4),
        ],
        rows=[
            [str(number), str(one["name"]), "", "", "", "", ""]
            for number, one in enumerate(people, 1)
        ],
        blank_rows=0 if people else 25,
        notes=[_("Recorder and certifier are two different persons.")],
        signatures=[_("Recorder"), _("Certifier")],
    )


def _is_secret(motion: Motion) -> bool:
    last = motion.events.order_by("number").last()
    return last is not None and last.method == Method.SECRET


def _matter(motion: Motion | None) -> list[Fact]:
    return [Fact(_("Motion"), motion.text)] if motion else []


def count_sheet(meeting: Meeting, at: datetime) -> Sheet:
    """Give the sheet on which a secret vote is counted: the numbers alone, beside no name."""
    due = len(due_list(meeting, at))
    kinds = [str(OPTION_TITLES[option]) for option in Option]
    return Sheet(
        title=_("Count of a secret vote"),
        meta=[*_meta(meeting, due), *_matter(meeting.motions.last())],
        columns=[Column(_("What was counted")), Column(_("Ballots")), Column(_("Remarks"))],
        rows=[[kind, "", ""] for kind in (_("Handed out"), _("Returned"), *kinds, _("Void"))],
        notes=[
            _("Ballots carry no name, and no name stands beside a number on this sheet."),
            _("Recorder and certifier are two different persons."),
        ],
        signatures=[_("Recorder"), _("Certifier")],
    )


def minutes_page(meeting: Meeting, saved: Minutes) -> Paper:
    """Give the minutes as worded and saved, with who was there, to be signed by hand."""
    rows = list(meeting.attendance.all())
    people: dict[str, list[str]] = {}
    for row in rows:
        people.setdefault(row.presence, []).append(row.name)
    who = [
        Fact(str(PRESENCE_TITLES[Presence(presence)]), "、".join(people[presence]))
        for presence in (one.value for one in Presence)
        if presence in people
    ]
    lines = [line.strip() for line in saved.text.splitlines() if line.strip()]
    return Paper(
        head=_("Minutes of the meeting of %(body)s")
        % {"body": meeting.area.name + meeting.get_body_display()},
        number=pgettext("meeting", "No. %(number)s") % {"number": meeting.number},
        issuer=meeting.area.name + meeting.get_body_display(),
        issued_on=local_date(saved.saved_at),
        blocks=[Block(line) for line in lines],
        attendance=who,
        signatures=[_("Chair of the meeting"), _("Recorder")],
    )


def _meta(meeting: Meeting, due: int) -> list[Fact]:
    return [
        Fact(_("Meeting"), str(meeting)),
        Fact(_("Time"), moment(meeting.held_at)),
        Fact(pgettext("meeting", "Place"), meeting.place),
        Fact(_("Due / present"), f"{due or '    '} /     "),
    ]
