"""A villager objects, gets a receipt, and follows the answer with its code."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongshi.clock import local_date
from gongshi.verdict import RuleBroken, require
from publicity.notices.hotlines import hotlines_of
from publicity.notices.models import Notice
from publicity.notices.papers import printed
from publicity.notices.queries import public_notices, successor
from publicity.notices.refusing import TOO_OFTEN, not_printed, refused
from publicity.notices.states import GONE
from publicity.objections.codes import code_of, new_key
from publicity.objections.forms import FollowForm, ObjectionForm, ReceiptForm
from publicity.objections.handling import take
from publicity.objections.limits import forget_try, may_file_again, may_try_a_code
from publicity.objections.models import Objection
from publicity.objections.printing import receipt_of
from publicity.objections.queries import by_code, row_label, row_labels


@never_cache
@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form, take the objection, hand out the receipt. A second tap gives the same one."""
    notice = get_object_or_404(public_notices(), number=number)
    row = request.GET.get("row", "")
    initial = {"key": new_key(), "row": row}
    form = ObjectionForm(row_labels(notice, _today()), request.POST or None, initial=initial)
    context = _context(notice) | {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "publicity/objections/form.html", context)
    if form.cleaned_data["website"]:
        return redirect("notice", number=number)
    try:
        require(may_file_again(request))
        objection, code = take(notice, form.cleaned_data, at=timezone.now())
    except RuleBroken as broken:
        refused = context | {"verdict": broken.verdict}
        return render(request, "publicity/objections/form.html", refused, status=409)
    return render(request, "publicity/objections/receipt.html", _receipt(objection, code))


@never_cache
@require_POST
def receipt_paper(request: HttpRequest) -> HttpResponse:
    """Print the receipt for whoever holds the key of the form; the key travels in the body."""
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        raise Http404
    key = form.cleaned_data["key"]
    objection = get_object_or_404(Objection.objects.select_related("notice__area"), client_key=key)
    try:
        paper = printed(request, lambda: receipt_of(objection, code_of(key)))
    except RuleBroken as refusal:
        return not_printed(request, refusal.verdict, f"/gs/{objection.notice.number}/")
    response = HttpResponse(paper, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show what became of an objection to whoever holds its code."""
    form = FollowForm(request.POST or None)
    objection = None
    if form.is_valid():
        verdict = may_try_a_code(request)
        if not verdict:
            return refused(request, verdict, reverse("follow_objection"), TOO_OFTEN)
        objection = by_code(form.cleaned_data["code"])
        if objection is not None:
            forget_try(request)
    context: dict[str, object] = {"form": form, "objection": objection, "asked": form.is_bound}
    if objection is not None:
        context |= _context(objection.notice) | {
            "row": row_label(objection.notice, objection.row, _today()),
            "successor": successor(objection.notice) if objection.notice.phase in GONE else None,
        }
    return render(request, "publicity/objections/follow.html", context)


def _receipt(objection: Objection, code: str) -> dict[str, object]:
    row = row_label(objection.notice, objection.row, _today())
    return _context(objection.notice) | {"objection": objection, "code": code, "row": row}


def _today() -> date:
    return local_date(timezone.now())


def _context(notice: Notice) -> dict[str, object]:
    return {
        "notice": notice,
        "place": notice.area.name,
        "hotlines": hotlines_of(notice.phone_numbers),
        "share_title": notice.title,
    }
