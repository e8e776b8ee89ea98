"""The plugin contract: configuration, discovery, registries, signals, enabling."""

from django.apps import AppConfig


class PluginsConfig(AppConfig):
    name = "gongshi.plugins"
    label = "gongshi_plugins"
    default_auto_field = "django.db.models.BigAutoField"
