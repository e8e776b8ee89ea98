"""Sealing what waits for confirmation: a dump of the database reveals nobody in an upload."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

_NONCE = 12
_ENCODER = DjangoJSONEncoder(ensure_ascii=False)


def seal(content: bytes, *, about: str) -> bytes:
    """Encrypt bytes so that they open only as what they are (``about``)."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(settings.IDENTITY_KEY).encrypt(nonce, content, about.encode())


def unseal(sealed: bytes | memoryview, *, about: str) -> bytes:
    """Open sealed bytes; ValueError when they were changed or belong elsewhere."""
    sealed = bytes(sealed)  # PostgreSQL hands out a memoryview
    try:
        return _cipher(settings.IDENTITY_KEY).decrypt(
            sealed[:_NONCE], sealed[_NONCE:], about.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise ValueError("The sealed bytes were changed or belong elsewhere.") from error


def seal_json(value: object, *, about: str) -> bytes:
    """Seal a value of plain data; dates and decimals become text."""
    return seal(_text(value), about=about)


def unseal_json(sealed: bytes | memoryview, *, about: str) -> Any:
    """Open a sealed value."""
    return json.loads(unseal(sealed, about=about))


def fingerprint(values: Iterable[object]) -> str:
    """Give a keyed hash of plain data, equal exactly when the data are."""
    digest = hmac.new(_derived(settings.IDENTITY_KEY, b"fingerprint"), digestmod="sha256")
    for value in values:
        digest.update(_text(value))
    return digest.hexdigest()


def _text(value: object) -> bytes:
    """Give one line of JSON; no two sequences of values give the same lines."""
    return _ENCODER.encode(value).encode() + b"\n"


@lru_cache(maxsize=2)
def _cipher(master: bytes) -> AESGCM:
    return AESGCM(_derived(master, b"seal"))


def _derived(master: bytes, purpose: bytes) -> bytes:
    info = b"gongshi spreadsheets " + purpose
    return HKDF(SHA256(), length=32, salt=None, info=info).derive(master)
