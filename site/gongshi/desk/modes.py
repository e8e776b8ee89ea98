"""Reading modes: big text and high contrast, kept in two cookies, read on the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

VIEWS = ("standard", "elder")
CONTRASTS = ("standard", "high")

#: What a link may ask for: the cookie it sets and the value.
SWITCHES: dict[str, tuple[str, str]] = {
    "elder": ("view", "elder"),
    "standard": ("view", "standard"),
    "high": ("contrast", "high"),
    "plain": ("contrast", "standard"),
}


@dataclass(frozen=True, slots=True)
class ReadingModes:
    """How this reader wants pages; ``back`` is the address a switch returns to."""

    view: str = "standard"
    contrast: str = "standard"
    back: str = "/"


def reading_modes(cookies: Mapping[str, str], back: str = "/") -> ReadingModes:
    """Read the modes from cookies; an unknown value counts as standard."""
    view = cookies.get("view", "")
    contrast = cookies.get("contrast", "")
    return ReadingModes(
        view=view if view in VIEWS else "standard",
        contrast=contrast if contrast in CONTRASTS else "standard",
        back=back,
    )


def modes(request: HttpRequest) -> dict[str, ReadingModes]:
    """Give every template ``modes``."""
    return {"modes": reading_modes(request.COOKIES, request.get_full_path())}
