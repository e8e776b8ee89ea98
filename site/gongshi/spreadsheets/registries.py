"""Kinds of imports: what each expects, how it compares with what is there, how it is applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from gongshi.plugins import Kind, Registry
from gongshi.spreadsheets.reading.columns import Column
from gongshi.spreadsheets.reading.result import Parsed, Row
from gongshi.spreadsheets.reading.sheet import Level, Remark
from gongshi.spreadsheets.states import RowState
from gongshi.verdict import Verdict


@dataclass(slots=True)
class RowResult:
    """What confirming would do with one row: ``old`` holds what stands there now, by column key."""

    row: Row
    change: RowState = RowState.NEW
    old: dict[str, object] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def every_remark(self) -> list[Remark]:
        return [*self.row.remarks, *self.remarks]

    @property
    def state(self) -> RowState:
        if not (self.remarks or self.row.remarks):
            return self.change
        levels = {said.level for said in self.every_remark}
        if Level.ERROR in levels:
            return RowState.ERROR
        return RowState.WARNING if Level.WARNING in levels else self.change


class ImportKind(Kind):
    """A kind of table that can be imported.

    ``columns`` are recognised by title and synonyms. ``needs`` names what must be chosen before
    the upload (a fund item, a year); the choices come back as ``context``, plain data without
    anything personal.
    """

    columns: ClassVar[Sequence[Column]] = ()
    needs: ClassVar[Sequence[str]] = ()

    def may(self, *, by: Any, area: str, context: Mapping[str, Any], at: datetime) -> Verdict:
        """Say whether this account may import this here. Each kind must answer for itself."""
        raise NotImplementedError

    def label(self, need: str) -> str:
        """Give the words of something to be chosen before the upload."""
        return need

    def choices(self, need: str, prefixes: Sequence[str]) -> list[tuple[str, str]]:
        """Give what can be chosen, as value and words, below these area code prefixes."""
        return []

    def area_of(self, context: Mapping[str, Any]) -> str:
        """Give the area that a choice lies in; '' where the clerk names it."""
        return ""

    def page(self, context: Mapping[str, Any]) -> str:
        """Give the address that shows what was imported, or ''."""
        return ""

    def examine(
        self,
        parsed: Parsed,
        *,
        area: str,
        context: Mapping[str, Any],
    ) -> list[RowResult]:
        """Compare every row with what is there; exactly one result per row, in their order."""
        return [RowResult(row) for row in parsed.rows]

    def apply(
        self,
        results: list[RowResult],
        *,
        by: Any,
        area: str,
        context: Mapping[str, Any],
        at: datetime,
    ) -> dict[str, Any]:
        """Write all rows through the feature's own services, inside the caller's transaction.

        The list of results may be emptied: of a large table it is most of what is in memory.
        The answer is plain data without anything personal; it is kept with the upload.
        """
        raise NotImplementedError


import_kinds: Registry[ImportKind] = Registry(ImportKind)
