"""Pictures that people bring: accepted as a new picture drawn from theirs, or refused in a plain sentence."""

import json
import logging
import subprocess
import sys
import threading

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from . import file_signatures

logger = logging.getLogger(__name__)

FORMATS = "JPEG, PNG, WebP, AVIF, GIF"
DECODER_TIMEOUT = 40  # seconds; the reading process gives up by itself after 20 seconds of work
# However many people upload at once, a process reads one at a time: each may take 400 MiB.
decoder_lock = threading.Lock()

REFUSAL_MESSAGES = {
    "empty": _("The file is empty."),
    "bytes": _("The file is too large: %(size)s MB. At most %(most)s MB are possible."),
    "svg": _("Drawings in SVG can hold programs and are not accepted. Save the drawing as PNG."),
    "unknown": _("This is not a picture that the library can read. Save it in one of these formats: %(formats)s."),
    "broken": _("The picture is damaged or not complete. Save it again, or fetch it again from where it came."),
    "pixels": _(
        "The picture is too large: %(width)s × %(height)s pixels. In this format at most %(most)s million pixels are "
        "possible, and %(side)s on a side."
    ),
    "heavy": _("The picture takes too much work to read. Save it again as a plain JPEG or PNG."),
}


class Picture(ContentFile):
    """A picture that we drew ourselves: in sRGB, upright, without metadata. Nothing else may enter the library."""

    def __init__(self, content: bytes, extension: str, width: int, height: int):
        super().__init__(content, name=f"picture.{extension}")
        self.width, self.height = width, height


def refusal(why: str, **params) -> ValidationError:
    return ValidationError(REFUSAL_MESSAGES[why], code=why, params={"formats": FORMATS, **params})


def read_picture(file) -> Picture:
    """The picture in `file` (an upload or any open file), drawn anew; raises ValidationError if it is refused."""
    if isinstance(file, Picture):
        return file
    check_bytes(file.size, settings.IMAGE_MAX_BYTES)
    file.seek(0)
    head = file.read(1000)
    if not file_signatures.detect_format(head):
        raise refusal("svg" if is_svg(head) else "unknown")
    with decoder_lock:
        file.seek(0)
        return _decode_in_subprocess(file.read(settings.IMAGE_MAX_BYTES))


def check_bytes(size: int, most: int) -> None:
    if not size:
        raise refusal("empty")
    if size > most:
        raise refusal("bytes", size=f"{size / 1_000_000:.1f}", most=f"{most // 1_000_000}")


def is_svg(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") and b"<svg" in start


def _decode_in_subprocess(data: bytes) -> Picture:
    limits = [str(settings.IMAGE_MAX_PIXELS), str(settings.IMAGE_MAX_SIDE)]
    try:
        done = subprocess.run(  # noqa: S603 (our own module; nothing of the upload is in the command)
            [sys.executable, "-m", "images.sandboxed_decoder", *limits],
            input=data, capture_output=True, cwd=settings.BASE_DIR, env={}, timeout=DECODER_TIMEOUT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise refusal("heavy") from None
    if done.stderr:
        logger.info("A picture was refused: %s", done.stderr.decode(errors="replace")[-1000:])
    line, _newline, content = done.stdout.partition(b"\n")
    if not line:
        # Stopped by its limits, or brought down by the file.
        logger.warning("The reading of a picture ended with %s.", done.returncode)
        raise refusal("heavy")
    answer = json.loads(line)
    if why := answer.pop("refused", None):
        if why == "pixels":
            answer["most"] = answer["most"] // 1_000_000
        raise refusal(why, **answer)
    return Picture(content, **answer)
