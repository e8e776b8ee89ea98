"""What notices add to the admin: their list, their editor, what waits for review."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from gongshi.admin.duties import Section
from gongshi.admin.menu import PageEntry, hook_of
from gongshi.admin.panels import Item, Panel
from gongshi.admin.policies import ReadOnlyPolicy
from gongshi.admin.queries import entrant_of
from publicity.notices.models import Notice
from publicity.notices.policies import ShelfPolicy

register_permission_policy(Page, ShelfPolicy(Page))
register_permission_policy(Notice, ReadOnlyPolicy(Notice, sections=[Section.NOTICES]))


@hooks.register("register_admin_viewset")
def notices_in_the_admin() -> list[Any]:
    """Mount the list and the editor."""
    from publicity.notices.admin import NoticeList  # after the policies
    from publicity.notices.editor import NoticeEditor  # likewise

    return [NoticeList(), NoticeEditor()]


hooks.register(
    hook_of(Section.NOTICES),
    lambda: PageEntry(_("Public notices"), "notices_admin:index", icon="doc-full", order=10),
)
hooks.register(
    hook_of(Section.NOTICES),
    lambda: PageEntry(_("Write an announcement"), "admin_notice_write", icon="plus", order=20),
)


@hooks.register("construct_homepage_panels", order=20)
def waiting_for_my_review(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits for this person's review; the rest of the work stands in the first panel."""
    from publicity.notices.admin import waiting_for  # after the policies

    if Section.NOTICES in entrant_of(request.user).sections:
        items = [
            Item(one.title, "notices_admin:inspect", one.pk, one.area.name)
            for one, _word in waiting_for(request.user, "review")
        ]
        panels.append(Panel("review", _("To review"), 20, items))
