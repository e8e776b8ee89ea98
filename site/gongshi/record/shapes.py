"""The columns of one table as canonical text: one pass over a row serves its content and its tags.

The bytes are those that ``commitments`` gives value by value; here each column's way is found once
for the whole table, since tables of many rows come this way when they are recorded and verified.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.db import models

from gongshi.record.canonical import canonical, encoded, key_text, scalar, written
from gongshi.record.commitments import column_names, read_facts

#: The conversions that leave a value of this type, and None, exactly as it is.
UNTOUCHED: dict[Callable[..., Any], type] = {
    models.CharField.to_python: str,
    models.TextField.to_python: str,
    models.IntegerField.to_python: int,
    models.DateField.to_python: dt.date,
    models.DateTimeField.to_python: dt.datetime,
    models.UUIDField.to_python: uuid.UUID,
}
NOTHING = b""  # no value is written so: the column is left out


class Shape:
    """Some columns of a model, in the order of their names."""

    def __init__(self, model: type[models.Model], names: Iterable[str]) -> None:
        self.model = model
        fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001 -- Django's API
        self.names = tuple(sorted(names))
        self.needed = frozenset(self.names)
        self._columns = [(name, fields[name], _untouched(fields[name])) for name in self.names]
        self._keys = [encoded(key_text(name)) for name in self.names]

    def texts(self, values: Iterable[object]) -> list[bytes]:
        """Write the value of each column, given in the order of the names."""
        texts = []
        for (name, field, kind), value in zip(self._columns, values, strict=True):
            if type(value) is kind:
                texts.append(encoded(written(scalar(value))))
            elif value is None and kind is not None:
                texts.append(NOTHING)
            else:
                found = read_facts({name: (field, value)})
                texts.append(canonical(found[name]) if found else NOTHING)
        return texts

    def content(self, texts: Sequence[bytes]) -> bytes:
        """Give the canonical text of all columns that hold something."""
        pairs = [key + text for key, text in zip(self._keys, texts, strict=True) if text]
        return b"{" + b",".join(pairs) + b"}"

    def tags(self, salt: bytes, texts: Sequence[bytes]) -> bytes:
        """Give the canonical text of a short salted tag per column."""
        tags = []
        for key, text in zip(self._keys, texts, strict=True):
            cell = b"[%b,%b]" % (key[:-1], text) if text else b"[%b]" % key[:-1]
            tags.append(b'%b"%b"' % (key, sha256(salt + cell).hexdigest()[:8].encode()))
        return b"{" + b",".join(tags) + b"}"


@lru_cache(maxsize=512)
def shape_of(model: type[models.Model], names: tuple[str, ...] = ()) -> Shape:
    """Give the shape of these columns of a model, or of all; KeyError for one it has not."""
    return Shape(model, names or column_names(model))


def _untouched(field: Any) -> type | None:
    """Give the type that comes out of the field's conversion as it went in, if there is one."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return UNTOUCHED.get(type(field).to_python)
