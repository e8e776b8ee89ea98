"""The demonstration: day after day, everyone does what waits for them, until today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from gongshi.desk.cast import Cast
from gongshi.desk.registries import Player, Script, players
from gongshi.plugins.jobs import run_all

LENGTH = timedelta(days=63)
ROUNDS = 60  # a day in which people still act after so many rounds is a mistake of the story


def tell(now: datetime, say: Callable[[str], None]) -> Script:
    """Found the county and play the story until now, through the same services as everyone."""
    autodiscover_modules("players")
    order = sorted(players.all(), key=lambda player: (player.order, player.key))
    cast = [player() for player in order]
    begin = now - LENGTH
    with transaction.atomic():
        script = Cast(begin - timedelta(days=1)).assemble(now)
        for player in cast:
            player.prepare(script)
    day = begin
    while day <= now:
        acts = _live(script, cast, day)
        if acts:
            say(f"{day:%Y-%m-%d} {acts}")
        day += timedelta(days=1)
    return script


def _live(script: Script, cast: list[Player], day: datetime) -> int:
    """Live one day: the clock first, then everyone, until nothing waits any more."""
    acts = 0
    for _round in range(ROUNDS):
        with transaction.atomic():
            run_all(day)
        with transaction.atomic():
            done = sum(player.play(script, day) for player in cast)
        acts += done
        if not done:
            return acts
    raise RuntimeError(f"The story does not come to rest on {day:%Y-%m-%d}.")
