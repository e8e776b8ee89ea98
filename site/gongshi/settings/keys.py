"""Secret keys as files only their owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def key_file(path: Path) -> bytes:
    """Give the 32 bytes in the file, made on first use with mode 0600."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
    return path.read_bytes()
