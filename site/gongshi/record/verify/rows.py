"""Checking the live rows of every protected table against their commitments, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection, models
from django.db.models import Exists, OuterRef

from gongshi.record.canonical import canonical
from gongshi.record.commitments import BODY, facts, read_facts, row_key
from gongshi.record.models import Commitment, Erasure, Opening
from gongshi.record.protection import PROTECTED
from gongshi.record.shapes import Shape, shape_of
from gongshi.record.verify.findings import Finding, Tally
from gongshi.record.verify.opened import COLUMNS, DAMAGE, Opened

CHUNK = 500
T = TypeVar("T")
Row = Mapping[str, Any]  # a row's columns; whole models would take twice as long


def findings(tally: Tally) -> Iterator[Finding]:
    """Give every finding about rows, erasures and openings."""
    present = set(connection.introspection.table_names())
    for label, protection in sorted(PROTECTED.items()):
        model = protection.model
        if model._meta.db_table in present:  # noqa: SLF001 -- Django's API
            yield from _table(label, model, tally)
    known = Commitment.objects.exclude(table__in=[*PROTECTED, BODY])
    tally.skipped = list(known.values_list("table", flat=True).distinct().order_by("table"))
    yield from _erasures(tally)


def _table(label: str, model: type[models.Model], tally: Tally) -> Iterator[Finding]:
    seen, shape = 0, shape_of(model)
    keys = model._base_manager.order_by("pk").values_list("pk", flat=True)  # noqa: SLF001
    try:
        for chunk in _chunks(keys.iterator(CHUNK)):
            names = {key: row_key(key) for key in chunk}
            opened, rows = _opened(label, list(names.values())), _rows(model, chunk)
            tally.rows += len(chunk)
            seen += len(opened)
            for key, name in names.items():
                found, row = opened.get(name, []), rows.get(key)
                if not (row and len(found) == 1 and _fits(shape, row, found[0])):
                    cells = dict(zip(shape.names, row, strict=True)) if row else None
                    yield from _row(label, model, key, cells, found)
    except DAMAGE:
        column = model._meta.pk.attname  # noqa: SLF001 -- Django's API
        yield Finding("record.row_unreadable", table=label, column=column)
        seen = -1
    if seen != Commitment.objects.filter(table=label).count():
        yield from _gone(label, model)


def _row(
    label: str, model: type[models.Model], key: Any, row: Row | None, found: list[Opened]
) -> Iterator[Finding]:
    """Check one live row against the commitments that name it."""
    name = row_key(key)
    if not found:
        yield Finding("record.row_without_entry", None, label, name)
        return
    if len(found) > 1:
        yield Finding("record.row_twice", found[1].seq, label, name)
    one = found[0]
    if one.salt is None:
        erased = Erasure.objects.filter(table=label, row_key=name).exists()
        code = "record.erasure_incomplete" if erased else "record.opening_missing"
        yield Finding(code, one.seq, label, name)
        return
    broken = _broken(model, key, row, one)
    if broken:
        table, column = broken
        place = f"gongshi_record.{table}" if table else label
        yield Finding("record.row_changed", one.seq, place, name, column)


def _broken(
    model: type[models.Model], key: Any, row: Row | None, one: Opened
) -> tuple[str, str] | None:
    """Say what does not fit between a row, its commitment and the opening."""
    if one.content:
        return "opening", "content"  # only bodies have one
    try:
        names = one.names()
    except ValueError:
        return COLUMNS
    fields = _fields(model)
    if not fields.keys() >= set(names):
        return COLUMNS
    try:
        cells = {name: (fields[name], row[name]) for name in names} if row else {}
        values = read_facts(cells) if row else _cells(model, key, names)
        content = canonical(values)
    except DAMAGE:
        values, content = _cells(model, key, names), b""
    return None if one.fits(content) else one.culprit(values, content) or ("commitment", "commit")


def _fits(shape: Shape, row: tuple[Any, ...], one: Opened) -> bool:
    """Tell quickly whether all is well; whatever is not is looked at again, slowly."""
    # The columns stand in canonical text, {"name":"tag",…}: if not, nothing fits.
    names = tuple((one.columns or "").split('"')[1::4])
    try:
        if names != shape.names:  # the table has other columns now
            cells = dict(zip(shape.names, row, strict=True))
            shape = shape_of(shape.model, names)
            row = tuple([cells[name] for name in shape.names])
        content = shape.content(shape.texts(row))
    except (KeyError, *DAMAGE):
        return False
    return not one.content and one.fits(content)


def _gone(label: str, model: type[models.Model]) -> Iterator[Finding]:
    """Find commitments whose row is no longer there and was not erased."""
    erased = Erasure.objects.filter(table=label, row_key=OuterRef("row_key"))
    commitments = Commitment.objects.filter(~Exists(erased), table=label).order_by("row_key")
    for chunk in _chunks(commitments.values_list("row_key", "entry_id").iterator(CHUNK)):
        live = _live(model, [key for key, _ in chunk])
        for key, seq in chunk:
            if key not in live:
                yield Finding("record.row_missing", seq, label, key)


def _live(model: type[models.Model], keys: Iterable[str]) -> set[str]:
    """Give those of the keys that are in the table."""
    pk, wanted = model._meta.pk, []  # noqa: SLF001 -- Django's API
    for key in keys:
        try:
            wanted.append(pk.to_python(key))
        except DAMAGE:
            continue
    rows = model._base_manager.order_by().filter(pk__in=wanted).values_list("pk", flat=True)  # noqa: SLF001
    return {row_key(one) for one in rows}


def _erasures(tally: Tally) -> Iterator[Finding]:
    """Check that each erasure names something recorded, and that nothing of it is left."""
    tally.erased = Erasure.objects.count()
    same = {"table": OuterRef("table"), "row_key": OuterRef("row_key")}
    unknown = Erasure.objects.filter(~Exists(Commitment.objects.filter(**same)))
    for erasure in unknown.iterator(CHUNK):
        yield Finding("record.erasure_unfounded", None, erasure.table, erasure.row_key)
    same = {f"commitment__{name}": value for name, value in same.items()}
    for erasure in Erasure.objects.filter(Exists(Opening.objects.filter(**same))).iterator(CHUNK):
        yield Finding("record.erasure_incomplete", None, erasure.table, erasure.row_key)


def _opened(label: str, keys: list[str]) -> dict[str, list[Opened]]:
    """Give the commitments of these rows with what opens them."""
    names = ("entry_id", "ordinal", "table", "row_key", "commit")
    opening = ("opening__salt", "opening__columns", "opening__content")
    result: dict[str, list[Opened]] = defaultdict(list)
    rows = Commitment.objects.filter(table=label, row_key__in=keys).order_by("entry_id", "ordinal")
    for row in rows.values_list(*names, *opening):
        result[row[3]].append(Opened(*row))
    return result


def _rows(model: type[models.Model], keys: list[Any]) -> dict[Any, tuple[Any, ...]]:
    """Read rows together, or one by one where a damaged value stops the reading.

    Their columns come in the order of the model's shape.
    """
    names, key = shape_of(model).names, model._meta.pk.attname  # noqa: SLF001 -- Django's API
    place = names.index(key)
    try:
        # The model's own order may join a table, and so lose a row whose partner is gone.
        found = model._base_manager.order_by().filter(pk__in=keys)  # noqa: SLF001 -- likewise
        return {row[place]: row for row in found.values_list(*names)}
    except DAMAGE:
        if len(keys) == 1:
            return {}
    half = len(keys) // 2
    return _rows(model, keys[:half]) | _rows(model, keys[half:])


@cache
def _fields(model: type[models.Model]) -> dict[str, Any]:
    """Give the fields of a model's columns by the columns' names."""
    return {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001


def _cells(model: type[models.Model], key: Any, names: list[str]) -> dict[str, object]:
    """Read an unreadable row column by column; a damaged column is left out."""
    values: dict[str, object] = {}
    for name in names:
        try:
            rows = model._base_manager.order_by().filter(pk=key).only(name)  # noqa: SLF001 -- Django's API
            (value,) = rows.values_list(name, flat=True)
            values |= facts(model(**{name: value}), [name])
        except (*DAMAGE, DatabaseError):
            continue
    return values


def _chunks(items: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk
