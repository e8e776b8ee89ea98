"""The house's own kinds of notices, and the clock that ends their periods."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gongshi.clock import local_date
from gongshi.desk.registries import (
    Helpline,
    Section,
    Task,
    TaskSource,
    helplines,
    sections,
    task_sources,
)
from gongshi.files.models import StoredFile
from gongshi.files.registries import Exhibit, Purpose, exhibits, purposes
from gongshi.matters.registries import act_titles
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from gongshi.people.models import Person
from gongshi.plugins.jobs import ClockJob, clock_jobs
from gongshi.plugins.registry import owner_of
from gongshi.plugins.uses import Use, uses
from gongshi.publishing.models import RequestState
from gongshi.verdict import gettext_noop
from publicity.notices.duties import READING
from publicity.notices.enclosures import is_shown, is_worked_with, thing_of
from publicity.notices.hotlines import hotlines_of
from publicity.notices.models import Notice, Posting
from publicity.notices.pages import areas_of, requests_of, tasks_in
from publicity.notices.parameters import HOTLINES
from publicity.notices.queries import names_persons
from publicity.notices.registries import NoticeKind, notice_kinds
from publicity.notices.services import tick
from publicity.notices.states import PUBLIC, STANDING, Phase

act_titles["notice.withdrawn"] = _("withdrew or corrected the notice")


@notice_kinds.register
class PlanNotice(NoticeKind):
    """公示 of a decision that is not yet final."""

    key = "notices.plan"
    title = _("publicity notice")


@notice_kinds.register
class ResultNotice(NoticeKind):
    """公告 of a result."""

    key = "notices.result"
    title = _("announcement of a result")
    announcement = True


@notice_kinds.register
class TownshipAnnouncement(NoticeKind):
    """公告 of a township or county, written by hand."""

    key = "notices.announcement"
    title = _("announcement")
    announcement = True


@clock_jobs.register
class PeriodsEnd(ClockJob):
    """Periods whose last day has passed are concluded, unless an objection is open."""

    key = "notices.conclude"
    order = 40

    def run(self, at: datetime) -> int:
        return tick(at=at)


WORDS = {
    "draft": gettext_noop("Draft the notice"),
    "review": gettext_noop("Review the notice"),
    "publish": gettext_noop("Release the notice"),
    "post": gettext_noop("Hang the notice on the board"),
}


@task_sources.register
class NoticesWait(TaskSource):
    """Requests to draft, and notices to review, release and post."""

    key = "notices.work"
    title = _("notices")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        requests = [
            Task(
                title=gettext("Draft the notice"),
                about=f"{one.area.name} · {one.snapshot.header['title']}",
                url=reverse("desk_request", args=[one.pk]),
            )
            for one in requests_of(person, at)
            if may(person, Duty.DRAFT_NOTICE, one.matter, at)
        ]
        notices = [
            Task(
                title=gettext(WORDS[word]),
                about=f"{notice.area.name} · {notice.title}",
                url=reverse("desk_notice", args=[notice.pk]),
            )
            for notice, word in tasks_in(person, at)
        ]
        return [*requests, *notices]


@sections.register
class Notices(Section):
    """The notices of one's own places."""

    key = "notices.desk"
    title = pgettext_lazy("desk", "Notices")
    name = "notices"
    view = "desk_notices"
    order = 40


@helplines.register
class CountyHotlines(Helpline):
    """The county's numbers for complaints and questions."""

    key = "notices.hotlines"

    def lines(self) -> list[tuple[str, str]]:
        return hotlines_of(HOTLINES.value)


@purposes.register
class PostingPhoto(Purpose):
    """The photograph of a board. Where the board shows full names, only offices there see it."""

    key = "notices.posting_photo"
    title = _("photograph of the board")

    @classmethod
    def may_see(cls, user: Any, file: StoredFile) -> bool:
        public = [phase.value for phase in STANDING]
        posting = Posting.objects.filter(photo=file.pk, notice__phase__in=public).first()
        if posting is not None and not names_persons(posting.notice):
            return True
        person = getattr(user, "person", None)
        mine = areas_of(person, timezone.now(), READING) if person is not None else []
        return any(file.area.startswith(below) for below in mine)


@exhibits.register
class InNotices(Exhibit):
    """Pictures and attachments of notices: public while shown, before that for those at work."""

    key = "notices.enclosures"

    @classmethod
    def may_see(cls, user: Any, thing: Any) -> bool:
        at = timezone.now()
        if not user.is_authenticated:
            return is_shown(thing_of(thing), local_date(at))
        return is_worked_with(thing_of(thing), user, at)


@uses.register
class NoticesUnderWay(Use):
    """Notices being made or shown keep the plugin of their kind switched on."""

    key = "notices.notices"
    title = _("notices")

    def under_way(self, label: str, area: str) -> int:
        over = Q(phase__in=[Phase.CONCLUDED, Phase.CORRECTED, Phase.WITHDRAWN])
        over |= Q(announcement=True, phase__in=PUBLIC)
        over |= Q(request__state=RequestState.INTERRUPTED)
        kinds = Notice.objects.filter(area=area).exclude(over).values_list("kind", flat=True)
        return sum(owner_of(notice_kinds.get(kind)) == label for kind in kinds)
