"""Notices and everything that happened to them. Nothing personal lies in Wagtail's tables."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Task, TaskState

from gongshi.areas.models import Area
from gongshi.matters.models import Act, Matter
from gongshi.people.models import Person
from gongshi.publishing.models import PublicationRequest
from gongshi.record.protection import protected
from publicity.notices.blocks import NoticeBlocks
from publicity.notices.permissions import NoticePermissions, ShelfPermissions, may_review
from publicity.notices.states import Phase


class Counter(models.Model):
    """The last notice number given in a year; numbers have no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}-{self.last:03d}"


class AreaPage(Page):
    """A county, township or village in the page tree: the shelf its notices stand on."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="page")

    parent_page_types = ["wagtailcore.Page", "publicity_notices.AreaPage"]
    subpage_types = ["publicity_notices.AreaPage", "publicity_notices.Notice"]
    is_creatable = False  # places come from their administrative codes
    preview_modes: list[tuple[str, str]] = []
    search_fields = Page.search_fields  # titles and filters; the text has our own index

    class Meta:
        verbose_name = _("area page")

    def permissions_for_user(self, user: Any) -> ShelfPermissions:
        return ShelfPermissions(user, self)


class Notice(Page):
    """A public notice: its public body. The rows with names lie in the frozen snapshot.

    A request has one notice that stands or is being made; those withdrawn before it stay beside it.
    A notice is public when its phase says so; ``live`` alone never is enough. Dates are civil
    dates; the period runs from ``starts_on`` (the day of posting) to the end of ``ends_on``.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    announcement = models.BooleanField(default=False)
    number = models.CharField(_("number"), max_length=12, unique=True, null=True, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="notices")
    request = models.ForeignKey(
        PublicationRequest, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    content = StreamField(NoticeBlocks(), verbose_name=_("text"), blank=True)
    issuer = models.CharField(_("issued by"), max_length=120)
    hotlines = models.CharField(
        _("telephone numbers for objections"),
        max_length=200,
        help_text=_("Several numbers are separated by a semicolon."),
    )
    days = models.PositiveSmallIntegerField(_("days on display"), default=0)
    phase = models.CharField(
        max_length=10, default=Phase.DRAFT.value, choices=[(p.value, p.value) for p in Phase]
    )
    published_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    content_panels = [
        FieldPanel("title"),
        FieldPanel("content"),
        FieldPanel("issuer"),
        FieldPanel("hotlines"),
    ]
    promote_panels: list[FieldPanel] = []
    settings_panels: list[FieldPanel] = []
    parent_page_types = ["publicity_notices.AreaPage"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []
    search_fields = Page.search_fields  # titles and filters; the text has our own index

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["area", "-published_on"], name="notice_by_area"),
            models.Index(fields=["phase", "ends_on"], name="notice_by_phase"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=~models.Q(phase__in=["corrected", "withdrawn"]),
                name="one_standing_notice_a_request",
            )
        ]

    def permissions_for_user(self, user: Any) -> NoticePermissions:
        return NoticePermissions(user, self)

    @property
    def phone_numbers(self) -> list[str]:
        """Give the telephone numbers one by one."""
        return [
            line.strip() for line in self.hotlines.replace("；", ";").split(";") if line.strip()
        ]


class Enclosure(models.Model):
    """A picture or document that some draft of a notice once named: where to look, no proof.

    What a notice shows is told from its edition, what a draft names from its latest revision.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="enclosures")
    model = models.CharField(max_length=10)  # "image" or "document"
    number = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "number", "notice"], name="enclosed_once_in_a_notice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.model} {self.number}"


class FourEyesTask(Task):
    """A review in the editor: nobody reviews what they wrote, administrators included.

    What an approval does is done by services (see ``workflow`` and ``receivers``).
    """

    class Meta:
        verbose_name = _("review by another person")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return bool(may_review(user, obj))

    def locked_for_user(self, obj: Any, user: Any) -> bool:  # noqa: ARG002 -- Wagtail's signature
        return True  # what is being reviewed does not change under the reviewer's eyes

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not may_review(user, obj):
            return []
        return [("reject", _("Send back with a reason"), True), ("approve", _("Approve"), False)]

    def get_task_states_user_can_moderate(self, user: Any, **_more: Any) -> Any:
        running = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        mine = [
            state.pk
            for state in running.select_related("workflow_state")
            if may_review(user, state.workflow_state.content_object)
        ]
        return running.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> Any:
        return _("Somebody who did not write the notice reads it before it is released.")


@protected()
class NoticeReview(models.Model):
    """Someone who did not write the notice read it: ``digest`` is what they read."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="reviews")
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    approved = models.BooleanField()
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.notice_id} {self.approved}"


@protected()
class Edition(models.Model):
    """What was released, word for word; the public page is rendered from it (I14)."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="editions")
    ordinal = models.PositiveSmallIntegerField()
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "ordinal"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} #{self.ordinal}"


@protected()
class Posting(models.Model):
    """张贴记录: who hung the paper on which board, when, with a photograph of the board."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="posting")
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    place = models.CharField(_("board"), max_length=120)
    posted_on = models.DateField(_("posted on"))
    starts_on = models.DateField()
    ends_on = models.DateField()
    photo = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.notice_id} {self.posted_on}"


@protected()
class Conclusion(models.Model):
    """The period ended: with what outcome. Written by the clock, or by a person."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="conclusion")
    concluded_at = models.DateTimeField()
    outcome = models.JSONField()

    def __str__(self) -> str:
        return f"{self.notice_id} concluded"


@protected()
class Withdrawal(models.Model):
    """A public notice was withdrawn or replaced, with the reason; nothing is ever deleted."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    replaced_by = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    def __str__(self) -> str:
        return f"{self.notice_id} withdrawn"
