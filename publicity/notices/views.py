"""The desk pages of notices: what waits, drafting, review, release, posting, the full poster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongshi.clock import local_date
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from gongshi.publishing.models import PublicationRequest
from gongshi.publishing.queries import read
from gongshi.publishing.schema import Audience
from gongshi.verdict import RuleBroken, require
from publicity.notices import services
from publicity.notices.forms import DraftForm, PostForm, ReviewForm, WithdrawForm
from publicity.notices.handling import (
    Acting,
    enter_posting,
    enter_review,
    enter_withdrawal,
    read_again,
)
from publicity.notices.models import Notice
from publicity.notices.pages import (
    notices_of,
    offices_of,
    paragraphs_of,
    preview,
    readable,
    requests_of,
    row_of,
    work_on,
)
from publicity.notices.printing import document_of, poster_of
from publicity.notices.queries import latest
from publicity.notices.rules import is_in, may_read_names
from publicity.notices.states import STANDING, Phase

SECTION = "notices"
A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Again:
    """The page once more: with a form to look at again, and what else it says."""

    form: forms.Form | None
    more: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


@desk_page
def listing(request: HttpRequest) -> HttpResponse:
    """Show the notices of the places in which the reader holds an office, the newest first."""
    at = timezone.now()
    person = person_of(request)
    page = Paginator(notices_of(person, at), A_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(notice, local_date(at)) for notice in page]
    held = [duty for _code, duties in offices_of(person, at) for duty in duties]
    context = {"rows": rows, "page": page, "verdict": may_read_names(held)}
    return show(request, "publicity/notices/list.html", context, section=SECTION)


@desk_page
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is to be published, and begin its draft."""
    at, person = timezone.now(), person_of(request)
    waiting = get_object_or_404(PublicationRequest, pk=pk)
    if waiting not in requests_of(person, at):
        made = notices_of(person, at).filter(request=waiting).first()
        if made is None:
            raise Http404
        return redirect("desk_notice", pk=made.pk)
    if request.method == "POST":
        notice = services.draft_from_request(
            request=waiting, by=person, at=at, account=account_of(request)
        )
        return redirect("desk_notice", pk=notice.pk)
    frozen = read(waiting.snapshot, Audience.PAPER)
    return show(request, "publicity/notices/request.html", {"waiting": waiting, "snapshot": frozen})


@desk_page
def notice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notice as its board will show it, with the form of the work that waits."""
    at, person = timezone.now(), person_of(request)
    notice = readable(person, at, pk)
    context, status = preview(notice, at), 200
    if notice.phase in STANDING and may(person, Duty.PUBLISH, notice.matter, at):
        context["withdraw_form"] = WithdrawForm()
    work = work_on(notice)
    if work is not None:
        duty, word = work
        again: HttpResponse | Again = Again(_form(word, notice, str(context["digest"])))
        if request.method == "POST":
            again = _answer(request, notice, word)
        if isinstance(again, HttpResponse):
            return again
        verdict = may(person, duty, notice.matter, at, account=account_of(request))
        context |= {"work": word, "verdict": verdict, "form": again.form, **again.more}
        status = again.status
    return show(request, "publicity/notices/page.html", context, section=SECTION, status=status)


@desk_page
def full_poster(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """Print the poster with full names, for the village's board alone."""
    at = timezone.now()
    notice = readable(person_of(request), at, pk)
    if size not in {"a3", "a4"} or notice.number is None:
        raise Http404
    require(is_in(Phase(notice.phase), *STANDING))  # what was withdrawn hangs nowhere any more
    content = poster_of(notice, Audience.PAPER, "A3" if size == "a3" else "A4", at)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{notice.number}-{size}.pdf"'
    return response


