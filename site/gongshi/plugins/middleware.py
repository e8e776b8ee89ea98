"""Pages of a plugin that is off in a village are not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse

from gongshi.plugins.enabling import is_active


class VillagePluginsMiddleware:
    """Answer 404 for a view whose address names an ``area`` in which its plugin is off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,  # noqa: ARG002 -- Django's signature
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],  # noqa: ARG002 -- Django's signature
        kwargs: dict[str, Any],
    ) -> None:
        """Look at the address before the view runs."""
        area = kwargs.get("area")
        owner = apps.get_containing_app_config(view.__module__)
        if isinstance(area, str) and owner and not is_active(owner.label, area):
            raise Http404
