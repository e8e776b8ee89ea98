"""Reads printed pages back: their words by poppler, their ink by its picture."""

import io
import shutil
import subprocess

import pikepdf
import pytest
from PIL import Image

DOTS_PER_MM = 10

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="the system package poppler-utils is missing"
)


def words(pdf: bytes, page: int | None = None) -> str:
    """Give the text of a page, or of all, as a reader would select it."""
    span = ["-f", str(page), "-l", str(page)] if page else []
    done = subprocess.run(
        ["pdftotext", *span, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def fonts(pdf: bytes) -> set[str]:
    """Name the fonts the file carries, without the mark of their subset."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary)]
        names = {str(thing.BaseFont) for thing in found if thing.get("/Type") == "/Font"}
    return {name.split("+")[-1] for name in names}


def pages(pdf: bytes) -> int:
    """Count the pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def picture(pdf: bytes, page: int = 1) -> Image.Image:
    """Give the page as a picture with ten dots to the millimetre."""
    span = ["-f", str(page), "-l", str(page), "-r", str(DOTS_PER_MM * 25.4)]
    done = subprocess.run(["pdftoppm", *span, "-"], input=pdf, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def ink(image: Image.Image, box: tuple[float, float, float, float]) -> tuple[float, ...] | None:
    """Give left, top, right, bottom (mm from the paper's edge) of the ink inside a box of mm."""
    left, top, right, bottom = (round(edge * DOTS_PER_MM) for edge in box)
    part = image.convert("L").crop((left, top, right, bottom)).point(lambda dot: 255 * (dot < 200))
    found = part.getbbox()
    if found is None:
        return None
    offsets = (left, top, left, top)
    return tuple((edge + offset) / DOTS_PER_MM for edge, offset in zip(found, offsets, strict=True))


def bands(image: Image.Image, box: tuple[float, float, float, float]) -> list[tuple[float, float]]:
    """Give top and bottom (mm) of every run of rows that carry ink, as lines of text do."""
    left, top, right, bottom = (round(edge * DOTS_PER_MM) for edge in box)
    part = image.convert("L").crop((left, top, right, bottom)).point(lambda dot: 255 * (dot < 200))
    column = part.resize((1, part.height), Image.Resampling.BOX)
    rows = [value > 0 for value in column.get_flattened_data()] + [False]
    runs, start = [], None
    for number, inked in enumerate(rows):
        if inked and start is None:
            start = number
        elif not inked and start is not None:
            runs.append(((start + top) / DOTS_PER_MM, (number + top) / DOTS_PER_MM))
            start = None
    return runs
