"""Where the pages of plugins hang: in front of the public, on the desk, in the admin."""

from __future__ import annotations

from typing import Literal

from django.apps import apps
from django.urls import URLResolver, include, path

from gongshi.plugins.config import PluginConfig

Face = Literal["url", "desk", "admin"]
MODULES: dict[Face, str] = {"url": "urls", "desk": "desk_urls", "admin": "admin_urls"}


def patterns(face: Face) -> list[URLResolver]:
    """Give the addresses that the loaded plugins declare for a face; root prefixes come last."""
    found: list[tuple[str, URLResolver]] = []
    for config in apps.get_app_configs():
        prefix = (
            getattr(config, f"{face}_prefix", None) if isinstance(config, PluginConfig) else None
        )
        if prefix is not None:
            where = f"{prefix}/" if prefix else ""
            found.append((prefix, path(where, include(f"{config.name}.{MODULES[face]}"))))
    return [resolver for _prefix, resolver in sorted(found, key=lambda item: item[0] == "")]
