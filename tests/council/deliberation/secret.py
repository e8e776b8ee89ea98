"""A secret vote in the room of the tests: opened, cast, and its box looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from council.deliberation.models import VoteEvent
from council.deliberation.services.ballots import Receipt, cast_ballot
from council.deliberation.states import Method, Option
from tests.council.deliberation.room import COUNCIL, Room
from tests.village import AT

LATER = AT + timedelta(minutes=5)


def opened(room: Room, present: Sequence[str] = COUNCIL) -> VoteEvent:
    return room.event(present, Method.SECRET)


def cast(
    room: Room, event: VoteEvent, name: str, option: str = "yes", key: UUID | None = None
) -> Receipt:
    return cast_ballot(
        event=event,
        option=Option(option),
        by=room[name],
        at=LATER,
        client_key=key or uuid4(),
        account=room.account(name),
    )


def cast_all(room: Room, event: VoteEvent, options: Sequence[str]) -> None:
    for name, option in zip(COUNCIL, options, strict=False):
        cast(room, event, name, option)


def key_file(event: VoteEvent) -> Path:
    return Path(settings.BALLOTS_DIR) / f"{event.box}.key"
