"""Wagtail's editor of notices: a place and a matter come from us, never from what was posted."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from gongshi.admin.queries import entrant_of
from gongshi.people.models import Person
from gongshi.verdict import require
from publicity.notices.enclosures import enclosed, named_in, strange_to
from publicity.notices.models import AreaPage, Notice
from publicity.notices.parameters import HOTLINES
from publicity.notices.permissions import may_review
from publicity.notices.rules import acts_for_somebody, encloses_its_own
from publicity.notices.services import ANNOUNCEMENT, begin_announcement, note_edit


def _person(user: Any) -> Person:
    person = entrant_of(user).person
    require(acts_for_somebody(person=person is not None))
    assert person is not None  # noqa: S101 -- require has just said so
    return person


def _enclose_own(notice: Notice, user: Any) -> None:
    """Refuse what was added to the text by its number, past the library's own choice."""
    named = enclosed(notice.content.get_prep_value())
    known = named_in(notice.latest_revision) if notice.pk else frozenset()
    require(encloses_its_own(strange_to(user, named - known)))


class Whole:
    """A form of the editor as its page sends it; one that lacks a part is not understood."""

    def post(self, *args: Any, **kwargs: Any) -> Any:
        """Take the form, or answer 400: Wagtail's own fields count on what their page sends."""
        try:
            return super().post(*args, **kwargs)  # type: ignore[misc]  # a view's
        except (MultiValueDictKeyError, ValueError) as error:
            raise BadRequest("part of a form") from error


class WriteNotice(Whole, CreateView):
    """A new announcement of a township or county: its matter is opened before its text is kept."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        page = kwargs["instance"]
        page.slug = f"n-{uuid4().hex[:12]}"
        if not page.hotlines:
            page.hotlines = "; ".join(HOTLINES.value)
        if not page.issuer and isinstance(self.parent_page, AreaPage):
            page.issuer = _("People's government of %(place)s") % {"place": self.parent_page.title}
        return kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        notice, area = form.instance, self.parent_page.area
        _enclose_own(notice, self.request.user)
        notice.area, notice.kind, notice.announcement = area, ANNOUNCEMENT, True
        notice.live = False
        notice.matter = begin_announcement(
            area=area,
            title=form.cleaned_data["title"],
            by=_person(self.request.user),
            at=timezone.now(),
            account=self.request.user,
        )
        return super().form_valid(form)


class EditNotice(Whole, EditView):
    """A change of a draft is an act of drafting: whoever made it cannot review or release it."""

    def form_valid(self, form: Any) -> HttpResponse:
        if self.action_name != "perform_workflow_action":
            _enclose_own(form.instance, self.request.user)
            note_edit(
                notice=form.instance,
                by=_person(self.request.user),
                at=timezone.now(),
                account=self.request.user,
            )
        return super().form_valid(form)


class ActOnReview(WorkflowActionView):
    """Approving or sending back: whoever may not is told the rule, not only turned away."""

    def check_action(self) -> None:
        require(may_review(self.request.user, self.object.specific))
        super().check_action()


class NoticeEditor(PageViewSet):
    """The editor of notices; every other address of pages is closed by the gate."""

    model = Notice
    add_view_class = WriteNotice
    edit_view_class = EditNotice
    workflow_action_view_class = ActOnReview
