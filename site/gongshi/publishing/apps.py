"""The hand-over of what was decided to those who publish it."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "gongshi.publishing"
    label = "gongshi_publishing"
    default_auto_field = "django.db.models.BigAutoField"
