"""What the public pages do when others speak."""

from __future__ import annotations

from gongshi.areas.services import touch
from gongshi.offices.signals import office_changed


@office_changed.done
def name_the_new_one(*, area: str, **_facts: object) -> None:
    """Who holds an office stands on public pages: whoever took or left one is seen at once."""
    touch(area)
