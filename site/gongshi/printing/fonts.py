"""The fonts that ship with us, and what a machine lacks to print.

Our subsets hold the 8,105 standard characters, which covers nearly every name. A rarer one is
taken from whatever the machine has (fonts-noto-cjk); if nothing has it, printing is refused.
"""

from __future__ import annotations

from pathlib import Path

from django.core import checks

FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
FONT_FILES = (
    "song-regular.otf",
    "song-bold.otf",
    "hei-regular.otf",
    "hei-bold.otf",
    "fang-regular.otf",
)


def missing_fonts(folder: Path = FONT_FOLDER) -> list[str]:
    """Name the font files that should be here and are not, or are empty."""
    return [name for name in FONT_FILES if not _filled(folder / name)]


@checks.register()
def fonts_are_here(**_: object) -> list[checks.CheckMessage]:
    """Refuse to start without the fonts: a page of boxes would look printed."""
    names = ", ".join(missing_fonts())
    if not names:
        return []
    hint = "Take the folder gongshi/printing/fonts from the release again."
    return [checks.Error(f"Fonts are missing: {names}.", hint=hint, id="gongshi.E002")]


def _filled(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 1_000_000
