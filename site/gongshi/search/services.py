"""Putting public documents into the index and taking them out again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongshi.search.engines import engine
from gongshi.search.models import Document


@transaction.atomic
def put(*, key: str, area: str, kind: str, day: date, title: str, text: str) -> None:
    """Make a document findable, in place of what stood under its key before."""
    plain_title, plain_text = title.replace("\0", ""), text.replace("\0", "")
    document, _ = Document.objects.update_or_create(
        key=key,
        defaults={"area": area, "kind": kind, "day": day, "title": plain_title, "body": plain_text},
    )
    engine().store(document.pk, plain_title, plain_text)


@transaction.atomic
def remove(*, key: str) -> None:
    """Make a document unfindable at once; nothing of it stays in the index."""
    for document in Document.objects.filter(key=key):
        engine().forget(document.pk)
        document.delete()


@transaction.atomic
def rebuild() -> int:
    """Index every document anew, after a restore or a change of how text is cut."""
    count = 0
    for document in Document.objects.iterator():
        engine().store(document.pk, document.title, document.body)
        count += 1
    return count
