"""States of an upload and of its rows, and the moves between them (pure)."""

from __future__ import annotations

from enum import StrEnum


class BatchState(StrEnum):
    """Where an upload stands."""

    PREVIEWED = "previewed"
    DONE = "done"
    EXPIRED = "expired"
    REFUSED = "refused"


class RowState(StrEnum):
    """What confirming would do to a row: 新增, 修改, 不变, 警告, 错误."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WARNING = "warning"
    ERROR = "error"


TRANSITIONS: dict[BatchState, frozenset[BatchState]] = {
    BatchState.PREVIEWED: frozenset({BatchState.DONE, BatchState.EXPIRED, BatchState.REFUSED}),
    BatchState.DONE: frozenset(),
    BatchState.EXPIRED: frozenset(),
    BatchState.REFUSED: frozenset(),
}
