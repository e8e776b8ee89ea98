"""The start-up check that every trigger is where it must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core import checks
from django.utils.translation import gettext as _

from gongshi.record.triggers import missing_triggers
from gongshi.record.upgrading import upgrade_waits


def triggers_in_place(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Report triggers that are absent or changed; an empty database has none yet."""
    return list(_messages(databases or ()))


def _messages(databases: Sequence[str]) -> Iterator[checks.CheckMessage]:
    for using in databases:
        if not (missing := missing_triggers(using)):
            continue
        names = ", ".join(missing)
        if upgrade_waits(using):  # an error here would stop the very migrate that brings them
            yield checks.Warning(
                _("The guards %(names)s come with the migrations that wait.") % {"names": names},
                hint=_("Run manage.py migrate; then manage.py verify_record."),
                id="gongshi_record.W001",
            )
            continue
        yield checks.Error(
            _("The database does not protect the record: %(names)s.") % {"names": names},
            hint=_(
                "Look with manage.py verify_record first; "
                "manage.py migrate --skip-checks then puts the guards back."
            ),
            id="gongshi_record.E001",
        )
