"""Wagtail's permission policies, answered from areas and appointments: the second lock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Collection
from wagtail.permission_policies import BasePermissionPolicy

from gongshi.admin.duties import Section
from gongshi.admin.queries import below, entrant_of
from gongshi.offices.duties import Duty
from gongshi.people.models import User


class ReadOnlyPolicy(BasePermissionPolicy):
    """Rows of fact: seen by the offices that work in a section, in their areas; never changed.

    ``path`` leads from a row to the code of its area, as in ``"notice__area__code"``.
    """

    def __init__(
        self, model: Any, *, sections: Iterable[Section], path: str = "area__code"
    ) -> None:
        super().__init__(model)
        self.sections, self.path = tuple(sections), path

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(self._codes(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        rows = self.instances_user_has_any_permission_for(user, [action])
        return bool(rows.filter(pk=instance.pk).exists())

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()  # noqa: SLF001 -- Django's own name
        if "view" not in set(actions):
            return rows.none()
        return rows.filter(below(self.path, self._codes(user)))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:  # noqa: ARG002
        return User.objects.none()

    def _codes(self, user: Any) -> set[str]:
        open_to = entrant_of(user).areas
        return {code for section in self.sections for code in open_to.get(section, ())}


class MediaPolicy(BasePermissionPolicy):
    """Pictures and documents of notices: added and chosen by those who draft notices.

    Nobody changes or deletes one: it may hang in a public notice. One sees what was uploaded by
    oneself or by somebody in office in the same area.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"add", "choose"} and Duty.DRAFT_NOTICE in entrant_of(user).duties

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        rows = self.instances_user_has_any_permission_for(user, [action])
        return bool(rows.filter(pk=instance.pk).exists())

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()  # noqa: SLF001 -- Django's own name
        codes = entrant_of(user).duties.get(Duty.DRAFT_NOTICE, frozenset())
        if not {"add", "choose"} & set(actions) or not codes:
            return rows.none()
        near = User.objects.filter(person__appointments__area__in=codes)
        return rows.filter(uploaded_by_user__in=near.values("pk"))

    def collections_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Collection]:
        """Give the one collection there is: rights come from offices, never from collections."""
        allowed = any(self.user_has_permission(user, action) for action in actions)
        return Collection.objects.filter(depth=1) if allowed else Collection.objects.none()

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        return self.collections_user_has_any_permission_for(user, [action])

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:  # noqa: ARG002
        return User.objects.none()
