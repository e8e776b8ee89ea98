"""What a preview shows, as plain data, and its keyed hash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from uuid import UUID

from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.reading.sheet import Level, Remark
from gongshi.spreadsheets.registries import RowResult
from gongshi.spreadsheets.sealing import fingerprint
from gongshi.spreadsheets.states import RowState


def plain(said: Remark) -> dict[str, object]:
    """Give a remark as plain data."""
    verdict = said.verdict
    facts = {name: str(value) for name, value in verdict.facts.items()}
    return {
        "level": said.level.value,
        "rule": verdict.rule,
        "reason": verdict.reason,
        "facts": facts,
        "row": said.row,
        "column": said.column,
    }


def contents(result: RowResult) -> dict[str, object]:
    """Give everything the preview shows of one row."""
    return {
        "values": result.row.values,
        "others": result.row.others,
        "old": result.old,
        "remarks": [plain(said) for said in result.every_remark],
    }


def outcome(key: UUID, results: Sequence[RowResult]) -> str:
    """Give a keyed hash of the whole preview: equal exactly when confirming would do the same."""
    rows = ([result.row.number, result.state.value, contents(result)] for result in results)
    return fingerprint(chain([str(key)], rows))


def counts(parsed: Parsed, results: Sequence[RowResult]) -> dict[str, int]:
    """Count rows by state, and errors and warnings that concern the whole file."""
    states = Counter(result.state.value for result in results)
    levels = Counter(said.level for said in parsed.remarks)
    rejected = states[RowState.ERROR.value]
    return {
        **{state.value: states[state.value] for state in RowState},
        "rows_in": len(results),
        "accepted": len(results) - rejected,
        "rejected": rejected,
        "file_errors": levels[Level.ERROR],
        "file_warnings": levels[Level.WARNING],
    }


def sums(parsed: Parsed) -> list[dict[str, object]]:
    """Give the sums of the file beside those it declares."""
    return [
        {
            "key": found.key,
            "title": found.title,
            "computed": str(found.computed),
            "declared": None if found.declared is None else str(found.declared),
        }
        for found in parsed.sums.values()
    ]


def notes(parsed: Parsed) -> dict[str, object]:
    """Give what concerns the whole file, and the headings found for the columns."""
    return {
        "remarks": [plain(said) for said in parsed.remarks],
        "headings": {placed.column.key: placed.heading for placed in parsed.placing.known},
        "heading_row": parsed.layout.heading_row,
    }
