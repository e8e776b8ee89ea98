"""Pictures: what is refused, and that nothing but the pixels survives."""

import io

import pytest
from PIL import Image

from gongshi.files import rules
from gongshi.files.images import LONG_SIDE, reencode
from gongshi.verdict import RuleBroken

from . import samples


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(reencode(data)))


def is_blue(image: Image.Image, x: float, y: float) -> bool:
    red, _, blue = image.getpixel((int(image.width * x), int(image.height * y)))
    return blue > red


def test_place_device_profile_and_comment_are_gone() -> None:
    data = samples.located()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    image = opened(data)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"PhoneModel" not in reencode(data)


@pytest.mark.parametrize(
    ("orientation", "size", "blue_at"),
    [
        (1, (80, 40), (0.2, 0.5)),
        (2, (80, 40), (0.8, 0.5)),
        (3, (80, 40), (0.8, 0.5)),
        (4, (80, 40), (0.2, 0.5)),
        (5, (40, 80), (0.5, 0.2)),
        (6, (40, 80), (0.5, 0.2)),
        (7, (40, 80), (0.5, 0.8)),
        (8, (40, 80), (0.5, 0.8)),
    ],
)
def test_picture_stands_upright(orientation: int, size: tuple[int, int], blue_at: tuple) -> None:
    image = opened(samples.located(orientation))
    assert image.size == size
    assert is_blue(image, *blue_at)
    assert not is_blue(image, 1 - blue_at[0], 1 - blue_at[1])


@pytest.mark.parametrize(
    ("form", "mode", "color"),
    [
        ("PNG", "RGBA", (255, 0, 0, 0)),
        ("PNG", "I;16", 65535),
        ("PNG", "LA", (0, 0)),
        ("PNG", "P", 0),
        ("JPEG", "CMYK", (0, 0, 0, 0)),
        ("WEBP", "RGB", "white"),
        ("PNG", "1", 1),
    ],
)
def test_every_kind_of_colour_becomes_rgb(form: str, mode: str, color: object) -> None:
    image = opened(samples.picture(form=form, mode=mode, color=color))
    assert image.mode == "RGB"
    assert image.format == "JPEG"
    if mode != "P":
        assert min(image.getpixel((5, 5))) > 250  # transparent or white: the paper's white


def test_long_side_is_limited() -> None:
    assert opened(samples.picture((4000, 1000))).size == (LONG_SIDE, 400)
    assert opened(samples.picture((LONG_SIDE, 10))).size == (LONG_SIDE, 10)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "FILE-1"),
        (b"x" * (rules.MAX_BYTES + 1), "FILE-2"),
        (b"<html>", "FILE-3"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "FILE-3"),
        (samples.picture((400, 400))[:-200], "FILE-3"),
        (samples.picture((400, 400), "PNG")[:-40], "FILE-3"),
        (samples.picture(form="GIF"), "FILE-3"),
        (samples.picture(form="TIFF"), "FILE-3"),
        (samples.pdf(), "FILE-3"),
        (samples.picture((6400, 6251), "PNG", "1", color=1), "FILE-4"),
        (samples.picture((20_001, 1), "PNG"), "FILE-4"),
        (samples.picture((30_000, 30_000), "PNG", "1", color=1), "FILE-4"),
        (samples.moving("PNG"), "FILE-5"),
        (samples.moving("WEBP"), "FILE-5"),
    ],
)
def test_what_is_no_still_picture_is_refused(data: bytes, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        reencode(data)
    assert refused.value.verdict.rule == rule
    assert refused.value.verdict.text()


def test_the_photo_in_front_of_a_depth_map_is_taken() -> None:
    assert opened(samples.moving("MPO")).getpixel((2, 2))[0] > 200


def test_heic_is_read_where_the_machine_can() -> None:
    heif = pytest.importorskip("pillow_heif")
    assert heif
    assert opened(samples.picture((64, 64), "HEIF")).size == (64, 64)
