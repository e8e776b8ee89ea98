"""Uploads re-encoded, originals guarded, hashes."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gongshi.files"
    label = "gongshi_files"
    default_auto_field = "django.db.models.BigAutoField"