@desk_page
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a released announcement in the layout of official documents (GB/T 9704)."""
    notice = readable(person_of(request), timezone.now(), pk)
    if notice.number is None or not notice.announcement:
        raise Http404
    response = HttpResponse(document_of(notice), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{notice.number}.pdf"'
    return response


@desk_page
@require_POST
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Conclude a period that is over; the clock does it too."""
    at = timezone.now()
    notice = readable(person_of(request), at, pk)
    services.conclude(notice=notice, at=at)
    return redirect("desk_notice", pk=notice.pk)


@desk_page
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a public notice; its page stays and says why."""
    at, person = timezone.now(), person_of(request)
    notice, form = readable(person, at, pk), WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the notice is withdrawn."))
        return redirect("desk_notice", pk=notice.pk)
    enter_withdrawal(notice, form.cleaned_data, **_acting(request))
    messages.success(request, _("Withdrawn. The page says why."))
    return redirect("desk_notice", pk=notice.pk)


def _form(word: str, notice: Notice, digest: str) -> forms.Form | None:
    if word == "draft":
        draft = latest(notice)
        return DraftForm(
            initial={
                "title": draft.title,
                "text": "\n".join(paragraphs_of(notice)),
                "issuer": draft.issuer,
                "hotlines": draft.hotlines,
            }
        )
    if word == "review":
        return ReviewForm(initial={"digest": digest})
    if word == "post":
        today = local_date(timezone.now())
        return PostForm(initial={"posted_on": today, "place": _("village notice board")})
    return None


def _answer(request: HttpRequest, notice: Notice, word: str) -> HttpResponse | Again:
    """Do the work whose form was posted, unless the notice has moved on since it was opened."""
    if request.POST.get("work", word) != word:
        messages.error(
            request,
            _("The notice moved on while you had it open. Nothing was entered; look at it again."),
        )
        return redirect("desk_notice", pk=notice.pk)
    return ANSWERS[word](request, notice)


def _draft(request: HttpRequest, notice: Notice) -> HttpResponse | Again:
    form = DraftForm(request.POST)
    if not sent(request, form):
        return Again(form)
    data, at, by = form.cleaned_data, timezone.now(), person_of(request)
    account = account_of(request)
    services.rewrite(
        notice=notice,
        title=data["title"],
        paragraphs=data["text"].splitlines(),
        issuer=data["issuer"],
        hotlines=data["hotlines"],
        by=by,
        at=at,
        account=account,
    )
    if data["finished"]:
        services.submit(notice=notice, by=by, at=at, account=account)
        messages.success(request, _("Handed to the review. Someone else reads it now."))
    else:
        messages.success(request, _("Saved."))
    return redirect("desk_notice", pk=notice.pk)


def _review(request: HttpRequest, notice: Notice) -> HttpResponse | Again:
    form = ReviewForm(request.POST)
    if not sent(request, form):
        return Again(form)
    try:
        enter_review(notice, form.cleaned_data, **_acting(request))
    except RuleBroken as refusal:
        more = read_again(notice, form, refusal)
        return Again(form, more, status=409)
    messages.success(request, _("Your review is on record."))
    return redirect("desk_notice", pk=notice.pk)


def _publish(request: HttpRequest, notice: Notice) -> HttpResponse | Again:
    services.publish(notice=notice, **_acting(request))
    messages.success(
        request, _("Released. Print it and hang it on the board; the period starts then.")
    )
    return redirect("desk_notice", pk=notice.pk)


def _post(request: HttpRequest, notice: Notice) -> HttpResponse | Again:
    form = PostForm(request.POST, request.FILES)
    if not sent(request, form):
        return Again(form)
    enter_posting(notice, form.cleaned_data, **_acting(request))
    messages.success(request, _("Posted. The period has begun."))
    return redirect("desk_notice", pk=notice.pk)


def _acting(request: HttpRequest) -> Acting:
    return {"by": person_of(request), "at": timezone.now(), "account": account_of(request)}


ANSWERS: dict[str, Callable[[HttpRequest, Notice], HttpResponse | Again]] = {
    "draft": _draft,
    "review": _review,
    "publish": _publish,
    "post": _post,
}
