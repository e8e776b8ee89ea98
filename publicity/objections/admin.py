"""Objections in the admin: the list by area, and the answer in writing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column

from gongshi.admin.duties import Section
from gongshi.admin.guard import GuardedViewSet, admin_page
from gongshi.admin.lists import title_column
from gongshi.admin.queries import account_of, below, entrant_of
from gongshi.offices.duties import Duty
from publicity.notices.permissions import may_exercise
from publicity.objections.forms import ReplyForm
from publicity.objections.handling import enter_reply, shown
from publicity.objections.models import Objection


def state_of(objection: Objection) -> Any:
    """Say whether it is answered."""
    answered = getattr(objection, "reply", None)
    return answered.get_outcome_display() if answered else _("not answered yet")


def label_of(objection: Objection) -> str:
    """Give the notice's title with the number of the objection."""
    return _("Objection %(number)s to “%(title)s”") % {
        "number": objection.number,
        "title": objection.notice.title,
    }


class ObjectionList(GuardedViewSet):
    """Every objection of the areas one works for."""

    model = Objection
    name = "objections_admin"
    url_prefix = "objections"
    icon = "comment"
    sections = (Section.OBJECTIONS,)
    list_display = [
        title_column("label", gettext_lazy("Objection"), label_of, "objections_admin"),
        Column("area", label=gettext_lazy("Place"), accessor="notice.area"),
        Column("due_on", label=gettext_lazy("Answer due"), accessor="due_on", sort_key="due_on"),
        Column("state", label=gettext_lazy("Where it stands"), accessor=state_of),
    ]
    search_fields = ["notice__title", "text"]
    ordering = ["-pk"]

    @property
    def inspect_view(self) -> Any:
        """Give a page of our own with the form of the answer."""
        return objection_page


@admin_page(Section.OBJECTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def objection_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an objection and take the answer. Who filed it sees only whoever answers."""
    entrant = entrant_of(request.user)
    mine = below("notice__area__code", entrant.areas.get(Section.OBJECTIONS, frozenset()))
    rows = Objection.objects.select_related("notice__area", "notice__matter", "reply")
    objection = get_object_or_404(rows.filter(mine), pk=pk)
    verdict = may_exercise(request.user, Duty.ANSWER, objection.notice)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and entrant.person is not None:
        enter_reply(
            objection,
            form.cleaned_data,
            by=entrant.person,
            at=timezone.now(),
            account=account_of(request),
        )
        messages.success(request, _("Answered. The villager can read it with the code."))
        return redirect("objections_admin:index")
    context = shown(objection, may_answer=bool(verdict)) | {
        "title": label_of(objection),
        "verdict": verdict,
        "form": form,
    }
    return render(request, "publicity/objections/admin_objection.html", context)
