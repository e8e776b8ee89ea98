"""The guarded Wagtail admin."""

from django.apps import AppConfig


class AdminConfig(AppConfig):
    name = "gongshi.admin"
    label = "gongshi_admin"
    default_auto_field = "django.db.models.BigAutoField"
