"""The code on a receipt: easy to read on paper, kept only as a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings

#: Digits and letters that nobody mixes up on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def code_of(client_key: UUID) -> str:
    """Give the code on the receipt: twelve characters in three groups."""
    digest = hmac.digest(_key(), b"objection code" + client_key.bytes, hashlib.sha256)
    letters = [ALPHABET[byte % len(ALPHABET)] for byte in digest[:12]]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def hash_of(code: str) -> str:
    """Give the keyed hash under which an objection is found by its code."""
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hmac.new(_key(), b"objection" + plain.encode(), hashlib.sha256).hexdigest()


def new_key() -> UUID:
    """Give the key that a form carries, unguessable."""
    return UUID(bytes=secrets.token_bytes(16), version=4)


def _key() -> bytes:
    key: bytes = settings.IDENTITY_KEY
    return key
