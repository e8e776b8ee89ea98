"""Uploading, confirming and giving up a table; nothing is imported without a confirmed preview."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from gongshi.record.bulk import CHUNK, insert_rows
from gongshi.spreadsheets import outcome, rules
from gongshi.spreadsheets.models import BatchStates, ImportBatch, ImportRow
from gongshi.spreadsheets.parameters import MOST_ROWS, PREVIEW_HOURS
from gongshi.spreadsheets.reading.parse import parse
from gongshi.spreadsheets.reading.read import read_table
from gongshi.spreadsheets.reading.result import Parsed
from gongshi.spreadsheets.reading.sheet import Limits, Table
from gongshi.spreadsheets.registries import ImportKind, RowResult, import_kinds
from gongshi.spreadsheets.sealing import seal, seal_json, unseal
from gongshi.spreadsheets.states import BatchState
from gongshi.verdict import denied, gettext_noop, require

ROW = ("batch", "place", "row_number", "state", "sealed")


def upload(
    *,
    kind: str,
    area: str,
    data: bytes,
    file_name: str,
    by: Any,
    at: datetime,
    context: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
) -> ImportBatch:
    """Read a file and keep it for a preview; BadFile or RuleBroken, and nothing kept, otherwise.

    ``answers`` holds what the file does not say: ``sheet`` (its name), ``units`` (column key to
    fen) and ``chosen`` (column key to column letter).
    """
    importer = _importer(kind)
    context, answers = dict(context or {}), dict(answers or {})
    require(importer.may(by=by, area=area, context=context, at=at))
    parsed, results = _examined(importer, data, file_name, area, context, answers)
    batch = ImportBatch(
        key=uuid4(),
        kind=kind,
        area=area,
        context=context,
        answers=answers,
        uploaded_by=by,
        at=at,
        file_name=PurePosixPath(file_name.replace("\\", "/")).name[-200:],
    )
    _fill(batch, data, parsed, results)
    with transaction.atomic():
        batch.save(force_insert=True)
        for start in range(0, len(results), CHUNK):
            chunk = enumerate(results[start : start + CHUNK], start)
            insert_rows(ImportRow, ROW, [_import_row(batch, *numbered) for numbered in chunk])
    return batch


def confirm(
    *, batch: UUID, digest: str, by: Any, at: datetime, accept_warnings: bool = False
) -> ImportBatch:
    """Import a previewed file, all rows or none; a second confirmation gives the first result.

    The file is read and compared once more inside the transaction: what happens is what the
    preview showed, or nothing.
    """
    with transaction.atomic():
        found = ImportBatch.objects.select_for_update().get(pk=batch)
        importer = _importer(found.kind)
        require(importer.may(by=by, area=found.area, context=found.context, at=at))
        if found.state == BatchStates.DONE:
            return found
        require(rules.may_become(found.state, BatchState.DONE))
        require(rules.is_fresh(found.at, at, PREVIEW_HOURS.value))
        data = file_of(found)
        require(rules.same_file(found.digest, digest))
        parsed, results = _examined(
            importer, data, found.file_name, found.area, found.context, found.answers
        )
        counts = outcome.counts(parsed, results)
        require(rules.nothing_wrong(counts["error"] + counts["file_errors"]))
        require(rules.same_outcome(found.outcome, outcome.outcome(found.pk, results)))
        warned = counts["warning"] + counts["file_warnings"]
        require(rules.warnings_seen(warned, accepted=accept_warnings))
        # Two persons stand behind what needs two: who sent the file and who confirms it.
        context = {**found.context, "uploaded_by": found.uploaded_by_id}
        del data, parsed  # a large table is large in memory too
        found.result = importer.apply(results, by=by, area=found.area, context=context, at=at)
        _close(found, BatchStates.DONE, by=by, at=at)
    return found


def give_up(*, batch: UUID, by: Any, at: datetime) -> ImportBatch:
    """Close a preview without importing it, and delete what it held."""
    with transaction.atomic():
        found = ImportBatch.objects.select_for_update().get(pk=batch)
        importer = _importer(found.kind)
        require(importer.may(by=by, area=found.area, context=found.context, at=at))
        require(rules.may_become(found.state, BatchState.REFUSED))
        _close(found, BatchStates.REFUSED, by=by, at=at)
    return found


def expire(*, at: datetime) -> int:
    """Close every preview that is too old and delete what it held; the clock calls this."""
    limit = at - timedelta(hours=PREVIEW_HOURS.value)
    done = 0
    with transaction.atomic():
        stale = ImportBatch.objects.select_for_update().filter(
            state=BatchStates.PREVIEWED, at__lte=limit
        )
        for batch in stale:
            _close(batch, BatchStates.EXPIRED, by=None, at=at)
            done += 1
    return done


def file_of(batch: ImportBatch) -> bytes:
    """Give the uploaded bytes as they came; SHEET-63 where they are gone or were changed."""
    try:
        data = unseal(batch.sealed_file, about=f"{batch.pk} file")
    except ValueError:
        data = b""
    require(rules.same_file(batch.digest, _digest(data)))
    return data


def table_of(batch: ImportBatch) -> Table:
    """Give the uploaded table once more, as long as the preview is open."""
    return _table(file_of(batch), batch.file_name, batch.answers)


def _importer(kind: str) -> ImportKind:
    found = import_kinds.get(kind)
    if not found.installed:
        reason = gettext_noop("The plugin that can import “%(kind)s” is not installed.")
        require(denied("SHEET-66", reason, kind=kind))
    return found()


def _table(data: bytes, file_name: str, answers: Mapping[str, Any]) -> Table:
    return read_table(
        data, file_name, sheet=answers.get("sheet"), limits=Limits(rows=MOST_ROWS.value)
    )


def _examined(
    importer: ImportKind,
    data: bytes,
    file_name: str,
    area: str,
    context: Mapping[str, Any],
    answers: Mapping[str, Any],
) -> tuple[Parsed, list[RowResult]]:
    parsed = parse(
        _table(data, file_name, answers),
        importer.columns,
        units=answers.get("units"),
        chosen=answers.get("chosen"),
    )
    results = importer.examine(parsed, area=area, context=context)
    if [result.row for result in results] != parsed.rows:
        raise RuntimeError(f"{importer.key}: examine() must answer for every row, in order.")
    return parsed, results


def _fill(batch: ImportBatch, data: bytes, parsed: Parsed, results: list[RowResult]) -> None:
    """Put in what was read, sealed where it could name a person."""
    batch.digest = _digest(data)
    batch.outcome = outcome.outcome(batch.key, results)
    batch.counts = outcome.counts(parsed, results)
    batch.sums = outcome.sums(parsed)
    batch.sealed_file = seal(data, about=f"{batch.key} file")
    batch.sealed_notes = seal_json(outcome.notes(parsed), about=f"{batch.key} notes")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _import_row(batch: ImportBatch, place: int, result: RowResult) -> tuple[object, ...]:
    """Give the columns named in ROW."""
    sealed = seal_json(outcome.contents(result), about=f"{batch.pk} {place}")
    return batch.pk, place, result.row.number, result.state.value, sealed


def _close(batch: ImportBatch, state: BatchStates, *, by: Any, at: datetime) -> None:
    """End an upload and delete everything in it that could name a person."""
    batch.state, batch.closed_by, batch.closed_at = state, by, at
    batch.sealed_file = batch.sealed_notes = b""
    batch.save()
    batch.rows.update(sealed=b"")
