"""Pages of the admin that belong to no feature: areas, plugins and rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from gongshi.admin.duties import Section
from gongshi.admin.guard import admin_page
from gongshi.areas.models import Area
from gongshi.plugins.config import PluginConfig
from gongshi.plugins.models import EnabledPlugin
from gongshi.settings.rules import DECLARED


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of settings."""

    title: str
    value: str
    note: str = ""


@admin_page(Section.SETTINGS)
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Show the places of this site with their codes."""
    lines = [Line(row.name, row.code, _level(row.level)) for row in Area.objects.order_by("code")]
    return _table(request, _("Areas"), (_("Place"), _("Code"), _("Level")), lines)


@admin_page(Section.SETTINGS)
@require_safe
def plugins(request: HttpRequest) -> HttpResponse:
    """Show which plugins are loaded, and where they are switched on."""
    lines = [
        Line(str(config.title), config.label, _where(config))
        for config in apps.get_app_configs()
        if isinstance(config, PluginConfig)
    ]
    return _table(
        request, _("Plugins"), (_("Plugin"), _("Name in code"), _("Where it is on")), lines
    )


@admin_page(Section.SETTINGS)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the values in force that a county may set, each with the source it rests on."""
    lines = [
        Line(_(rule.sentence), in_words(rule.value, rule.words), f"{rule.source} · {key}")
        for key, rule in sorted(DECLARED.items())
    ]
    return _table(
        request, _("Rules in force"), (_("Rule"), _("Value"), pgettext("rule", "Source")), lines
    )


def _table(
    request: HttpRequest, title: str, headings: tuple[str, str, str], lines: list[Line]
) -> HttpResponse:
    context = {"title": title, "headings": headings, "lines": lines}
    return render(request, "gongshi_admin/settings.html", context)


def _level(level: str) -> str:
    return {"county": _("county"), "township": _("township"), "village": _("village")}.get(
        level, level
    )


def _where(config: PluginConfig) -> str:
    if config.always_on:
        return _("everywhere")
    rows = EnabledPlugin.objects.filter(label=config.label, enabled=True).order_by("area")
    named = "、".join(rows.values_list("area", flat=True))
    return named or (_("everywhere unless switched off") if config.default_on else _("nowhere"))


def in_words(value: object, words: Mapping[str, str]) -> str:
    """Give a value of a rule as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return "、".join(_(words.get(str(one), str(one))) for one in value) or "—"
    return str(value)
