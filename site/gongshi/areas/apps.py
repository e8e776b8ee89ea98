"""Counties, townships and villages by their 12-digit code."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "gongshi.areas"
    label = "gongshi_areas"
    default_auto_field = "django.db.models.BigAutoField"
