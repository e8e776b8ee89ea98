"""Users, persons, identities, households, kinship and organisations."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gongshi.people"
    label = "gongshi_people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("gongshi.people.parameters")
