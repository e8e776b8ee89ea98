"""The append-only, hash-chained record of every act."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class RecordConfig(AppConfig):
    name = "gongshi.record"
    label = "gongshi_record"
    verbose_name = _("record")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongshi.record import checks as ours  # these need the models to be loaded
        from gongshi.record import kinds, upgrading  # noqa: F401 -- kinds register themselves

        # Both signals go out once per app; with ourselves as the sender they come once a run.
        pre_migrate.connect(upgrading.before_migrate, sender=self)
        post_migrate.connect(upgrading.after_migrate, sender=self)
        checks.register(ours.triggers_in_place, checks.Tags.database)
