"""The receipt a villager takes home."""

from __future__ import annotations

from django.conf import settings

from gongshi.clock import local_date
from gongshi.printing.pages import Fact, Receipt
from gongshi.printing.services import receipt_pdf
from publicity.notices.hotlines import hotlines_of
from publicity.objections.models import Objection
from publicity.objections.queries import row_label

#: Words of a row or an objection longer than this would push the code off the paper.
MOST = 120


def receipt_of(objection: Objection, code: str) -> bytes:
    """Print the receipt; the code goes onto the paper and never into an address."""
    notice = objection.notice
    return receipt_pdf(
        Receipt(
            number=f"{notice.number}-{objection.number}",
            issuer=notice.issuer,
            notice=notice.title,
            about=(row_label(notice, objection.row) or objection.text)[:MOST],
            filed_on=local_date(objection.filed_at),
            reply_by=objection.due_on,
            code=code,
            address=f"{settings.GONGSHI_BASE_URL}/objections/",
            hotlines=[Fact(label, number) for label, number in hotlines_of(notice.phone_numbers)],
        )
    )
