"""Offices, duties, appointments and what follows from them."""

from importlib import import_module

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "gongshi.offices"
    label = "gongshi_offices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("gongshi.offices.kinds")
