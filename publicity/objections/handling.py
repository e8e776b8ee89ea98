"""What a posted form brings about, whoever posted it and on whichever page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongshi.people.models import Person, User
from publicity.notices.models import Notice
from publicity.objections.models import Objection, Outcome, Reply
from publicity.objections.pages import filed_by
from publicity.objections.queries import row_label
from publicity.objections.services import file_objection, reply

Data = Mapping[str, Any]


def take(
    notice: Notice, data: Data, *, at: datetime, entered_by: User | None = None
) -> tuple[Objection, str]:
    """File what a form says; give the objection and the code on its receipt."""
    return file_objection(
        notice=notice,
        text=data["text"],
        client_key=data["key"],
        at=at,
        row=data["row"],
        name=data["name"],
        phone=data["phone"],
        entered_by=entered_by,
    )


def enter_reply(
    objection: Objection, data: Data, *, by: Person, at: datetime, account: User
) -> Reply:
    """Answer an objection with what a form says."""
    return reply(
        objection=objection,
        outcome=Outcome(data["outcome"]),
        text=data["text"],
        by=by,
        at=at,
        account=account,
    )


def shown(objection: Objection, *, may_answer: bool) -> dict[str, object]:
    """Give what a page shows of an objection: who filed it, to those alone who may answer."""
    return {
        "objection": objection,
        "notice": objection.notice,
        "answered": getattr(objection, "reply", None),
        "row": row_label(objection.notice, objection.row),
        "filer": filed_by(objection) if may_answer else None,
    }
