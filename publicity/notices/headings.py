"""What stands at the head of a notice by itself: its title and who issues it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gongshi.areas.models import Area
from gongshi.areas.rules import Level


def title_of(subject: str, *, announcement: bool) -> str:
    """Name the notice after its subject: 公示 before a decision, 公告 after it."""
    if subject.endswith(("公示", "公告")):
        return subject
    words = _("Announcement: %(subject)s") if announcement else _("Publicity notice: %(subject)s")
    return words % {"subject": subject}


def issuer_of(area: Area) -> str:
    """Name the body that issues notices in an area, until someone writes another."""
    if area.level == Level.VILLAGE:
        return _("%(village)s villagers' committee") % {"village": area.name}
    return _("People's government of %(area)s") % {"area": area.name}
