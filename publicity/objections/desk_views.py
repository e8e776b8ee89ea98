"""The desk page on which the committee answers an objection, and files one for a villager."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from gongshi.verdict import require
from publicity.notices.models import Notice
from publicity.notices.pages import readable
from publicity.objections.codes import new_key
from publicity.objections.forms import ForVillagerForm, ReplyForm
from publicity.objections.handling import enter_reply, shown, take
from publicity.objections.models import Objection
from publicity.objections.pages import may_take_down
from publicity.objections.queries import row_choices, row_label

#: Rows that the form offers; an objection to another row says so in its text.
MOST_ROWS = 200


@desk_page
def file_for_a_villager(request: HttpRequest, notice: int) -> HttpResponse:
    """Take down what a villager says, and hand out the receipt."""
    at, person = timezone.now(), person_of(request)
    found = readable(person, at, notice)
    verdict = may_take_down(person, found, at)
    form = ForVillagerForm(
        row_choices(found, MOST_ROWS), request.POST or None, initial={"key": new_key()}
    )
    if request.method == "POST":
        require(verdict)
        if sent(request, form):
            return _taken_down(request, found, form)
    context = {"notice": found, "form": form, "verdict": verdict}
    return show(request, "publicity/objections/desk_form.html", context, section="notices")


def _taken_down(request: HttpRequest, notice: Notice, form: ForVillagerForm) -> HttpResponse:
    objection, code = take(
        notice, form.cleaned_data, at=timezone.now(), entered_by=account_of(request)
    )
    row = row_label(notice, objection.row)
    context = {"notice": notice, "objection": objection, "code": code, "row": row}
    return show(request, "publicity/objections/desk_receipt.html", context, section="notices")


@desk_page
def objection_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an objection and take the answer."""
    at, person = timezone.now(), person_of(request)
    rows = Objection.objects.select_related("notice__area", "notice__matter", "reply")
    objection = get_object_or_404(rows, pk=pk)
    readable(person, at, objection.notice_id)
    may_answer = may(person, Duty.ANSWER, objection.notice.matter, at, account=account_of(request))
    form = ReplyForm(request.POST or None)
    if sent(request, form):
        enter_reply(objection, form.cleaned_data, by=person, at=at, account=account_of(request))
        messages.success(request, _("Answered. The villager can read it with the code."))
        return redirect("desk")
    context = shown(objection, may_answer=bool(may_answer)) | {"form": form}
    return show(request, "publicity/objections/reply.html", context)
