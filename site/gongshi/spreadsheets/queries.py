"""Reading uploads: the preview page by page, with the file's sums beside the system's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext

from gongshi.spreadsheets.models import ImportBatch, ImportRow, RowStates
from gongshi.spreadsheets.reading.sheet import Level
from gongshi.spreadsheets.sealing import unseal_json

PAGE = 50


@dataclass(frozen=True, slots=True)
class Message:
    """A remark as it is shown; its words are translated when they are read."""

    level: str
    rule: str
    reason: str
    facts: Mapping[str, object]
    row: int
    column: str

    @property
    def text(self) -> str:
        words = gettext(self.reason)
        return words % self.facts if self.facts else words


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the preview; ``changes`` pairs old and new values by column key."""

    number: int
    state: str
    label: str
    values: Mapping[str, Any]
    others: Mapping[str, Any]
    old: Mapping[str, Any]
    messages: tuple[Message, ...]

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        return {
            key: (self.old[key], value)
            for key, value in self.values.items()
            if key in self.old and self.old[key] != value
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of an upload: rows, messages on the whole file, counts per state, sums."""

    batch: ImportBatch
    rows: tuple[PreviewRow, ...]
    messages: tuple[Message, ...]
    headings: Mapping[str, str]
    page: int
    pages: int

    @property
    def counts(self) -> dict[str, int]:
        return {state: self.batch.counts.get(state, 0) for state in RowStates.values}


def preview(batch: ImportBatch, *, only_errors: bool = False, page: int = 1) -> Preview:
    """Give one page of the rows; a page beyond the last is the last."""
    rows = batch.rows.all()
    if only_errors:
        rows = rows.filter(state=RowStates.ERROR)
    found = Paginator(rows.order_by("place"), PAGE).get_page(page)
    notes = notes_of(batch)
    return Preview(
        batch,
        tuple(_shown(row) for row in found),
        tuple(map(_message, notes.get("remarks", []))),
        notes.get("headings", {}),
        found.number,
        found.paginator.num_pages,
    )


def notes_of(batch: ImportBatch) -> dict[str, Any]:
    """Give what was noted on the whole file; nothing once the upload is closed."""
    if not batch.sealed_notes:
        return {}
    found: dict[str, Any] = unseal_json(batch.sealed_notes, about=f"{batch.pk} notes")
    return found


def messages_by_row(batch: ImportBatch) -> dict[int, list[str]]:
    """Give every error and warning as text, by the row's number in the spreadsheet."""
    said: dict[int, list[str]] = defaultdict(list)
    for row in batch.rows.filter(state__in=[RowStates.WARNING, RowStates.ERROR]).order_by("place"):
        said[row.row_number] += [m.text for m in _shown(row).messages if m.level != Level.NOTE]
    for message in map(_message, notes_of(batch).get("remarks", [])):
        if message.row and message.level != Level.NOTE:
            said[message.row].append(message.text)
    return dict(said)


def _message(said: Mapping[str, Any]) -> Message:
    return Message(**said)


def _shown(row: ImportRow) -> PreviewRow:
    label = RowStates(row.state).label
    if not row.sealed:
        return PreviewRow(row.row_number, row.state, str(label), {}, {}, {}, ())
    facts = unseal_json(row.sealed, about=f"{row.batch_id} {row.place}")
    return PreviewRow(
        row.row_number,
        row.state,
        str(label),
        facts["values"],
        facts["others"],
        facts["old"],
        tuple(map(_message, facts["remarks"])),
    )
