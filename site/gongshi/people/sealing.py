"""Sealing what identifies a person, and finding it again by keyed hashes."""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gongshi.people.rules import normalise_id, normalise_name, normalise_phone

_VERSION = b"\x01"
_NONCE = 12
_BLOCK = 64  # the box is filled up to blocks, so that its length says nothing about the name


@dataclass(frozen=True, slots=True)
class Facts:
    """What identifies a human being. Its values never appear in a log."""

    name: str = field(repr=False)
    id_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


class SealBroken(Exception):
    """The box does not open: another key, another person, or changed bytes."""


def seal(person_key: UUID, facts: Facts) -> bytes:
    """Encrypt the facts so that they open for this person alone."""
    text = json.dumps([facts.name, facts.id_number, facts.phone], ensure_ascii=False).encode()
    text += b" " * (-len(text) % _BLOCK)
    nonce = secrets.token_bytes(_NONCE)
    box = AESGCM(_key("seal")).encrypt(nonce, text, _VERSION + person_key.bytes)
    return _VERSION + nonce + box


def unseal(person_key: UUID, sealed: bytes | memoryview) -> Facts:
    """Open the box of this person."""
    sealed = bytes(sealed)  # PostgreSQL hands out a memoryview
    if sealed[:1] != _VERSION:
        raise SealBroken("This identity was not sealed by this version.")
    nonce, box = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        text = AESGCM(_key("seal")).decrypt(nonce, box, _VERSION + person_key.bytes)
    except (InvalidTag, ValueError) as error:
        raise SealBroken(
            "This identity does not open: it is another person's, it was changed,"
            " or IDENTITY_KEY is not the key it was sealed with."
        ) from error
    name, id_number, phone = json.loads(text)
    return Facts(name, id_number, phone)


def name_hash(name: str) -> str:
    """Give the keyed hash by which a name is found, in any spelling."""
    return _keyed_hash("name", normalise_name(name).casefold())


def id_hash(number: str) -> str:
    """Give the keyed hash by which an ID number is found, in any spelling."""
    return _keyed_hash("id", normalise_id(number))


def phone_hash(number: str) -> str:
    """Give the keyed hash by which a telephone number is found, in any spelling."""
    return _keyed_hash("phone", normalise_phone(number))


def _keyed_hash(purpose: str, value: str) -> str:
    """Give 64 characters; nothing for nothing, so that missing values are not all alike."""
    return hmac.digest(_key(purpose), value.encode(), "sha256").hex() if value else ""


def _key(purpose: str) -> bytes:
    return _derived(settings.IDENTITY_KEY, purpose)


@lru_cache(maxsize=8)
def _derived(master: bytes, purpose: str) -> bytes:
    if len(master) != 32:
        raise ValueError("IDENTITY_KEY must be 32 bytes.")
    info = f"gongshi identity {purpose}".encode()
    return HKDF(SHA256(), length=32, salt=None, info=info).derive(master)
