"""List the plugins: installed, loaded, and on in which village."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from gongshi.plugins.config import PluginConfig
from gongshi.plugins.discovery import installed
from gongshi.plugins.models import EnabledPlugin


class Command(BaseCommand):
    """Say what is installed on this machine, what is loaded, and where it is switched on."""

    help = "List installed and loaded plugins, and the areas where they are switched on or off."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for name in sorted(installed()):
            state = "loaded" if name in settings.GONGSHI_PLUGINS else "not in GONGSHI_PLUGINS"
            self.stdout.write(f"{name}: {state}")
        for config in apps.get_app_configs():
            if isinstance(config, PluginConfig):
                how = "always on" if config.always_on else "on" if config.default_on else "off"
                rows = EnabledPlugin.objects.filter(label=config.label).order_by("area")
                chosen = ", ".join(f"{row.area} {'on' if row.enabled else 'off'}" for row in rows)
                self.stdout.write(f"  {config.label}: {how}{'; ' + chosen if chosen else ''}")
