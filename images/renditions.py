"""The files that visitors get: made from a picture of the library when somebody first asks for them, then kept."""

import os
import secrets
import shutil
import threading
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image as Pillow

from .crops import crop_box

PAPER = "white"  # behind transparent pictures where the format knows no transparency
SAVE = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}
LOSSLESS = {"format": "WEBP", "lossless": True, "method": 4}
one_at_a_time = threading.Lock()  # a page with twenty new pictures must not take the memory of twenty


def folder_of(token: str) -> Path:
    return Path(settings.MEDIA_ROOT, token[:2], token)


def path_of(token: str, name: str, extension: str) -> Path:
    return folder_of(token) / f"{name}.{extension}"


def is_flat(file) -> bool:
    """Was it stored as a drawing of few colours? (See `reading.encode`.)"""
    return (file.name or "").endswith(".png")


def make(image, name: str, extension: str) -> Path:
    """The rendition's file. `name` may begin with "d-": the dark file. Threads that ask for the same wait for one."""
    path = path_of(image.token, name, extension)
    with one_at_a_time:
        if not path.exists():
            file = image.file_dark if name.startswith("d-") else image.file
            with file.storage.open(file.name) as original:
                content = draw(original, name.removeprefix("d-"), extension, (image.focal_x, image.focal_y))
            write(path, content)
    return path


def draw(original, name: str, extension: str, focal: tuple[float, float]) -> bytes:
    with Pillow.open(original, formats=["JPEG", "PNG", "WEBP"]) as picture:
        full = picture.size
        box, size = crop_box(name, full, focal)
        # A JPEG is decoded at a half or a quarter where that leaves twice what is needed.
        picture.draft(None, [2 * round(whole * new / (end - start)) for whole, new, start, end in
                             zip(full, size, box[:2], box[2:], strict=True)])  # fmt: skip
        scale = picture.width / full[0], picture.height / full[1]
        scaled = [min(edge * scale[side % 2], picture.size[side % 2]) for side, edge in enumerate(box)]
        if scaled == [0, 0, *picture.size] and size == picture.size:
            drawn = picture.copy()  # a drawing in its own size keeps its few colours
        else:
            drawn = picture.resize(size, Pillow.Resampling.LANCZOS, scaled, reducing_gap=3.0)
        flat = picture.format == "PNG"
    return encoded(drawn, extension, flat)


def encoded(picture, extension: str, flat: bool) -> bytes:
    picture.info = {}
    if extension == "jpg" and picture.mode != "RGB":
        ground = Pillow.new("RGB", picture.size, PAPER)
        ground.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
        picture = ground
    # Colour at half the resolution blurs the edges of drawings.
    sharp = {"subsampling": "4:4:4"} if flat and extension != "webp" else {}
    ways = [{**SAVE[extension], **sharp}, *([LOSSLESS] if flat and extension == "webp" else [])]
    return min((saved(picture, way) for way in ways), key=len)


def saved(picture, options: dict) -> bytes:
    written = BytesIO()
    picture.save(written, **options)
    return written.getvalue()


def write(path: Path, content: bytes) -> None:
    """At once or not at all: nobody is served half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_name(f".{secrets.token_hex(8)}")
    half_written.write_bytes(content)
    os.replace(half_written, path)


def forget(token: str) -> None:
    """Remove all renditions under that name; who has its address gets a 404."""
    shutil.rmtree(folder_of(token), ignore_errors=True)
