"""One byte string per value: canonical JSON (RFC 8785), text in NFC, no floats (pure)."""

from __future__ import annotations

import base64
import datetime as dt
import json
import unicodedata
import uuid
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

LISTS, MAPPINGS = (list, tuple), (dict, Mapping)
PLAIN = {str, int, bool}  # most columns, and so asked first
LIMIT = 2**53  # beyond it other languages read a different number


class NotCanonicalError(ValueError):
    """A value has no canonical form; the message says which and why."""


_quote = json.encoder.encode_basestring


def canonical(value: object) -> bytes:
    """Give the canonical JSON of text, whole numbers, booleans, lists and mappings of them."""
    return encoded(written(value))


def encoded(text: str) -> bytes:
    """Give canonical text as bytes."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonicalError("text holds half of a surrogate pair") from error


def written(value: object) -> str:
    """Write a value in one pass; every verified row comes this way."""
    if type(value) is int and -LIMIT < value < LIMIT:
        return str(value)  # first: asking for a mapping is slow
    if isinstance(value, str):
        return _quote(value if value.isascii() else unicodedata.normalize("NFC", value))
    if isinstance(value, LISTS):
        return "[" + ",".join([written(item) for item in value]) + "]"
    if isinstance(value, MAPPINGS):
        names = sorted([(key, key_text(key)) for key in value])
        return "{" + ",".join([name + written(value[key]) for key, name in names]) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) >= LIMIT:
            raise NotCanonicalError(f"the number {value} is too large to be exact everywhere")
        return str(int(value))
    name = type(value).__name__
    raise NotCanonicalError(f"{name} {value!r} has no canonical form; use text or whole numbers")


@lru_cache(4096)  # the names of columns, again and again
def key_text(key: object) -> str:
    """Write the key of a mapping with its colon."""
    if not isinstance(key, str) or not key.isascii():
        raise NotCanonicalError(f"the key {key!r} is not ASCII text")
    return f"{_quote(key)}:"


def instant(at: dt.datetime) -> str:
    """Give an aware moment as UTC text of fixed length, so that text order is time order."""
    if at.tzinfo is None:
        raise NotCanonicalError(f"the moment {at} has no time zone")
    return at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def scalar(value: object) -> object:
    """Give a column's value (never None) as text, number or boolean."""
    if type(value) in PLAIN:
        return value
    match value:
        case dt.datetime():
            result: object = instant(value)
        case dt.date() | dt.time():
            result = value.isoformat()
        case dt.timedelta():
            result = value // dt.timedelta(microseconds=1)
        case uuid.UUID():
            result = str(value)
        case bytes() | bytearray() | memoryview():
            result = base64.b64encode(bytes(value)).decode()
        case Decimal():
            result = format(value, "f")
        case _:
            result = value
    return result
