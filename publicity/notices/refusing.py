"""A refusal on a public page: the rule, the reason in plain words, the telephone, a way back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongshi.verdict import Verdict
from publicity.notices.hotlines import hotlines_of
from publicity.notices.limits import AN_HOUR
from publicity.notices.parameters import HOTLINES

BUSY, TOO_OFTEN = 503, 429
#: After how many seconds it is worth while to try again.
AGAIN = {BUSY: 30, TOO_OFTEN: AN_HOUR}


def refused(request: HttpRequest, verdict: Verdict, back: str, status: int) -> HttpResponse:
    """Show why something is not done now."""
    context = {"verdict": verdict, "back": back, "hotlines": hotlines_of(HOTLINES.value)}
    response = render(request, "publicity/notices/refused.html", context, status=status)
    if status in AGAIN:
        response.headers["Retry-After"] = str(AGAIN[status])
    response.headers["Cache-Control"] = "no-store"
    return response


def not_printed(request: HttpRequest, verdict: Verdict, back: str) -> HttpResponse:
    """Show why a paper is not printed now: too many at once, too many an hour, or no paper."""
    status = {"NOTICE-12": BUSY, "NOTICE-13": TOO_OFTEN}.get(verdict.rule, 409)
    return refused(request, verdict, back, status)
