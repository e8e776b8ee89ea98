"""One commitment beside what opens it, and which column a broken one points to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError

from gongshi.record.commitments import commitment, tags

#: What reading damaged rows raises; such a row is a finding, never a crash.
DAMAGE = (ValueError, TypeError, ArithmeticError, ValidationError, FieldDoesNotExist)

COLUMNS = ("opening", "columns")
SALT = ("opening", "salt")


class Opened(NamedTuple):
    """A commitment and its opening; ``salt`` is None once it was erased."""

    seq: int
    ordinal: int
    table: str
    key: str
    commit: str
    salt: str | None
    columns: str | None
    content: str | None = ""

    def names(self) -> list[str]:
        """Give the columns that were committed."""
        return list(json.loads(self.columns or ""))

    def fits(self, content: bytes) -> bool:
        """Check facts (canonical text) against the commitment."""
        try:
            salt, columns = bytes.fromhex(self.salt or ""), (self.columns or "").encode()
            return commitment(salt, columns, content) == self.commit
        except DAMAGE:
            return False

    def changed(self, values: Mapping[str, object]) -> list[str]:
        """Name the columns whose tag does not fit the values."""
        salt, stored = bytes.fromhex(self.salt or ""), json.loads(self.columns or "")
        return [name for name, tag in stored.items() if _tag(salt, name, values) != tag]

    def culprit(self, values: Mapping[str, object], content: bytes) -> tuple[str, str] | None:
        """Say what was changed, as (own table or "", column); None if no tag tells."""
        try:
            salt, names = bytes.fromhex(self.salt or ""), self.names()
        except ValueError:
            return SALT if _is_json(self.columns) else COLUMNS
        try:
            if commitment(salt, tags(salt, names, values), content) == self.commit:
                return COLUMNS
        except DAMAGE:
            pass  # a damaged value has no tag: it is among those that differ
        differing = self.changed(values)
        if differing and len(differing) == len(names):
            return SALT
        return ("", ", ".join(differing)) if differing else None


def _tag(salt: bytes, name: str, values: Mapping[str, object]) -> str:
    try:
        return json.loads(tags(salt, [name], values))[name]
    except DAMAGE:
        return ""


def _is_json(text: str | None) -> bool:
    try:
        return isinstance(json.loads(text or ""), dict)
    except ValueError:
        return False
