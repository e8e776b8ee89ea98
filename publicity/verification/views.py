"""A page on which anyone holds a paper against the web."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publicity.verification.queries import by_check_code, is_current


class CodeForm(forms.Form):
    """The check code on the paper."""

    code = forms.CharField(
        label=_("Check code on the paper"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Say which notice a paper belongs to, and whether that notice still stands."""
    form = CodeForm(request.GET or None)
    found = by_check_code(form.cleaned_data["code"]) if form.is_valid() else None
    context = {
        "form": form,
        "asked": form.is_bound,
        "edition": found,
        "notice": found.notice if found else None,
        "current": bool(found and is_current(found)),
        "share_title": _("Check a paper"),
    }
    return render(request, "publicity/verification/verify.html", context)
