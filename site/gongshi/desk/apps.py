"""The desk: what waits for me."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gongshi.desk"
    label = "gongshi_desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("gongshi.desk.kinds")
