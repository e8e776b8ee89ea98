"""Reading what clerks send; preview, row errors; safe export."""

from django.apps import AppConfig


class SpreadsheetsConfig(AppConfig):
    name = "gongshi.spreadsheets"
    label = "gongshi_spreadsheets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongshi.spreadsheets import kinds  # noqa: F401 -- registers once the models are there
