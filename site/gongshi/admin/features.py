"""Features: which plugins are on in one village, what switching does, and the switches."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongshi.admin import services
from gongshi.admin.duties import Section
from gongshi.admin.guard import admin_page
from gongshi.admin.places import Places, places_of
from gongshi.admin.queries import entrant_of, person_of
from gongshi.areas.rules import Level
from gongshi.plugins.config import PluginConfig
from gongshi.plugins.enabling import is_active
from gongshi.plugins.uses import under_way


@dataclass(frozen=True, slots=True)
class Feature:
    """One plugin in one village."""

    label: str
    title: str
    on: bool
    always: bool
    needs: str
    busy: int
    reason: str
    rule: str


@admin_page(Section.SETTINGS)
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what is on in a village, and what speaks against switching it."""
    places = _villages(request)
    by, at = entrant_of(request.user).person, timezone.now()
    features = []
    for config in _plugins():
        verdict = services.judge(area=places.chosen, label=config.label, by=by, at=at)
        features.append(
            Feature(
                label=config.label,
                title=str(config.title),
                on=is_active(config.label, places.chosen.code),
                always=config.always_on,
                needs="、".join(_title(label) for label in config.requires),
                busy=under_way(config.label, places.chosen.code),
                reason=verdict.text(_),
                rule=verdict.rule,
            )
        )
    features.sort(key=lambda one: (one.always, not one.on, one.title))
    context = {"title": _("Features"), "places": places, "features": features}
    return render(request, "gongshi_admin/features.html", context)


@admin_page(Section.SETTINGS)
@never_cache
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Switch one plugin on or off in a village."""
    places = _villages(request, request.POST.get("area", ""))
    act = {"on": services.enable, "off": services.disable}.get(request.POST.get("to", ""))
    label = request.POST.get("label", "")
    if act is None or label not in {config.label for config in _plugins()}:
        raise Http404
    act(area=places.chosen, label=label, by=person_of(request), at=timezone.now())
    words = _("“%(title)s” is on now.") if act is services.enable else _("“%(title)s” is off now.")
    messages.success(request, words % {"title": _title(label)})
    return redirect(f"{reverse('admin_features')}?area={places.chosen.code}")


def _villages(request: HttpRequest, asked: str = "") -> Places:
    return places_of(request, Section.SETTINGS, Level.VILLAGE, asked=asked)


def _plugins() -> list[PluginConfig]:
    return [one for one in apps.get_app_configs() if isinstance(one, PluginConfig)]


def _title(label: str) -> str:
    config = apps.app_configs.get(label)
    return str(config.title) if isinstance(config, PluginConfig) else label
