"""The guarded Wagtail admin."""

from django.apps import AppConfig
from django.core import checks


class AdminConfig(AppConfig):
    name = "gongshi.admin"
    label = "gongshi_admin"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongshi.admin.checks import catalogues_are_compiled  # The apps are loaded by now.

        checks.register(catalogues_are_compiled)
