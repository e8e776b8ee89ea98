"""Sealing what an entry commits to: its body, and the rows that its act wrote."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db import models

from gongshi.record.canonical import NotCanonicalError, canonical
from gongshi.record.commitments import BODY, TAGGED, commitment, row_key, tags
from gongshi.record.models import Entry
from gongshi.record.shapes import shape_of

SALT = 32


class Sealed(NamedTuple):
    """One commitment with what opens it."""

    table: str
    key: str
    commit: str
    salt: bytes
    columns: bytes
    content: bytes = b""


def seal_body(entry: Entry, body: Mapping[str, object]) -> Sealed:
    """Commit to the body of an entry."""
    salt, content = secrets.token_bytes(SALT), canonical(body)
    columns = tags(salt, TAGGED, {name: getattr(entry, name) for name in TAGGED})
    return Sealed(BODY, str(entry.seq), commitment(salt, columns, content), salt, columns, content)


def seal_rows(rows: Iterable[models.Model]) -> Iterator[Sealed]:
    """Commit to each row, one after the other."""
    for row in rows:
        yield seal_row(row)


def seal_row(row: models.Model) -> Sealed:
    """Commit to a row as it will be read back."""
    model, salt = type(row), secrets.token_bytes(SALT)
    meta, shape = model._meta, shape_of(model)  # noqa: SLF001 -- Django's API
    if not row.__dict__.keys() >= shape.needed:
        raise NotCanonicalError(f"{meta.label} was read without all its columns")
    texts = shape.texts([getattr(row, name) for name in shape.names])
    columns = shape.tags(salt, texts)
    commit = commitment(salt, columns, shape.content(texts))
    return Sealed(meta.label_lower, row_key(row.pk), commit, salt, columns)
