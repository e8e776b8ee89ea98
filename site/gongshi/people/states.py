"""How far an account has come (pure)."""

from __future__ import annotations

from enum import StrEnum


class AccountState(StrEnum):
    """What stands between a person and their first sign-in, or has ended it."""

    NONE = "none"  # never had one
    PRINTED = "printed"  # the slip is printed and not used
    LATE = "late"  # the slip is too old
    OPENED = "opened"  # the slip is used, no password chosen yet
    ACTIVE = "active"
    CLOSED = "closed"
