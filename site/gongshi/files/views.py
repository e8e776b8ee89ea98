"""Serves files to those who may see them, under headers that let them do nothing else.

Wagtail's own view gives a document to whoever guesses its address, and a web server that serves
the folder gives every picture: both are served here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.http.response import HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gongshi.files.models import GongshiDocument, GongshiImage, GongshiRendition, StoredFile
from gongshi.files.queries import may_see
from gongshi.files.registries import purposes

JPEG = "image/jpeg"


@require_safe
def serve(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give the file; who may not see it cannot tell it from one that does not exist."""
    file = get_object_or_404(StoredFile, pk=key)
    purpose = purposes.get(file.purpose)
    public = _admit(request, lambda user: purpose.may_see(user, file))
    name = "" if file.is_image else file.name
    return _send(request, file.content, file.media_type, file.sha256, public=public, name=name)


@require_safe
def document(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """Give a document of the library while something shows it, or to those who work with it."""
    kept = get_object_or_404(GongshiDocument, pk=number)
    if kept.filename != name:
        raise Http404
    public = _admit(request, lambda user: may_see(user, kept))
    mark = f"d{kept.pk}-{kept.file_hash}"
    return _send(request, kept.file, kept.content_type, mark, public=public, name=kept.filename)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give a picture of the library, whole or in the size of a page; nothing else lies here."""
    rendition = GongshiRendition.objects.filter(file=name).select_related("image").first()
    image = rendition.image if rendition else get_object_or_404(GongshiImage, file=name)
    public = _admit(request, lambda user: may_see(user, image))
    mark = f"r{rendition.pk}-{image.file_hash}" if rendition else f"i{image.pk}-{image.file_hash}"
    kind = (
        "image/webp" if name.endswith(".webp") else "image/png" if name.endswith(".png") else JPEG
    )
    return _send(request, rendition.file if rendition else image.file, kind, mark, public=public)


def _admit(request: HttpRequest, sees: Callable[[Any], bool]) -> bool:
    """Say whether everyone may see it; Http404 for whoever may not. Asks nobody's session first."""
    if sees(AnonymousUser()):
        return True
    if not sees(request.user):
        raise Http404
    return False


def _send(
    request: HttpRequest, file: FieldFile, kind: str, mark: str, *, public: bool, name: str = ""
) -> HttpResponseBase:
    """Send the bytes; with a name as something to keep, without one as something to look at."""
    etag = f'"{mark}"'
    response: HttpResponseBase
    if public and request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        try:
            content = file.open("rb")
        except FileNotFoundError:  # a backup restored without its folder of files
            raise Http404 from None
        response = FileResponse(content, as_attachment=bool(name), filename=name, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if public:  # asked again each time, so that a withdrawal holds at once
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["ETag"] = etag
    else:
        response.headers["Cache-Control"] = "private, no-store"
    return response
