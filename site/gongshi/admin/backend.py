"""Who may enter the admin: holders of an office that works there, today; never a stored right."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from gongshi.admin.queries import entrant_of

ACCESS = "wagtailadmin.access_admin"


class AppointmentBackend(BaseBackend):
    """Answers one question, from appointments: may this account enter the admin?"""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm == ACCESS and obj is None and entrant_of(user_obj).may_enter
