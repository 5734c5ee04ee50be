"""Pictures and documents for tests, made in memory."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from images.models import Document, Image

ODT = b"application/vnd.oasis.opendocument.text"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def photograph(width=1600, height=1200):
    """Smooth colours with some grain: far more colours than a drawing has."""
    grain = Pillow.effect_noise((width, height), 20)
    bands = [Pillow.linear_gradient("L").resize((width, height)), grain, Pillow.radial_gradient("L").resize(grain.size)]
    return Pillow.merge("RGB", bands)


def drawing(width=1500, height=1000, colours=("#dee8ec", "#f0f6f8", "#254c96")):
    """Stripes: the land, the sea and the subject of a map."""
    drawn = Pillow.new("RGB", (width, height))
    for number, start in enumerate(range(0, width, 100)):
        drawn.paste(colours[number % len(colours)], (start, 0, start + 100, height))
    return drawn


def saved(picture, image_format, **options) -> bytes:
    written = BytesIO()
    picture.save(written, image_format, **options)
    return written.getvalue()


def upload(content: bytes, name="holiday.jpg"):
    return SimpleUploadedFile(name, content)


def opened(content: bytes):
    picture = Pillow.open(BytesIO(content))
    picture.load()
    return picture


def image(picture=None, *, dark=None, **facts):
    picture = picture or drawing()
    files = {"file": upload(saved(picture, "PNG"))}
    if dark:
        files["file_dark"] = upload(saved(dark, "PNG"))
    return Image.objects.create(**files, **facts)


def document(content=PDF, name="annex.pdf", **facts):
    return Document.objects.create(file=upload(content, name), **facts)


def odt(*more: tuple[str, bytes], mimetype=ODT) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("content.xml", b"<office:document-content/>", zipfile.ZIP_STORED)
        for name, content in more:
            archive.writestr(name, content)
    return written.getvalue()
