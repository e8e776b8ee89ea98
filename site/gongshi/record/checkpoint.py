"""Signed checkpoints in the C2SP text form, and the short code printed on paper (pure)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

DASH = "\u2014"  # the em dash that opens a signature line
ED25519 = b"\x01"


@dataclass(frozen=True, slots=True)
class Note:
    """What a checkpoint states: whose record, how many entries, their root, when."""

    origin: str
    size: int
    root: bytes
    at: str

    def text(self) -> str:
        """Give the signed text; the time is an extension line."""
        lines = (
            self.origin,
            str(self.size),
            base64.b64encode(self.root).decode(),
            f"time {self.at}",
        )
        return "\n".join(lines) + "\n"


def public_key(seed: bytes) -> bytes:
    """Give the 32 bytes with which anyone checks signatures of this seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def origin(public: bytes) -> str:
    """Name a record by its key, so that no two records share a name."""
    return "gongshi/" + code(sha256(public).digest()).lower()


def code(root: bytes) -> str:
    """Give the short code of a root: 80 bits that fit on paper."""
    return base64.b32encode(root).decode()[:16]


def sign(note: Note, seed: bytes) -> str:
    """Give the checkpoint: text, empty line, signature line."""
    text, public = note.text(), public_key(seed)
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())
    line = base64.b64encode(_key_id(note.origin, public) + signature).decode()
    return f"{text}\n{DASH} {note.origin} {line}\n"


def read(checkpoint: str, public: bytes) -> Note | None:
    """Give what a checkpoint states if this key signed exactly this text, else None."""
    try:
        text, line = checkpoint.split(f"\n\n{DASH} ")
        name, encoded = line.removesuffix("\n").split(" ")
        signed = base64.b64decode(encoded, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signed[4:], f"{text}\n".encode())
        first, size, root, time = text.split("\n")
        note = Note(
            first, int(size), base64.b64decode(root, validate=True), time.removeprefix("time ")
        )
    except (ValueError, InvalidSignature):
        return None
    exact = checkpoint == f"{note.text()}\n{DASH} {name} {encoded}\n"
    named = name == note.origin and signed[:4] == _key_id(name, public)
    return note if exact and named else None


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]
