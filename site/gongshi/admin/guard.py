"""The one base of every list in the admin: filtered by area, read-only unless a service acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from gongshi.admin.duties import Section
from gongshi.admin.queries import entrant_of

View = Callable[..., HttpResponse]
ACTIONS = ("view", "add", "change", "delete", "publish", "lock", "unlock", "choose")


def sections_of(view: object) -> frozenset[Section]:
    """Give the sections a view of ours belongs to; a view of anyone else belongs to none."""
    found: object = getattr(view, "gongshi_sections", None)
    return found if isinstance(found, frozenset) else frozenset()


def admin_page(*sections: Section) -> Callable[[View], View]:
    """Open a page of ours to the offices that work in one of the sections."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not frozenset(sections) & entrant_of(request.user).sections:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.gongshi_sections = frozenset(sections)  # type: ignore[attr-defined]
        return guarded

    return decorate


def guarded_class(view_class: Any) -> Any:
    """Make a view ask for the single record, too: Wagtail's own only ask "some or all"."""
    body: dict[str, Any] = {}
    made: Any
    if hasattr(view_class, "get_object"):

        def get_object(self: Any, *args: Any, **kwargs: Any) -> Any:
            found = super(made, self).get_object(*args, **kwargs)
            policy = policy_registry.get_by_type(self.model)
            allowed = policy.user_has_any_permission_for_instance(self.request.user, ACTIONS, found)
            if found.pk is not None and not allowed:
                raise PermissionDenied
            return found

        body["get_object"] = get_object
    elif hasattr(view_class, "get_base_queryset"):

        def get_base_queryset(self: Any) -> Any:
            policy = policy_registry.get_by_type(self.model)
            mine = policy.instances_user_has_any_permission_for(self.request.user, ACTIONS)
            return super(made, self).get_base_queryset().filter(pk__in=mine.values("pk"))

        body["get_base_queryset"] = get_base_queryset
    made = type(view_class.__name__, (view_class,), body)
    return made


class FactsView(InspectView):
    """The page of one row, in the words of the house."""

    page_title = _("Details")

    def get_field_label(self, field_name: str, field: Any) -> str:
        """Name the place in the reader's language, whatever the model calls it."""
        if field_name == "area":
            return str(_("Area"))
        return str(super().get_field_label(field_name, field))


class GuardedViewSet(ModelViewSet):
    """Rows of fact: a list and a page each. Nothing is added, changed, copied or deleted here.

    Subclasses give ``model``, ``sections`` and what a list shows; the model's policy (see
    ``policies``) is registered before the viewset is made.
    """

    sections: tuple[Section, ...] = ()
    inspect_view_enabled = True
    inspect_view_class = FactsView
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None  # the database's own "contains" finds Chinese
    form_fields: list[str] = []
    list_per_page = 50

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Make every view, whichever it is, ask for the single record and name its sections."""
        made = super().construct_view(guarded_class(view_class), **kwargs)
        return admin_page(*self.sections)(made)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Mount the list and the single page; what is not mounted cannot be posted to."""
        conv = self.pk_path_converter
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"<{conv}:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_permissions_to_register(self) -> Any:
        """Register none: rights come from appointments."""
        from django.contrib.auth.models import Permission  # needs the apps to be ready

        return Permission.objects.none()
