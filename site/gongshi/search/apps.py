"""Chinese search on both databases."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gongshi.search"
    label = "gongshi_search"
    default_auto_field = "django.db.models.BigAutoField"
