"""What Wagtail's editor may do with a notice: write a draft, nothing more. Services do the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import PagePermissionTester

from gongshi.admin.duties import Section
from gongshi.admin.queries import entrant_of
from gongshi.areas.models import Area
from gongshi.areas.rules import Level
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from gongshi.verdict import Verdict
from publicity.notices.rules import acts_for_somebody
from publicity.notices.states import Phase

if TYPE_CHECKING:
    from publicity.notices.models import AreaPage, Notice

#: Phases in which the text may still change.
UNRELEASED = frozenset({Phase.DRAFT, Phase.SUBMITTED, Phase.REVIEWED})


def review_duty(area: Area) -> Duty:
    """Give the duty of a reviewer: the supervisory committee in a village, a publisher above it."""
    return Duty.REVIEW_NOTICE if area.level == Level.VILLAGE else Duty.REDACT


def may_exercise(user: Any, duty: Duty, notice: Notice) -> Verdict:
    """Say whether the person behind an account may do this with the notice now."""
    person = entrant_of(user).person
    if person is None:
        return acts_for_somebody(person=False)
    return may(person, duty, notice.matter, timezone.now(), account=user)


def may_review(user: Any, notice: Notice) -> Verdict:
    """Say whether the person behind an account may review the notice: never what they wrote."""
    written: Notice = notice.specific  # Wagtail's workflows hand over the bare page
    return may_exercise(user, review_duty(written.area), written)


class _NothingButDrafts(PagePermissionTester):
    """What is public changes through services alone; no account and no flag opens another way."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        self.permissions: set[str] = set()

    def _never(self, *_args: Any, **_more: Any) -> bool:
        return False

    can_delete = can_unpublish = can_publish = can_set_view_restrictions = can_unschedule = _never
    can_lock = can_unlock = can_publish_subpage = can_reorder_children = can_move = can_copy = (
        _never
    )
    can_move_to = can_copy_to = can_add_subpage = can_edit = can_submit_for_moderation = _never


class ShelfPermissions(_NothingButDrafts):
    """A place: who drafts notices for exactly this township or county adds an announcement."""

    page: AreaPage

    def can_add_subpage(self) -> bool:
        held = entrant_of(self.user).duties.get(Duty.DRAFT_NOTICE, frozenset())
        return self.page.area.level != Level.VILLAGE and self.page.area_id in held


class NoticePermissions(_NothingButDrafts):
    """A notice: its drafters edit it until it is released; its reviewers open it to read."""

    page: Notice

    def can_edit(self) -> bool:
        if not entrant_of(self.user).reaches(self.page.area_id, Section.NOTICES):
            return False
        if Phase(self.page.phase) not in UNRELEASED:
            return False
        if may_exercise(self.user, Duty.DRAFT_NOTICE, self.page):
            return True
        return self.page.phase == Phase.SUBMITTED and bool(may_review(self.user, self.page))

    def can_submit_for_moderation(self) -> bool:
        return (
            self.can_edit()
            and bool(may_exercise(self.user, Duty.DRAFT_NOTICE, self.page))
            and bool(self.page.has_workflow)
            and not self.page.workflow_in_progress
        )
