"""HTML to PDF in a child process."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "gongshi.printing"
    label = "gongshi_printing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongshi.printing import fonts  # noqa: F401 -- its check registers itself
