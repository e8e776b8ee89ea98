"""Who may see what lies in Wagtail's library."""

from __future__ import annotations

from typing import Any

from wagtail.permissions import policy_registry

from gongshi.files.models import GongshiDocument, GongshiImage
from gongshi.files.registries import exhibits


def may_see(user: Any, thing: GongshiImage | GongshiDocument) -> bool:
    """Answer whether this account, or nobody's, may see a picture or document of the library.

    It is seen where something exhibits it, and by those who may choose it for a notice.
    """
    if any(exhibit.may_see(user, thing) for exhibit in exhibits.all()):
        return True
    if not user.is_authenticated:
        return False
    policy = policy_registry.get(thing)
    return bool(policy.user_has_permission_for_instance(user, "choose", thing))
