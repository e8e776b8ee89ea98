"""A refusal loses nothing: the page that was sent is shown once more with all that was typed.

A view asks ``sent()`` whether it may do what was asked. Where a rule then refuses, ``desk_page``
runs the view again; now ``sent()`` says no, and the form says why, at its field. Where the page
no longer has that form, the refusal's own page gives back every text.
"""

from __future__ import annotations

from typing import Protocol

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext as _

from gongshi.verdict import Verdict

_SENT, _REFUSED, _AT_FIELD = "gongshi.sent", "gongshi.refused", "gongshi.at_field"
#: Inputs whose values are never shown again: secrets, and what the page itself had filled in.
SECRET_WORDS = ("password", "token", "code", "key")
OWN_WORDS = ("reading", "digest", "work", "decision", "option", "method", "reached-", "vote-")


class Checked(Protocol):
    """A form, several forms, or a page of them."""

    def is_valid(self) -> bool:
        """Say whether everything that must be there is there."""


def sent(
    request: HttpRequest, form: Checked | None = None, speaker: forms.BaseForm | None = None
) -> bool:
    """Say whether the page was sent, is filled in right, and was not refused a moment ago.

    ``speaker`` is the form that says why it was refused, where the page has several. A form names
    in ``refused_at`` the field that each rule speaks of.
    """
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return False
    request.META[_SENT] = True
    verdict: Verdict | None = request.META.get(_REFUSED)
    if verdict is None:
        return True
    speaker = speaker or (form if isinstance(form, forms.BaseForm) else None)
    field = getattr(speaker, "refused_at", {}).get(verdict.rule)
    if speaker is not None and field is not None:
        request.META[_AT_FIELD] = True
        told = {"reason": verdict.text(_), "rule": verdict.rule}
        speaker.add_error(field, _("%(reason)s (rule %(rule)s)") % told)
    return False


def was_sent(request: HttpRequest) -> bool:
    """Say whether the view can show once more what was sent."""
    return bool(request.META.get(_SENT))


def keep(request: HttpRequest, verdict: Verdict) -> None:
    """Let the view know, when it runs again, what refused it."""
    request.META[_REFUSED] = verdict


def refusal_of(request: HttpRequest) -> Verdict | None:
    """Give what refused this page a moment ago, unless one of its fields says so."""
    return None if _AT_FIELD in request.META else request.META.get(_REFUSED)


def gives_back(answer: HttpResponse, request: HttpRequest, verdict: Verdict) -> bool:
    """Say whether a page names the rule that refused it, and shows every text that was sent."""
    page = answer.content.decode().replace("\r\n", "\n")
    texts = (str(escape(text)).replace("\r\n", "\n") for text in written(request))
    return verdict.rule in page and all(text in page for text in texts)


def written(request: HttpRequest) -> list[str]:
    """Give the texts of the form, without secrets and without ticks and choices."""
    return [
        value
        for name, value in request.POST.items()
        if isinstance(value, str)
        and len(value.strip()) > 1
        and not any(word in name.lower() for word in SECRET_WORDS)
        and not name.startswith(OWN_WORDS)
    ]
