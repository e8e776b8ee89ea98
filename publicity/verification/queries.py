"""Finding what a paper says it is a copy of."""

from __future__ import annotations

from publicity.notices.models import Edition, Notice
from publicity.notices.queries import edition
from publicity.notices.states import PUBLIC

SHORTEST = 8  # characters of the check code; fewer could be anyone's


def by_check_code(code: str) -> Edition | None:
    """Give the released edition whose check code stands on the paper."""
    plain = "".join(letter for letter in code.lower() if letter in "0123456789abcdef")
    if len(plain) < SHORTEST:
        return None
    found = Edition.objects.filter(
        digest__startswith=plain[:64], notice__phase__in=[phase.value for phase in PUBLIC]
    )
    return found.select_related("notice__area").order_by("-pk").first()


def is_current(found: Edition) -> bool:
    """Whether the paper shows what is on the web today."""
    newest = edition(Notice.objects.get(pk=found.notice_id))
    return newest is not None and newest.pk == found.pk
