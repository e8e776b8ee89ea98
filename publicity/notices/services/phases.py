"""What every step in the life of a notice needs: its phase locked, changed, and put on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from gongshi.areas.services import touch
from gongshi.record.services import append
from publicity.notices.models import Notice
from publicity.notices.signals import notice_changed
from publicity.notices.states import Phase


def locked_phase(notice: Notice) -> Phase:
    return Phase(
        Notice.objects.select_for_update().values_list("phase", flat=True).get(pk=notice.pk)
    )


def change(notice: Notice, **values: object) -> None:
    """Change the columns of ours; a Wagtail revision must never bring old ones back."""
    Notice.objects.filter(pk=notice.pk).update(**values)
    for name, value in values.items():
        setattr(notice, name, value)
    touch(notice.area_id)
    notice_changed.announce(notice.area_id, notice=notice)


def append_entry(
    notice: Notice, kind: str, rows: Sequence[models.Model], actor: str, at: datetime
) -> None:
    append(
        kind=kind,
        at=at,
        actor=actor,
        area=notice.area_id,
        matter=str(notice.matter.key),
        body={"notice": notice.pk},
        rows=rows,
    )
