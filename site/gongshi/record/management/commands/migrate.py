"""manage.py migrate: Django's own, which leaves the guards in place when it fails, too."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from gongshi.record.upgrading import after_migrate, interrupted


class Command(migrate.Command):
    """Migrate; put the guards back whatever happens."""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(*args, **options)
        finally:
            if interrupted(options["database"]):
                after_migrate(options["database"])
