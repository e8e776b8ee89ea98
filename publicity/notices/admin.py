"""Notices in the admin: the list, one notice with the work that waits, review and posting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.ui.tables import Column

from gongshi.admin.duties import Section
from gongshi.admin.guard import GuardedViewSet, admin_page
from gongshi.admin.lists import title_column
from gongshi.admin.queries import account_of, below, entrant_of
from gongshi.clock import local_date
from gongshi.offices.duties import Duty
from gongshi.verdict import RuleBroken
from publicity.notices import services
from publicity.notices.forms import PostForm, ReviewForm, WithdrawForm
from publicity.notices.handling import (
    Acting,
    enter_posting,
    enter_review,
    enter_withdrawal,
    read_again,
)
from publicity.notices.models import AreaPage, Notice
from publicity.notices.pages import preview, unfinished, work_on
from publicity.notices.permissions import NoticePermissions, may_exercise
from publicity.notices.registries import notice_kinds
from publicity.notices.states import STANDING, Phase

PHASES = {
    Phase.DRAFT: gettext_lazy("draft"),
    Phase.SUBMITTED: gettext_lazy("in review"),
    Phase.REVIEWED: gettext_lazy("reviewed, to be released"),
    Phase.PUBLISHED: gettext_lazy("released, to be posted"),
    Phase.DISPLAYED: gettext_lazy("on display"),
    Phase.CONCLUDED: gettext_lazy("concluded"),
    Phase.CORRECTED: gettext_lazy("corrected"),
    Phase.WITHDRAWN: gettext_lazy("withdrawn"),
}


def phase_of(notice: Notice) -> Any:
    """Give the phase in words."""
    return PHASES[Phase(notice.phase)]


def kind_of(notice: Notice) -> Any:
    """Give the kind in words."""
    return notice_kinds.get(notice.kind).title


class NoticeList(GuardedViewSet):
    """Every notice of the areas one works for, the newest first."""

    model = Notice
    name = "notices_admin"
    url_prefix = "notices"
    icon = "doc-full"
    sections = (Section.NOTICES,)
    list_display = [
        title_column("title", gettext_lazy("Title"), "title", "notices_admin"),
        Column("area", label=gettext_lazy("Place"), accessor="area"),
        Column("kind", label=gettext_lazy("Kind"), accessor=kind_of),
        Column("phase", label=gettext_lazy("Where it stands"), accessor=phase_of),
        Column("published_on", label=gettext_lazy("Released"), accessor="published_on"),
        Column("ends_on", label=gettext_lazy("Until"), accessor="ends_on"),
    ]
    search_fields = ["title", "number"]
    ordering = ["-pk"]

    @property
    def inspect_view(self) -> Any:
        """Give a page of our own: a notice is read as the board shows it."""
        return notice_page


@admin_page(Section.NOTICES)
@require_safe
def notice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notice as its board will show it, with what this person may do now."""
    return _show(request, _notice(request, pk))


@admin_page(Section.NOTICES)
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a review of a notice that no workflow of the editor carries."""
    notice, form = _notice(request, pk), ReviewForm(request.POST)
    if not form.is_valid():
        return _show(request, notice, form=form)
    try:
        enter_review(notice, form.cleaned_data, **_acting(request))
    except RuleBroken as refusal:
        return _show(request, notice, more=read_again(notice, form, refusal), status=409)
    messages.success(request, _("Your review is on record."))
    return redirect("notices_admin:inspect", pk=pk)


@admin_page(Section.NOTICES)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Release what was reviewed."""
    notice = _notice(request, pk)
    services.publish(notice=notice, **_acting(request))
    messages.success(request, _("Released. Print it and hang it on the board."))
    return redirect("notices_admin:inspect", pk=pk)


@admin_page(Section.NOTICES)
@require_http_methods(["POST"])
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Record where and when the paper was hung, with the photograph of the board."""
    notice, form = _notice(request, pk), PostForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, notice, form=form)
    enter_posting(notice, form.cleaned_data, **_acting(request))
    messages.success(request, _("Posted. The period has begun."))
    return redirect("notices_admin:inspect", pk=pk)


@admin_page(Section.NOTICES)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a public notice; the reason stays on its page."""
    notice, form = _notice(request, pk), WithdrawForm(request.POST)
    if not form.is_valid():
        return _show(request, notice)
    enter_withdrawal(notice, form.cleaned_data, **_acting(request))
    messages.success(request, _("Withdrawn. The page says why."))
    return redirect("notices_admin:inspect", pk=pk)


@admin_page(Section.NOTICES)
@require_safe
def write(request: HttpRequest) -> HttpResponse:
    """Go to the editor for the township or county one drafts announcements for."""
    codes = entrant_of(request.user).duties.get(Duty.DRAFT_NOTICE, frozenset())
    shelf = AreaPage.objects.filter(area__in=codes).exclude(area__level="village").first()
    if shelf is None:
        messages.error(request, _("You draft no announcements for a township or the county."))
        return redirect("notices_admin:index")
    return redirect("wagtailadmin_pages:add", "publicity_notices", "notice", shelf.pk)


def waiting_for(user: Any, *words: str) -> list[tuple[Notice, str]]:
    """Give the notices whose next step this account may take, with the word of the work."""
    codes = entrant_of(user).areas.get(Section.NOTICES, frozenset())
    open_ones = unfinished(Notice.objects.filter(below("area__code", codes)))
    found = []
    for notice in open_ones.select_related("area", "matter").order_by("pk"):
        work = work_on(notice)
        if work and work[1] in words and may_exercise(user, work[0], notice):
            found.append((notice, work[1]))
    return found


def _notice(request: HttpRequest, pk: int) -> Notice:
    codes = entrant_of(request.user).areas.get(Section.NOTICES, frozenset())
    rows = Notice.objects.filter(below("area__code", codes)).select_related(
        "area", "matter", "request"
    )
    return get_object_or_404(rows, pk=pk)


def _acting(request: HttpRequest) -> Acting:
    person = entrant_of(request.user).person
    assert person is not None  # noqa: S101 -- nobody without a person sees the section
    return {"by": person, "at": timezone.now(), "account": account_of(request)}


FORMS: dict[str, Any] = {"review": ReviewForm, "post": PostForm}


def _show(
    request: HttpRequest,
    notice: Notice,
    form: forms.Form | None = None,
    *,
    more: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown, work = preview(notice, timezone.now()), work_on(notice)
    word = work[1] if work else ""
    verdict = may_exercise(request.user, work[0], notice) if work else None
    if form is None and word in FORMS:
        today = local_date(timezone.now())
        form = FORMS[word](initial={"posted_on": today, "digest": shown["digest"]})
    public = Phase(notice.phase) in STANDING
    may_withdraw = public and may_exercise(request.user, Duty.PUBLISH, notice)
    may_edit = NoticePermissions(request.user, notice).can_edit() and word != "review"
    context = shown | {
        "title": notice.title,
        "phase": phase_of(notice),
        "kind": kind_of(notice),
        "work": word,
        "verdict": verdict,
        "form": form,
        "withdraw_form": WithdrawForm() if may_withdraw else None,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[notice.pk]) if may_edit else "",
        **(more or {}),
    }
    return render(request, "publicity/notices/admin_notice.html", context, status=status)
