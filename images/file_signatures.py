"""What the bytes of a picture say before anything is decoded: which format they are, and whether they are all there."""

import re

SIGNATURES = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "GIF": re.compile(rb"GIF8[79]a"),
    "WEBP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "AVIF": re.compile(rb"....ftyp(?:avif|avis|mif1|msf1)", re.DOTALL),
}
# A progressive photograph has about ten scans. Each costs a pass over all its blocks, however few bytes it has.
MAX_JPEG_SCANS = 100
_JPEG_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")


def detect_format(data: bytes) -> str | None:
    """The format by its first bytes; the name of a file says nothing."""
    return next((name for name, signature in SIGNATURES.items() if signature.match(data)), None)


def is_complete(data: bytes, image_format: str) -> bool:
    """False for what was cut off: found here, it costs no memory. What follows the end of a picture is no matter."""
    match image_format:
        case "JPEG":
            return _jpeg_scans(data) > 0
        case "PNG":
            return _png_ends(data)
        case "WEBP":
            return len(data) >= int.from_bytes(data[4:8], "little") + 8
    return True


def is_overloaded(data: bytes, image_format: str) -> bool:
    """True for a JPEG with so many scans that a small file takes minutes."""
    return image_format == "JPEG" and _jpeg_scans(data) > MAX_JPEG_SCANS


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Width and height; Pillow's decoder takes the memory for them before it tells them."""
    chunk, start = data[12:16], data[20:30]
    if chunk == b"VP8X":
        return int.from_bytes(start[4:7], "little") + 1, int.from_bytes(start[7:10], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(start[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return int.from_bytes(start[6:8], "little") & 0x3FFF, int.from_bytes(start[8:10], "little") & 0x3FFF
    return None


def _jpeg_scans(data: bytes) -> int:
    """The number of scans before the end marker; 0 if there is no end. Thumbnails inside segments do not count."""
    scans, position = 0, 2
    while found := _JPEG_MARKER.search(data, position):
        marker, position = found[1], found.end()
        if marker == b"\xd9":
            return scans
        scans += marker == b"\xda"
        position += int.from_bytes(data[position : position + 2], "big")
    return 0


def _png_ends(data: bytes) -> bool:
    position = 8
    while position + 12 <= len(data):
        length, name = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        position += length + 12
        if name == b"IEND":
            return position <= len(data)
    return False
