"""Wagtail's policy for pages: the tree is seen by area; what may be done, the testers say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from gongshi.admin.duties import Section
from gongshi.admin.queries import below, entrant_of
from gongshi.offices.duties import Duty
from gongshi.people.models import User
from publicity.notices.models import AreaPage, Notice


class ShelfPolicy(PagePermissionPolicy):
    """Pages of one's own areas. No right is stored in groups, and no flag opens the tree."""

    def get_all_permissions_for_user(self, user: Any) -> list[Any]:  # noqa: ARG002 -- Wagtail's
        return []

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        entrant = entrant_of(user)
        asked = set(actions)
        if asked & {"add", "change"} and Duty.DRAFT_NOTICE in entrant.duties:
            return True
        return "view" in asked and Section.NOTICES in entrant.areas

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        mine = self.instances_user_has_any_permission_for(user, actions)
        return bool(mine.filter(pk=instance.pk).exists())

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        if not self.user_has_any_permission(user, actions):
            return Page.objects.none()
        codes = entrant_of(user).areas.get(Section.NOTICES, frozenset())
        mine = below("area__code", codes)
        shelves, notices = AreaPage.objects.filter(mine), Notice.objects.filter(mine)
        return Page.objects.filter(Q(pk__in=shelves.values("pk")) | Q(pk__in=notices.values("pk")))

    def users_with_any_permission(self, *_asked: Any, **_more: Any) -> Any:
        return User.objects.none()  # nobody is told by Wagtail; the desk tells people

    def users_with_any_permission_for_instance(self, *_asked: Any, **_more: Any) -> Any:
        return User.objects.none()

    def instances_with_direct_explore_permission(self, user: Any) -> Any:
        return self.instances_user_has_any_permission_for(user, ["view"])

    def explorable_instances(self, user: Any) -> Any:
        return self.instances_user_has_any_permission_for(user, ["view"])
