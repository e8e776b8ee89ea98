"""Pictures are opened fully, turned upright, freed of all but their pixels, and saved anew."""

from __future__ import annotations

import contextlib
import io
import warnings

from PIL import Image, ImageCms, ImageOps

from gongshi.files import rules
from gongshi.verdict import RuleBroken, denied, require

LONG_SIDE = 1600
QUALITY = 85
FORMATS = ["JPEG", "PNG", "WEBP"]
with contextlib.suppress(ImportError):  # Wagtail brings it where the machine can read iPhone photos
    import pillow_heif

    pillow_heif.register_heif_opener()
    FORMATS.append("HEIF")


def reencode(data: bytes) -> bytes:
    """Give the picture as an upright sRGB JPEG of at most 1600 px without any metadata."""
    require(rules.may_upload(len(data)))
    try:
        return _save(_upright(data))
    except RuleBroken:
        raise
    except Image.DecompressionBombError:
        raise RuleBroken(denied("FILE-4", rules.TOO_MANY_PIXELS)) from None
    except Exception:  # noqa: BLE001 -- Pillow's plugins raise anything on a damaged file
        raise RuleBroken(denied("FILE-3", rules.NO_IMAGE)) from None


def _upright(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        # Phones keep a depth map or a second exposure behind it; the first frame is the photo.
        frames = 1 if picture.format in {"MPO", "HEIF"} else getattr(picture, "n_frames", 1)
        require(rules.may_decode(*picture.size, frames))
        picture.load()
        return _flat(ImageOps.exif_transpose(picture))


def _flat(picture: Image.Image) -> Image.Image:
    """Give red, green and blue on white paper, in the colours of sRGB."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):  # a broken profile: colours as are
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            picture = (
                ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture
            )
    if picture.mode.startswith("I"):  # 16-bit grey
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        picture = Image.new("RGBA", layer.size, "white")
        picture.alpha_composite(layer)
    return picture.convert("RGB")


def _save(picture: Image.Image) -> bytes:
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", picture.size)  # carries no comment, profile or EXIF along
    clean.paste(picture)
    target = io.BytesIO()
    clean.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()
