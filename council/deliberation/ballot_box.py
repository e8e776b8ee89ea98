"""The box of a secret vote: everybody can put a ballot in, and only its key can open it.

The key lies in a file outside the database, where no backup takes it along, and is destroyed when
the vote closes. From then on nobody can open what a copy of the database or its logs still holds.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from council.deliberation.states import Option

_KEY = 32
_OPTION = 8  # every option is filled up to as many bytes, so that no length tells which it is
_NONCE = bytes(12)  # the key made of one exchange seals one ballot, so it never meets another


class BoxBroken(Exception):
    """A ballot does not open: it is another box's, or its bytes were changed."""


def new_box() -> str:
    """Make a box; give its public name, which seals ballots and finds the key."""
    key = X25519PrivateKey.generate()
    box = key.public_key().public_bytes_raw().hex()
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(_file(box), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(key.private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    _settle()
    return box


@sensitive_variables()
def seal(box: str, option: Option) -> bytes:
    """Put an option into an envelope that only the box's key opens; two are never alike."""
    once = X25519PrivateKey.generate()
    head = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(box)))
    text = option.value.encode().ljust(_OPTION)
    return head + _cipher(shared, head, box).encrypt(_NONCE, text, None)


@sensitive_variables()
def open_box(box: str, envelopes: Iterable[bytes | memoryview]) -> list[Option]:
    """Open every envelope. The options come sorted, so their order tells nothing."""
    key = X25519PrivateKey.from_private_bytes(_file(box).read_bytes())
    return sorted(_unseal(key, box, bytes(envelope)) for envelope in envelopes)


def has_key(box: str) -> bool:
    """Say whether the key is still where it was put."""
    return _file(box).is_file()


def destroy_key(box: str) -> None:
    """Destroy the key: overwritten first, for a deleted file can be found again."""
    try:
        with _file(box).open("r+b") as file:
            file.write(bytes(_KEY))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    _file(box).unlink(missing_ok=True)
    _settle()


def kept_keys() -> Iterator[tuple[str, float]]:
    """Give the boxes whose keys lie in the folder, and how many seconds they have lain there."""
    for path in sorted(_folder().glob("*.key")):
        try:
            age = time.time() - path.stat().st_mtime
        except FileNotFoundError:  # a vote closed at this very moment, and its key went
            continue
        yield path.stem, age


@sensitive_variables()
def _unseal(key: X25519PrivateKey, box: str, envelope: bytes) -> Option:
    head, sealed = envelope[:_KEY], envelope[_KEY:]
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(head))
        text = _cipher(shared, head, box).decrypt(_NONCE, sealed, None)
    except (InvalidTag, ValueError) as error:
        raise BoxBroken("A ballot in this box does not open.") from error
    return Option(text.decode().strip())


def _cipher(shared: bytes, head: bytes, box: str) -> AESGCM:
    info = b"gongshi ballot " + head + bytes.fromhex(box)
    return AESGCM(HKDF(SHA256(), length=32, salt=None, info=info).derive(shared))


def _folder() -> Path:
    return Path(settings.BALLOTS_DIR)


def _file(box: str) -> Path:
    return _folder() / f"{box}.key"


def _settle() -> None:
    """Wait until the folder itself is on the disk, so that a power cut undoes nothing."""
    folder = os.open(_folder(), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
