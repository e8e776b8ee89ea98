"""Filing an objection without an account, and answering it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongshi.areas.services import touch
from gongshi.calendars import calendar
from gongshi.clock import last_day, local_date
from gongshi.matters.services import record_act, saving
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.people.sealing import Facts, seal
from gongshi.record.services import append
from gongshi.verdict import Verdict, first_refusal, require
from publicity.notices.models import Notice
from publicity.notices.states import Phase
from publicity.objections.codes import code_of, hash_of
from publicity.objections.models import Objection, Outcome, Reply
from publicity.objections.parameters import ANSWER_DAYS
from publicity.objections.rules import is_about_a_row, is_readable, may_file, may_reply
from publicity.objections.signals import objection_filed, objection_replied

VILLAGER = "villager"  # the actor of what someone without an account does


@transaction.atomic
def file_objection(
    *,
    notice: Notice,
    text: str,
    client_key: UUID,
    at: datetime,
    row: str = "",
    name: str = "",
    phone: str = "",
    entered_by: User | None = None,
) -> tuple[Objection, str]:
    """File an objection; give it with the code that follows it.

    The same ``client_key`` gives the same objection, so a double tap files one. The code is
    derived from the key, so that it can be shown again to whoever holds the form.
    """
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    code = code_of(client_key)
    existing = Objection.objects.filter(client_key=client_key).first()
    if existing is not None:
        return existing, code
    require(
        first_refusal(_open_now(locked, at), is_readable(text), is_about_a_row(row, _rows(locked)))
    )
    objection = Objection.objects.create(
        notice=locked,
        number=locked.objections.count() + 1,
        row=row,
        text=text.strip(),
        sealed=seal(client_key, Facts(name=name, phone=phone)) if name or phone else b"",
        code_hash=hash_of(code),
        client_key=client_key,
        filed_at=at,
        due_on=last_day(local_date(at), ANSWER_DAYS.value, calendar=calendar()),
        entered_by=entered_by,
    )
    _record_filing(objection, at)
    touch(locked.area_id)
    objection_filed.announce(locked.area_id, objection=objection)
    return objection, code


@transaction.atomic
def reply(
    *,
    objection: Objection,
    outcome: Outcome,
    text: str,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> Reply:
    """Answer an objection in writing. Raises RuleBroken: OBJ-4 or a separation."""
    notice = Notice.objects.select_for_update().get(pk=objection.notice_id)
    answered = Reply.objects.filter(objection=objection).exists()
    require(may_reply(answered=answered, text=text))
    row = Reply(objection=objection, outcome=outcome, text=text.strip(), replied_at=at)
    record_act(
        by=by,
        duty=Duty.ANSWER,
        matter=notice.matter,
        at=at,
        kind="objection.answered",
        body={"number": objection.number, "outcome": outcome.value},
        write=saving(row),
        account=account,
    )
    touch(notice.area_id)
    objection_replied.announce(notice.area_id, reply=row)
    return row


def _record_filing(objection: Objection, at: datetime) -> None:
    notice = objection.notice
    append(
        kind="objection.filed",
        at=at,
        actor=VILLAGER,
        area=notice.area_id,
        matter=str(notice.matter.key),
        body={"notice": notice.pk, "number": objection.number, "row": objection.row},
        rows=[objection],
    )


def _open_now(notice: Notice, at: datetime) -> Verdict:
    return may_file(
        public=notice.phase in {Phase.PUBLISHED, Phase.DISPLAYED},
        announcement=notice.announcement,
        last=notice.ends_on,
        today=local_date(at),
    )


def _rows(notice: Notice) -> frozenset[str]:
    if notice.request is None:
        return frozenset()
    return frozenset(notice.request.snapshot.rows.values_list("key", flat=True))
