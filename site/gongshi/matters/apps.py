"""Matters, acts and the one function that says who may act."""

from importlib import import_module

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "gongshi.matters"
    label = "gongshi_matters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongshi.matters import triggers  # Contributes what the database itself refuses.

        triggers.register()
        import_module("gongshi.matters.kinds")  # What the scan looks for registers itself.
