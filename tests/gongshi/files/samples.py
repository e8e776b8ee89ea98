"""Files as people send them: good ones, damaged ones, and ones that mean harm."""

import io
import zipfile

import pikepdf
from PIL import Image, ImageCms

GPS = {1: "N", 2: (35.0, 47.0, 12.0), 3: "E", 4: (118.0, 37.0, 30.0)}


def picture(
    size: tuple[int, int] = (80, 40), form: str = "JPEG", mode: str = "RGB", **options: object
) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, options.pop("color", "red")).save(target, form, **options)
    return target.getvalue()


def located(orientation: int = 1) -> bytes:
    """A photo whose EXIF says where it was taken and how it lies; its left half is blue."""
    image = Image.new("RGB", (80, 40), "red")
    image.paste("blue", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0110] = "PhoneModel X"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update(GPS)
    target = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(target, "JPEG", exif=exif, icc_profile=profile, comment=b"at home")
    return target.getvalue()


def moving(form: str) -> bytes:
    target = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), color) for color in ("red", "blue", "green")]
    frames[0].save(target, form, save_all=True, append_images=frames[1:])
    return target.getvalue()


def pdf(pages: int = 1, **root: object) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    target = io.BytesIO()
    document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def locked_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    target = io.BytesIO()
    document.save(target, encryption=pikepdf.Encryption(owner="a", user=""))
    return target.getvalue()


def attached_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["a.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def office(*members: str, content: bytes = b"<x/>") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in ("[Content_Types].xml", *members):
            packed.writestr(member, content)
    return target.getvalue()
