"""Reading objections: of a notice, by the code on a receipt, what is still open."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongshi.areas.queries import starting
from gongshi.publishing.faces import in_words
from gongshi.publishing.queries import read
from gongshi.publishing.schema import Audience, Column, Kind, Row
from publicity.notices.models import Notice
from publicity.notices.queries import shows_names
from publicity.objections.codes import hash_of
from publicity.objections.models import Objection, Outcome, Reply


def by_code(code: str) -> Objection | None:
    """Give the objection that a receipt's code follows."""
    return (
        Objection.objects.filter(code_hash=hash_of(code))
        .select_related("notice__area", "reply")
        .first()
    )


def waiting(prefix: str) -> QuerySet[Objection]:
    """Give the unanswered objections below an area code prefix, the most urgent first."""
    return (
        Objection.objects.filter(starting("notice__area__code", [prefix]), reply=None)
        .select_related("notice__area")
        .order_by("due_on", "pk")
    )


def of_line(notice: Notice) -> QuerySet[Objection]:
    """Give the objections to a notice and to the withdrawn ones in whose place it stands.

    They were filed to the same frozen rows; a withdrawal silences none of them.
    """
    mine = Q(notice=notice.pk)
    if notice.request_id is not None:
        mine |= Q(notice__request=notice.request_id, notice__lt=notice.pk)
    return Objection.objects.filter(mine)


def counts(notice: Notice) -> tuple[int, int]:
    """Give how many objections a notice and those before it have, and how many are open."""
    rows = of_line(notice)
    return rows.count(), rows.filter(reply=None).count()


def outcome(notice: Notice) -> dict[str, object]:
    """Give what those who decided must know: how many, how many upheld, whether amounts change."""
    replies = Reply.objects.filter(objection__in=of_line(notice))
    found = list(replies.values_list("outcome", flat=True))
    upheld = [one for one in found if one != Outcome.EXPLAINED]
    return {
        "objections": len(found),
        "upheld": len(upheld),
        "amounts_change": Outcome.UPHELD_AMOUNTS in found,
    }


def row_choices(notice: Notice, most: int) -> list[tuple[str, str]]:
    """Give the rows of a notice as the village's own paper shows them, for those in office."""
    if notice.request is None:
        return []
    shown = read(notice.request.snapshot, Audience.PAPER)
    rows = [(table, row) for table in shown.tables for row in table.rows]
    return [
        (row.key, " ".join(in_words(row.cells.get(c.key, ""), c.kind) for c in table.columns)[:60])
        for table, row in rows[:most]
    ]


def row_labels(notice: Notice, today: date | None = None) -> dict[str, str]:
    """Give the words of every row as the open internet sees them on a day, by the row's key.

    Without a day they are for the desk, where rows with names stay readable after the period.
    """
    if notice.request is None:
        return {}
    personal = today is None or shows_names(notice, today)
    return {
        row.key: " · ".join(_cell(row, column, table.unit) for column in table.columns)
        for table in read(notice.request.snapshot, Audience.OPEN, with_personal=personal).tables
        for row in table.rows
    }


def _cell(row: Row, column: Column, unit: str) -> str:
    words = in_words(row.cells.get(column.key, ""), column.kind)
    if column.kind is Kind.MONEY:
        return f"{words} {unit}"
    return f"{column.title} {words}" if column.kind is Kind.INTEGER else words


def row_label(notice: Notice, row: str, today: date | None = None) -> str:
    """Give the words of one row, or '' for the whole notice."""
    return row_labels(notice, today).get(row, "") if row else ""
