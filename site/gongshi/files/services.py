"""Keeps what people upload: pictures saved anew, documents only when they are harmless."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File

from gongshi.files import rules
from gongshi.files.documents import EXTENSIONS, media_type
from gongshi.files.images import reencode
from gongshi.files.models import StoredFile
from gongshi.verdict import require

NAME_LENGTH = 100


def store_image(
    upload: File[bytes], *, area: str, purpose: str, by: Any, at: datetime
) -> StoredFile:
    """Keep a picture as a clean JPEG; RuleBroken when it cannot be read. ``by`` is the account."""
    return _store(reencode(_read(upload)), "image/jpeg", "jpg", upload, area, purpose, by, at)


def store_document(
    upload: File[bytes], *, area: str, purpose: str, by: Any, at: datetime
) -> StoredFile:
    """Keep a PDF, Excel or Word file as it is; RuleBroken when it is something else or active."""
    data = _read(upload)
    kind = media_type(data)
    return _store(data, kind, EXTENSIONS[kind], upload, area, purpose, by, at)


def _read(upload: File[bytes]) -> bytes:
    require(rules.may_upload(upload.size))
    upload.seek(0)
    return upload.read()


def _store(
    data: bytes,
    kind: str,
    extension: str,
    upload: File[bytes],
    area: str,
    purpose: str,
    by: Any,
    at: datetime,
) -> StoredFile:
    stem = PurePosixPath((upload.name or "").replace("\\", "/")).stem[:NAME_LENGTH]
    shown = "".join(letter for letter in stem if letter.isprintable()) or purpose
    file = StoredFile(
        area=area,
        purpose=purpose,
        name=f"{shown}.{extension}",
        media_type=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        created_at=at,
        uploaded_by=by if by is not None and by.is_authenticated else None,
    )
    file.content.save(f"x.{extension}", ContentFile(data), save=True)
    return file
