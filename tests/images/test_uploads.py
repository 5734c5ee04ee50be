"""What people bring to the library, by accident or on purpose, and what becomes of it."""

import os
import struct
import subprocess
import sys
import zlib
from functools import cache

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL import ImageCms

from images import file_signatures
from images.models import Image
from images.validation import read_picture

from ..factories.pictures import drawing, opened, photograph, saved, upload

PROGRESSIVE = {"quality": 92, "progressive": True, "subsampling": 0}
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def refused(content, name="picture.jpg"):
    with pytest.raises(ValidationError) as refusal:
        read_picture(upload(content, name))
    assert all("%(" not in sentence and sentence.endswith(".") for sentence in refusal.value.messages)
    return refusal.value.code


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width, height, *chunks: bytes, bits=8, colour=2, rows=b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@cache
def bomb() -> bytes:
    """Half a megabyte that would unpack to 480 MB."""
    packer = zlib.compressobj(9)
    rows = b"".join([packer.compress(bytes(36_001)) for _row in range(12_000)] + [packer.flush()])
    return png(12_000, 12_000, rows=rows)


def with_jpeg_segment(content: bytes, marker: int, payload: bytes) -> bytes:
    return content[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload + content[2:]


# -- Refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
@pytest.mark.parametrize(
    ("image_format", "options"),
    [("JPEG", {}), ("JPEG", PROGRESSIVE), ("PNG", {}), ("WEBP", {}), ("AVIF", {"speed": 10}), ("GIF", {})],
)
def test_a_picture_that_was_cut_off_is_refused(image_format, options, part):
    content = saved(photograph(400, 300), image_format, **options)
    assert refused(content[: int(len(content) * part)]) in ("broken", "heavy")


def test_a_picture_damaged_in_its_middle_is_refused():
    content = bytearray(saved(photograph(400, 300), "PNG"))
    content[len(content) // 2] ^= 0xFF
    assert refused(bytes(content)) == "broken"


@pytest.mark.parametrize(
    "made", [bomb, lambda: png(20_000, 20_000), lambda: png(12_001, 10)], ids=["bomb", "claim", "side"]
)
def test_too_many_pixels_are_refused_by_their_number(made):
    assert refused(made()) == "pixels"


@pytest.mark.parametrize("size", [(16_000, 16_000), (12_001, 1), (8_000, 4_000)])
@pytest.mark.parametrize("kind", [b"VP8X", b"VP8L"])
def test_a_webp_is_measured_before_its_decoder_is_made(kind, size):
    width, height = (side - 1 for side in size)
    start = b"\0\0\0\0" + width.to_bytes(3, "little") + height.to_bytes(3, "little")
    if kind == b"VP8L":
        start = b"\x2f" + (width | height << 14).to_bytes(4, "little") + bytes(5)
    body = b"WEBP" + kind + len(start).to_bytes(4, "little") + start
    assert file_signatures.webp_size(b"RIFF" + len(body).to_bytes(4, "little") + body) == size
    assert refused(b"RIFF" + len(body).to_bytes(4, "little") + body) == "pixels"


def test_the_size_of_a_plain_webp_is_read_from_its_head():
    assert file_signatures.webp_size(saved(drawing(37, 21), "WEBP")) == (37, 21)


def test_a_jpeg_of_endless_scans_is_refused_before_it_is_decoded():
    content = saved(drawing(64, 64), "JPEG", progressive=True)
    scan = content.rindex(b"\xff\xda")
    assert refused(content[:-2] + content[scan:-2] * 200 + b"\xff\xd9") == "heavy"


def test_a_long_row_of_fill_bytes_is_read_once():
    content = saved(drawing(64, 64), "JPEG")
    assert refused(content[:-2] + b"\xff" * 2_000_000 + b"\x00") == "broken"


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n  "])
def test_svg_is_refused_with_its_reason(before):
    assert refused(before + SVG, "drawing.svg") == "svg"
    assert refused(before + SVG, "drawing.png") == "svg"


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        b"MZ\x90",
        bytes(4096),
        saved(Pillow.new("RGB", (9, 9)), "BMP"),
        saved(Pillow.new("I;16", (9, 9)), "TIFF"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_whatever_its_name(content):
    assert refused(content, "picture.png") == "unknown"


def test_an_empty_file_is_refused():
    assert refused(b"") == "empty"


def test_a_file_of_too_many_bytes_is_refused_unread(settings):
    settings.IMAGE_MAX_BYTES = 1000
    assert refused(saved(photograph(200, 200), "PNG")) == "bytes"


# -- Accepted, and made anew -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_each_format_is_known_by_its_content(image_format):
    picture = read_picture(upload(saved(photograph(400, 300), image_format), "anything.exe"))
    assert (picture.width, picture.height) == (400, 300)
    assert opened(picture.read()).mode == "RGB"


def test_photographs_become_jpeg_and_drawings_png():
    assert read_picture(upload(saved(photograph(), "PNG"))).name == "picture.jpg"
    assert read_picture(upload(saved(photograph().convert("L"), "PNG"))).name == "picture.jpg"
    drawn = read_picture(upload(saved(drawing(), "WEBP", lossless=True)))
    assert drawn.name == "picture.png"
    assert opened(drawn.read()).tobytes() == drawing().tobytes()


def test_nothing_that_was_hidden_in_the_file_is_kept():
    """Place and owner of the camera, notes, a thumbnail, a profile, and whatever was hung on behind the end."""
    exif = Pillow.Exif()
    exif[0x010F], exif[0x9286] = "Secret camera", "Secret comment"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 50.0, 50.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {
        "exif": exif,
        "icc_profile": profile,
        "comment": b"Secret remark",
        "xmp": b"<x:xmpmeta>Secret</x:xmpmeta>",
    }
    content = saved(photograph(400, 300), "JPEG", **options) + b"PK\x03\x04 Secret archive <script>"
    assert content.count(b"Secret") == 5
    kept = read_picture(upload(content)).read()
    assert b"Secret" not in kept
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(opened(kept).info)
    assert dict(opened(kept).getexif()) == {}


def test_texts_and_exif_of_a_png_are_dropped():
    content = png(
        1, 1, chunk(b"tEXt", b"Comment\0Secret"), chunk(b"eXIf", b"MM\0*Secret"), rows=zlib.compress(bytes(4))
    )
    kept = read_picture(upload(content)).read()
    assert b"Secret" not in kept
    assert opened(kept).size == (1, 1)


def test_a_huge_exif_block_costs_nothing():
    content = saved(drawing(40, 30), "JPEG")
    for _segment in range(100):
        content = with_jpeg_segment(content, 0xE1, b"Exif\0\0" + os.urandom(60_000))
    assert len(read_picture(upload(content))) < 5_000


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation):
    """The red corner is where the camera's note says the top left of the scene is."""
    red_at = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}[orientation]
    lying = Pillow.new("RGB", (60, 40), "white")
    lying.paste("red", (red_at[0] * 30, red_at[1] * 20, red_at[0] * 30 + 30, red_at[1] * 20 + 20))
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    upright = opened(read_picture(upload(saved(lying, "PNG", exif=exif))).read())
    assert upright.size == ((60, 40) if orientation < 5 else (40, 60))
    assert upright.getpixel((5, 5)) == (255, 0, 0)
    assert upright.getpixel((upright.width - 5, upright.height - 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_kind_of_pixel_becomes_rgb(mode):
    grey = Pillow.linear_gradient("L")
    if mode == "I;16":
        source = Pillow.frombytes("I;16", grey.size, b"".join(bytes([0, value]) for value in grey.tobytes()))
    else:
        source = grey.convert("RGB").convert(mode)
    image_format = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    kept = opened(read_picture(upload(saved(source, image_format))).read())
    assert kept.mode == "RGB"
    top, bottom = kept.getpixel((128, 4)), kept.getpixel((128, 251))
    assert max(top) < 30
    assert min(bottom) > 225


def test_sixteen_bits_a_colour_become_eight():
    row = b"\0" + struct.pack(">3H", 0xFFFF, 0x8000, 0x0000)
    kept = opened(read_picture(upload(png(1, 1, bits=16, rows=zlib.compress(row)))).read())
    assert kept.getpixel((0, 0)) == (255, 128, 0)


def test_transparency_is_kept():
    clear = photograph(300, 200)
    clear.putalpha(Pillow.linear_gradient("L").resize(clear.size))
    kept = opened(read_picture(upload(saved(clear, "PNG"))).read())
    assert (kept.format, kept.mode) == ("WEBP", "RGBA")
    assert kept.getpixel((150, 1))[3] < 10


def test_a_profile_is_applied_and_then_dropped():
    """The same numbers mean another colour in the profile of the file."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    picture = drawing(100, 100, ["#254c96"])
    as_srgb = read_picture(upload(saved(picture, "PNG"))).read()
    unfit = read_picture(upload(saved(picture, "PNG", icc_profile=lab.tobytes()))).read()
    broken = read_picture(upload(saved(picture, "PNG", icc_profile=b"no profile"))).read()
    assert as_srgb == unfit == broken
    swapped = swapped_profile()
    other = opened(read_picture(upload(saved(picture, "PNG", icc_profile=swapped))).read()).getpixel((0, 0))
    assert other[0] > other[2]
    assert opened(as_srgb).getpixel((0, 0)) == (0x25, 0x4C, 0x96)


def swapped_profile() -> bytes:
    """sRGB with red and blue exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("image_format", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_kept(image_format):
    frames = [drawing(60, 40, [colour]) for colour in ("red", "lime", "blue")]
    content = saved(frames[0], image_format, save_all=True, append_images=frames[1:], lossless=True)
    kept = opened(read_picture(upload(content)).read())
    assert getattr(kept, "n_frames", 1) == 1
    assert kept.getpixel((0, 0)) == (255, 0, 0)


def test_of_the_two_pictures_of_a_telephone_the_first_is_kept():
    content = saved(drawing(60, 40, ["red"]), "MPO", save_all=True, append_images=[drawing(60, 40, ["blue"])])
    red, green, blue = opened(read_picture(upload(content)).read()).getpixel((0, 0))
    assert (red > 250, green < 5, blue < 5) == (True, True, True)


def test_one_pixel_is_a_picture():
    kept = read_picture(upload(saved(Pillow.new("RGB", (1, 1), "red"), "PNG")))
    assert opened(kept.read()).getpixel((0, 0)) == (255, 0, 0)


def test_a_large_photograph_is_stored_in_the_size_that_is_needed():
    kept = read_picture(upload(saved(Pillow.effect_noise((6000, 3000), 30), "JPEG", quality=60)))
    assert (kept.width, kept.height) == (3000, 1500)
    kept = read_picture(upload(saved(drawing(5000, 2000), "PNG")))
    assert (kept.width, kept.height) == (3200, 1280)


def test_what_was_read_once_is_not_read_again():
    picture = read_picture(upload(saved(drawing(40, 30), "PNG")))
    assert read_picture(picture) is picture


# -- The doors of the library ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_enters_the_library_unread():
    with pytest.raises(ValidationError):
        Image.objects.create(file=upload(SVG, "drawing.svg"))
    image = Image()
    with pytest.raises(ValidationError):
        image.file.save("bomb.png", upload(bomb()))
    exif = Pillow.Exif()
    exif[0x010F] = "Secret camera"
    image.file.save("../../etc/passwd.php", upload(saved(drawing(90, 60), "JPEG", exif=exif)))
    assert image.file.name.startswith("originals/")
    assert image.file.name.endswith((".png", ".jpg"))
    assert (image.width, image.height) == (90, 60)
    with image.file.storage.open(image.file.name) as stored:
        assert b"Secret" not in stored.read()


@pytest.mark.django_db
def test_an_upload_becomes_an_unfinished_picture():
    image = Image.from_upload(upload(saved(drawing(90, 60), "PNG")))
    assert (image.pk is not None, image.width, image.missing_for("en") != []) == (True, 90, True)


def test_assigning_a_hostile_file_does_not_open_it():
    assert Image(file=upload(bomb())).width == 0


measured = pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the system does not tell its memory")
MEASURE = """
import runpy, sys
sys.argv[0] = "images.sandboxed_decoder"
runpy.run_module("images.sandboxed_decoder", run_name="__main__")
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024, file=sys.stderr)
"""


def peak_memory(content: bytes, tmp_path) -> tuple[bytes, int]:
    """First line of the answer and the memory in MiB, the 20 or so of the bare interpreter included."""
    given = tmp_path / "given"
    given.write_bytes(content)
    command = [sys.executable, "-c", MEASURE, str(settings.IMAGE_MAX_PIXELS), str(settings.IMAGE_MAX_SIDE)]
    with given.open("rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, check=True, cwd=settings.BASE_DIR)
    return done.stdout.partition(b"\n")[0], int(done.stderr.split()[-1])


@measured
def test_what_is_refused_takes_little_memory(tmp_path):
    large = saved(Pillow.new("RGB", (6300, 6300)), "JPEG", **PROGRESSIVE)
    for content in [bomb(), png(20_000, 20_000), large[: len(large) // 2]]:
        answer, memory = peak_memory(content, tmp_path)
        assert b"refused" in answer
        assert memory < 150


@measured
@pytest.mark.parametrize(
    ("image_format", "mode", "size", "options"),
    [
        ("JPEG", "RGB", (6300, 6300), PROGRESSIVE),
        ("JPEG", "CMYK", (4400, 4400), PROGRESSIVE),
        ("PNG", "RGBA", (6300, 6300), {"compress_level": 1}),
        ("WEBP", "RGBA", (4400, 4400), {"method": 0}),
        ("AVIF", "RGBA", (4400, 4400), {"speed": 10}),
    ],
    ids=["jpeg", "cmyk", "png", "webp", "avif"],
)
def test_what_is_accepted_stays_below_its_bound_of_memory(image_format, mode, size, options, tmp_path):
    large = saved(Pillow.new(mode, size), image_format, **options)
    answer, memory = peak_memory(large, tmp_path)
    assert b"extension" in answer
    assert memory < 420


def test_a_form_gives_the_sentence_and_keeps_nothing():
    field = Image._meta.get_field("file").formfield()
    assert field.clean(SimpleUploadedFile("a" * 300 + ".jpeg", saved(drawing(9, 9), "PNG"))).name == "picture.png"
    with pytest.raises(ValidationError, match="SVG"):
        field.clean(SimpleUploadedFile("a.svg", SVG))
