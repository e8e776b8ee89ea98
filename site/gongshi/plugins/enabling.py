"""Which plugin is on in which village: one function governs everything a plugin adds."""

from __future__ import annotations

from django.apps import apps

CODE_DIGITS = 12


def is_active(label: str, area: str) -> bool:
    """Whether the plugin with this app label is switched on in the area (12-digit code).

    What belongs to the host, and plugins that are always on, are on everywhere.
    """
    from gongshi.plugins.config import PluginConfig  # config and enabling need each other.

    config = apps.app_configs.get(label)
    if config is None:
        return label == ""
    if not isinstance(config, PluginConfig) or config.always_on:
        return True
    from gongshi.plugins.models import EnabledPlugin  # Models load after the contract.

    chosen = EnabledPlugin.objects.filter(area=area, label=label).values_list("enabled", flat=True)
    return next(iter(chosen), config.default_on)


def is_active_below(label: str, prefix: str) -> bool:
    """Whether the plugin is on in a village, or in any place whose code begins with the digits."""
    if len(prefix) == CODE_DIGITS or is_active(label, ""):
        return is_active(label, prefix)
    from gongshi.plugins.models import EnabledPlugin  # Models load after the contract.

    return EnabledPlugin.objects.filter(label=label, area__startswith=prefix, enabled=True).exists()
