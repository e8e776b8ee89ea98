"""The fast way over a row's columns gives the very bytes that the documented way gives."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.apps import apps
from django.db.models import BooleanField

from gongshi.record.canonical import NotCanonicalError, canonical
from gongshi.record.commitments import column_names, facts, joint, tags
from gongshi.record.models import Commitment, Entry, Erasure
from gongshi.record.protection import PROTECTED
from gongshi.record.services import append
from gongshi.record.services.storing import CHUNK
from gongshi.record.shapes import shape_of
from gongshi.record.verify import verify

SALT = b"s" * 32
VALUES: tuple[object, ...] = (
    None,
    "",
    "张某某“引”\\\n",
    "e\u0301",  # not in NFC
    "42",
    42,
    0,
    True,
    "2026-03-02",
    date(2026, 3, 2),
    datetime(2026, 3, 2, 9, tzinfo=UTC),
    uuid.UUID(int=7),
    str(uuid.UUID(int=7)),
    [["金额", 12]],
    {"b": "二", "a": 1},
)


def slowly(row: object, names: list[str]) -> tuple[bytes, bytes] | None:
    try:
        values = facts(row, names)
        return canonical(values), tags(SALT, names, values)
    except Exception:  # noqa: BLE001 -- whatever the field says of a value that is not its own
        return None


@pytest.mark.filterwarnings("ignore:DateTimeField")
@pytest.mark.parametrize("label", sorted(PROTECTED))
def test_every_protected_table_is_written_as_documented(label: str) -> None:
    model, compared = apps.get_model(label), 0
    names, shape = column_names(model), shape_of(model)
    blank = {name: getattr(model(), name) for name in names}
    flags = [f.attname for f in model._meta.concrete_fields if isinstance(f, BooleanField)]
    blank |= dict.fromkeys(flags, True)  # a flag that may not be empty refuses None
    for name in names:
        for value in VALUES:
            row = model()
            row.__dict__.update(blank | {name: value})
            if (expected := slowly(row, names)) is None:
                continue
            texts = shape.texts([getattr(row, each) for each in shape.names])
            assert (shape.content(texts), shape.tags(SALT, texts)) == expected
            compared += 1
    assert compared > len(names)


def test_a_number_too_large_and_half_a_character_are_refused() -> None:
    shape = shape_of(Commitment)
    row = dict.fromkeys(shape.names, "x") | {"id": 1, "entry_id": 2, "ordinal": 3}
    for wrong in ({"id": 2**53}, {"row_key": "\ud800"}):
        with pytest.raises(NotCanonicalError):
            shape.texts([(row | wrong)[name] for name in shape.names])


@pytest.mark.parametrize("part", ["plain-1.a", 'with "quote"', "中文", "back\\slash", "", "a\n"])
def test_the_digest_of_an_entry_is_that_of_its_list(part: str) -> None:
    parts = [("body", part, "0f"), (part, "1", "2")]
    for given in ([], parts[:1], parts):
        expected = sha256(canonical([list(each) for each in given])).hexdigest()
        assert joint(given) == expected


def test_an_entry_of_more_rows_than_one_statement_takes(db: None, at: datetime) -> None:
    rows = Erasure.objects.bulk_create(
        Erasure(table="t", row_key=str(n), ground="依法", at="x", first="a", second="b")
        for n in range(CHUNK + 3)
    )
    entry = append(kind="many", at=at, actor="clock", body={}, rows=iter(rows))
    made = Commitment.objects.filter(entry=entry).order_by("ordinal")
    assert list(made.values_list("ordinal", flat=True)) == list(range(CHUNK + 4))
    assert Entry.objects.count() == 1
    codes = {finding.code for finding in verify() if finding.table != "t"}
    assert codes <= {"record.erasure_unfounded", "record.checkpoint_forged"}
