"""Colours of the tokens against the grounds they stand on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "templates/static/gongshi/app.css").read_text()


def tokens(selector: str) -> dict[str, str]:
    block = CSS.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


STANDARD = tokens(":root")
HIGH = STANDARD | tokens('[data-contrast="high"]')


def test_the_measure_itself() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [STANDARD, HIGH], ids=["standard", "high"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_text_is_readable(palette: dict[str, str], ground: str) -> None:
    assert contrast(palette["ink"], palette[ground]) >= 7
    for voice in ("soft", "indigo", "indigo-deep", "cinnabar", "jade", "ochre"):
        assert contrast(palette[voice], palette[ground]) >= 4.5, voice
    for mark in ("edge", "focus"):
        assert contrast(palette[mark], palette[ground]) >= 3, mark


@pytest.mark.parametrize("palette", [STANDARD, HIGH], ids=["standard", "high"])
def test_white_on_filled_grounds(palette: dict[str, str]) -> None:
    for ground in ("indigo", "indigo-deep", "cinnabar", "jade", "ink"):
        assert contrast("#fff", palette[ground]) >= 7, ground


def test_high_contrast_is_higher() -> None:
    for voice in ("soft", "indigo", "cinnabar", "jade", "ochre", "edge", "hair"):
        before = contrast(STANDARD[voice], STANDARD["paper"])
        after = contrast(HIGH[voice], HIGH["paper"])
        assert after > before, voice
        assert after >= 9, voice
