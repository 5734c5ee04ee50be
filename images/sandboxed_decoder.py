"""Reads one picture from a stranger and draws it anew, in a process of its own: `python -m images.sandboxed_decoder`.

The picture comes on standard input; the answer on standard output is one line of JSON, then the bytes of the new
picture: sRGB, upright, without metadata. The process has little memory and little time, so that a file made to harm
(or a fault in a C library) costs one upload and not the site. It knows no Django and gets no environment.
"""

import json
import resource
import sys
import warnings
from io import BytesIO

from PIL import AvifImagePlugin, Image, ImageCms

from images import file_signatures

MEMORY_LIMIT = 512 * 2**20  # bytes; what is accepted stays below 400 MiB
CPU_SECONDS = 20
MAX_STORED_SIDE = 3200  # pixels; the widest rendition has 1800
HALVED_ABOVE = 16_000_000  # pixels; more is never needed for MAX_STORED_SIDE
MAX_FLAT_COLOURS = 2**14  # a drawing with smoothed edges has some thousands of colours
BAND_ROWS = 256  # rows
MAX_PROFILE_SIZE = 4_000_000  # bytes
ORIENTATION_TRANSPOSES = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


class Refused(Exception):
    def __init__(self, why: str, **numbers: int):
        self.answer = {"refused": why, **numbers}


def read(data: bytes, most_pixels: int, longest_side: int) -> tuple[dict, bytes]:
    """The new picture with its format and size; raises Refused."""
    image_format = file_signatures.detect_format(data)
    if not image_format:
        raise Refused("unknown")
    if not file_signatures.is_complete(data, image_format):
        raise Refused("broken")
    if file_signatures.is_overloaded(data, image_format):
        raise Refused("heavy")
    try:
        if image_format == "WEBP" and (size := file_signatures.webp_size(data)):
            check_size(*size, most_pixels // 2, longest_side)
        image = Image.open(BytesIO(data), formats=[image_format])
        # These decoders keep several copies of the picture.
        costly = image_format in ("WEBP", "AVIF") or image.mode == "CMYK"
        check_size(*image.size, most_pixels // 2 if costly else most_pixels, longest_side)
        if image.width * image.height > HALVED_ABOVE:
            image.draft(None, (image.width // 2, image.height // 2))  # does nothing but to JPEG
        if image_format == "PNG":
            # Reading alone looks at no checksum of the pixels: a byte that went wrong would pass as a stain.
            Image.open(BytesIO(data), formats=["PNG"]).verify()
        image.load()
        image = redraw(image)
        return encode(image)
    except Refused:
        raise
    except MemoryError:
        raise Refused("heavy") from None
    except Exception as error:  # Pillow's plugins raise whatever the bytes make them stumble over
        print(repr(error), file=sys.stderr)
        raise Refused("broken") from None


def check_size(width, height, most_pixels, longest_side) -> None:
    if width * height > most_pixels or max(width, height) > longest_side:
        raise Refused("pixels", width=width, height=height, most=most_pixels, side=longest_side)


def redraw(image: Image.Image) -> Image.Image:
    """The same picture in RGB or RGBA, at most MAX_STORED_SIDE long, upright; band by band, to save memory."""
    turn = ORIENTATION_TRANSPOSES.get(orientation(image))
    has_alpha = image.has_transparency_data
    to_srgb = colour_transform(image)
    factor = 2 if image.width * image.height > HALVED_ABOVE and min(image.size) > 1 else 1
    drawn = Image.new("RGBA" if has_alpha else "RGB", tuple(-(-side // factor) for side in image.size))
    for top in range(0, image.height, BAND_ROWS):
        band = image.crop((0, top, image.width, min(top + BAND_ROWS, image.height)))
        drawn.paste(in_srgb(band, has_alpha, to_srgb).reduce(factor), (0, top // factor))
    image.close()  # from here on only the new one takes memory
    if max(drawn.size) > MAX_STORED_SIDE:
        drawn.thumbnail((MAX_STORED_SIDE, MAX_STORED_SIDE), Image.Resampling.LANCZOS)
    if turn is not None:
        drawn = drawn.transpose(turn)
    if has_alpha and drawn.getextrema()[3] == (255, 255):
        drawn = drawn.convert("RGB")
    drawn.info = {}
    return drawn


def orientation(image: Image.Image) -> int:
    try:
        return image.getexif().get(0x0112, 1)
    except Exception:  # any fault in a camera's notes: the picture counts
        return 1


def colour_transform(image: Image.Image) -> ImageCms.ImageCmsTransform | None:
    """From the picture's own colours to sRGB; None where its profile is missing, unfit or broken."""
    profile = image.info.get("icc_profile")
    if not profile or len(profile) > MAX_PROFILE_SIZE:
        return None
    mode = {"L": "L", "LA": "L", "CMYK": "CMYK"}.get(image.mode, "RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if source.profile.xcolor_space.strip() != {"L": "GRAY"}.get(mode, mode):
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def in_srgb(band: Image.Image, has_alpha: bool, to_srgb: ImageCms.ImageCmsTransform | None) -> Image.Image:
    if band.mode.startswith("I;16"):
        raw = "L;16B" if band.mode.endswith("B") else "L;16"
        band = Image.frombytes("L", band.size, band.tobytes(), "raw", raw)  # the high byte; convert() would clip
    alpha = band.convert("RGBA").getchannel("A") if has_alpha else None
    if to_srgb:
        band = ImageCms.applyTransform(band.convert(to_srgb.input_mode), to_srgb)
    band = band.convert("RGB")
    if alpha:
        band.putalpha(alpha)
    return band


def encode(image: Image.Image) -> tuple[dict, bytes]:
    """Drawings as PNG, so that they stay crisp; photographs as JPEG, or WebP if they are transparent."""
    photograph = BytesIO()
    image.convert("RGB").save(photograph, "JPEG", quality=90, optimize=True)
    extension, written = "jpg", photograph
    if image.getcolors(MAX_FLAT_COLOURS):
        drawing = BytesIO()
        image.save(drawing, "PNG")
        if drawing.tell() <= photograph.tell():
            extension, written = "png", drawing
    if image.mode == "RGBA" and extension == "jpg":
        extension, written = "webp", BytesIO()
        image.save(written, "WEBP", quality=90, method=1)
    return {"extension": extension, "width": image.width, "height": image.height}, written.getvalue()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    warnings.simplefilter("ignore")  # Pillow's remarks on odd files are for nobody here
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = None  # check_size() stands in front, with the numbers of the settings
    picture = b""
    try:
        answer, picture = read(sys.stdin.buffer.read(), *map(int, sys.argv[1:3]))
    except Refused as refused:
        answer = refused.answer
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
