"""What must be in place before the site may start."""

from __future__ import annotations

from django.core import checks

from gongshi.admin.catalogues import catalogue_file, own_apps


def catalogues_are_compiled(**_: object) -> list[checks.CheckMessage]:
    """Refuse to start without the Chinese: a notice keeps the words it was frozen with."""
    sources = [catalogue_file(app) for app in own_apps()]
    left = [str(po) for po in sources if po.exists() and not po.with_suffix(".mo").exists()]
    if not left:
        return []
    hint = "Run manage.py messages compile."
    return [checks.Error(f"Not compiled: {', '.join(left)}.", hint=hint, id="gongshi.E003")]
