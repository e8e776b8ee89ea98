"""One changed value in any column of any protected table is reported with its entry."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from gongshi.offices.duties import Duty
from gongshi.record.models import Commitment
from gongshi.record.protection import PROTECTED
from gongshi.record.triggers import remove_triggers
from gongshi.record.verify import Finding, Tally, rows, verify
from tests.faults.acts import register, unregister
from tests.faults.story import tell
from tests.village import AT, staffed_village


@pytest.fixture
def story(db: None) -> Iterator[None]:
    """Everything the house does, once; then the guards are taken off."""
    ContentType.objects.clear_cache()
    register()
    tell(staffed_village())
    assert list(verify()) == []
    remove_triggers()
    yield
    unregister()


def _others(field: models.Field, value: object) -> list[object]:  # noqa: C901, PLR0911 -- one line a type
    """Give values that differ by as little as their type allows; a constraint may refuse some."""
    match value:
        case None:
            return [1, uuid4(), "x", AT, AT.date()]
        case bool():
            return [not value]
        case int():
            return [value + 1, value + 100_000, max(value - 1, 1)]
        case uuid.UUID():
            return [uuid.UUID(int=value.int ^ 1)]
        case dt.datetime():
            return [value + timedelta(microseconds=1)]
        case dt.date():
            return [value + timedelta(days=1)]
        case bytes() | memoryview():
            return [bytes(value)[:-1] + bytes([bytes(value)[-1] ^ 1])] if value else [b"x"]
        case dict():
            return [{**value, "x": "y"}]
        case list():
            return [[*value, "x"]]
        case str() if value:
            return [value[:-1] + chr(ord(value[-1]) ^ 1), *OTHER_WORDS]
        case str():
            return ["x", *OTHER_WORDS]
    raise AssertionError(f"{field} holds a {type(value)}")


#: Where a constraint allows certain words only.
OTHER_WORDS = ("C", "U", "G", "S", *(duty.value for duty in Duty), "")


def _change(model: type[models.Model], key: Any, field: models.Field) -> Any:
    """Change one value with the database's own UPDATE; None where it refuses every other."""
    row = model._base_manager.filter(pk=key)
    old = row.values_list(field.attname, flat=True).get()
    for value in _others(field, old):
        if value == old:
            continue
        try:
            with transaction.atomic():
                row.update(**{field.attname: value})
        except (IntegrityError, DataError, ValidationError, TypeError, ValueError):
            continue
        return value
    return None


def _is_guarded(model: type[models.Model], field: models.Field) -> bool:
    checks = [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    return any(re.search(rf"\b{field.name}\b", repr(one.condition)) for one in checks)


def _hex(key: Any) -> str:
    return getattr(key, "hex", None) or str(key)


@pytest.mark.usefixtures("story")
def test_one_changed_value_is_reported_with_its_entry() -> None:
    """In the newest row of each table, column by column, as if with the database's own tools."""
    wrong = [f"{label}: {what}" for label in sorted(PROTECTED) for what in _unreported(label)]
    assert wrong == [], "\n".join(wrong)
    assert {one.code for one in verify()} == {"record.trigger_missing"}


def _unreported(label: str) -> Iterator[str]:
    """Give what changing one row of a table should have shown and did not."""
    model = PROTECTED[label].model
    key = model._base_manager.order_by("pk").values_list("pk", flat=True).last()
    if key is None:
        yield "the story leaves this table empty: nothing was tested"
        return
    seq = Commitment.objects.get(table=label, row_key=_hex(key)).entry_id
    for field in model._meta.concrete_fields:
        point = transaction.savepoint()
        value = _change(model, key, field)
        found = {one for one in rows.findings(Tally()) if one.table == label}
        transaction.savepoint_rollback(point)
        due = {Finding("record.row_changed", seq, label, _hex(key), field.attname)}
        if field.primary_key:
            due = {
                Finding("record.row_missing", seq, label, _hex(key)),
                Finding("record.row_without_entry", None, label, _hex(value)),
            }
        if value is None and _is_guarded(model, field):
            continue  # the database itself refuses to change this value alone
        if value is None:
            yield f"{field.attname}: the database allows no other value"
        elif found != due:
            yield f"{field.attname} = {value!r}: {found}"
