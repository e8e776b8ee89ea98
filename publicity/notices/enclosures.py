"""Pictures and attachments of a notice: which it names, and who may see them when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from publicity.notices.models import Enclosure, Notice
from publicity.notices.pages import notices_of
from publicity.notices.queries import edition, shows_files

#: A picture or document: its model and its number.
Thing = tuple[str, int]
IMAGE, DOCUMENT = "image", "document"


def enclosed(blocks: Iterable[Mapping[str, Any]]) -> frozenset[Thing]:
    """Give what the blocks of a text name, as they are stored."""
    found = set()
    for block in blocks:
        value = block["value"]
        if block["type"] == "picture" and value.get("image"):
            found.add((IMAGE, int(value["image"])))
        elif block["type"] == "attachment" and value:
            found.add((DOCUMENT, int(value)))
    return frozenset(found)


def named_in(revision: Revision | None) -> frozenset[Thing]:
    """Give what a stored draft names."""
    content = revision.content.get("content") if revision else None
    return enclosed(json.loads(content)) if content else frozenset()


def remember(notice: Notice, things: Iterable[Thing]) -> None:
    """Keep where to look for them; what a later draft leaves out is kept too."""
    Enclosure.objects.bulk_create(
        [Enclosure(notice=notice, model=model, number=number) for model, number in things],
        ignore_conflicts=True,
    )


def thing_of(instance: Any) -> Thing:
    """Give the model and the number of a picture or document."""
    return (IMAGE if isinstance(instance, get_image_model()) else DOCUMENT, instance.pk)


def _naming(thing: Thing) -> QuerySet[Notice]:
    model, number = thing
    return Notice.objects.filter(enclosures__model=model, enclosures__number=number)


def is_shown(thing: Thing, today: date) -> bool:
    """Whether some notice shows the thing to everyone today, word for word as it was released."""
    return any(_released(notice, thing) for notice in _naming(thing) if shows_files(notice, today))


def is_worked_with(thing: Thing, user: Any, at: datetime) -> bool:
    """Whether the account's person reads a notice that names it, released or not yet."""
    person = getattr(user, "person", None)
    if person is None:
        return False
    mine = notices_of(person, at).filter(pk__in=_naming(thing).values("pk"))
    return any(
        thing in named_in(notice.latest_revision) or _released(notice, thing) for notice in mine
    )


def strange_to(user: Any, things: Iterable[Thing]) -> int:
    """Count what an account may not choose from the library."""
    models = {IMAGE: get_image_model(), DOCUMENT: get_document_model()}
    strange = 0
    for model, number in things:
        instance = models[model].objects.filter(pk=number).first()
        policy = policy_registry.get_by_type(models[model])
        if not (instance and policy.user_has_permission_for_instance(user, "choose", instance)):
            strange += 1
    return strange


def _released(notice: Notice, thing: Thing) -> bool:
    found = edition(notice)
    return found is not None and thing in enclosed(found.body["content"])
