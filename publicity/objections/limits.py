"""How often one connection may file and try codes: enough for a village behind one router."""

from __future__ import annotations

from django.http import HttpRequest

from gongshi.verdict import Verdict
from publicity.notices.limits import count, uncount
from publicity.objections.parameters import CODES_PER_HOUR, PER_HOUR
from publicity.objections.rules import may_file_so_often, may_try_so_many

FILED, TRIED = "objections", "codes"


def may_file_again(request: HttpRequest) -> Verdict:
    """Count one more objection, and say whether it is still accepted (OBJ-6)."""
    return may_file_so_often(count(FILED, request), PER_HOUR.value)


def may_try_a_code(request: HttpRequest) -> Verdict:
    """Count one more code, and say whether it is still looked up (OBJ-8)."""
    return may_try_so_many(count(TRIED, request), CODES_PER_HOUR.value)


def forget_try(request: HttpRequest) -> None:
    """Take back a code that was right: only wrong ones count."""
    uncount(TRIED, request)
