"""Tables that whoever records in a village may import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongshi.offices.setup import may_record
from gongshi.people.models import User
from gongshi.spreadsheets.registries import ImportKind
from gongshi.verdict import Verdict


class Recorded(ImportKind):
    """A kind of table that asks for the duty ``record`` in the place it is for."""

    def may(
        self,
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],  # noqa: ARG002 -- the registry's signature
        at: datetime,
    ) -> Verdict:
        """I7: who records here."""
        return may_record(by.person if isinstance(by, User) else None, area, at)
