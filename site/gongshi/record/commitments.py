"""Salted commitments: a row's facts, its digest, and a tag per column to tell which changed."""

from __future__ import annotations

import hmac
import re
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile

from gongshi.record.canonical import (
    NotCanonicalError,
    canonical,
    encoded,
    key_text,
    scalar,
    written,
)

VERSION = 1
PLAIN = re.compile(r"[\w .-]*", re.ASCII)
BODY = "body"  # the table name of an entry's own body
TAGGED = (
    "at",
    "kind",
    "area",
    "matter",
    "actor",
    "office",
)  # an entry's columns tagged in its body
HASHED = ("seq", *TAGGED, "prev", "commit")
_KEYS = [(key_text(name), name) for name in sorted(HASHED)]
_END = f',"v":{VERSION}}}'  # the last in the order of names


def row_key(value: object) -> str:
    """Give a primary key as the text that names the row in the record."""
    return value.hex if isinstance(value, uuid.UUID) else str(value)


def column_names(model: type[models.Model]) -> list[str]:
    """Give the columns that a row of this model commits to."""
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 -- Django's API


def facts(row: models.Model, names: Iterable[str]) -> dict[str, object]:
    """Give the row's columns as canonical values, as they will be read back; None is left out."""
    meta = row._meta  # noqa: SLF001 -- Django's API
    if row.get_deferred_fields():
        raise NotCanonicalError(f"{meta.label} was read without all its columns")
    return read_facts({name: (meta.get_field(name), getattr(row, name)) for name in names})


def read_facts(cells: Mapping[str, tuple[Any, object]]) -> dict[str, object]:
    """Give columns, each with its field, as canonical values; None is left out."""
    values = {name: _stored(field, value) for name, (field, value) in cells.items()}
    return {name: scalar(value) for name, value in values.items() if value is not None}


def _stored(field: Any, value: object) -> object:
    """Give the value as the database will hand it back."""
    value = field.to_python(value)
    if isinstance(field, models.FileField):
        return (value.name if isinstance(value, FieldFile) else value) or ""
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return value.quantize(Decimal(1).scaleb(-(field.decimal_places or 0)))
    return value


def tags(salt: bytes, names: Iterable[str], values: Mapping[str, object]) -> bytes:
    """Give the canonical text of a short salted tag per column."""

    def tag(name: str) -> str:
        cell = [name, values[name]] if name in values else [name]
        return sha256(salt + canonical(cell)).hexdigest()[:8]

    return canonical({name: tag(name) for name in names})


def commitment(salt: bytes, columns: bytes, content: bytes) -> str:
    """Commit to tags and facts (both canonical text) under a salt."""
    message = b'{"columns":' + columns + b',"facts":' + content + b"}"
    return hmac.digest(salt, message, "sha256").hex()


def joint(parts: Iterable[tuple[str, str, str]]) -> str:
    """Give the entry's digest over (table, row key, commitment) in order."""
    digest, mark = sha256(), "["
    for part in parts:  # piece by piece: one entry may name a hundred thousand rows
        digest.update(encoded(mark + _part(part)))
        mark = ","
    digest.update(b"]" if mark == "," else b"[]")
    return digest.hexdigest()


def _part(part: tuple[str, str, str]) -> str:
    """Write one part canonically; as a rule nothing in it needs another spelling."""
    try:
        plain = PLAIN.fullmatch(" ".join(part))
    except TypeError:  # a damaged one is no text
        plain = None
    return '["{}","{}","{}"]'.format(*part) if plain else written(part)


def entry_bytes(values: Mapping[str, object]) -> bytes:
    """Give the bytes of an entry that are hashed, from its columns."""
    return encoded("{" + ",".join([key + written(values[name]) for key, name in _KEYS]) + _END)


def key_is_uuid(model: type[models.Model]) -> bool:
    """Tell whether the primary key, followed through foreign keys, is a UUID."""
    field = model._meta.pk  # noqa: SLF001 -- Django's API
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return isinstance(field, models.UUIDField)
