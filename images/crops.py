"""Which renditions a picture has, and which part of it each one shows."""

WIDTHS = (480, 800, 1200, 1800)
CROPS = {"c160": (160, 120), "c320": (320, 240), "og": (1200, 630)}
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}

Size = tuple[int, int]
Box = tuple[float, float, float, float]


def rendition_widths(width: int) -> dict[str, int]:
    """Name and true width of each rendition that shows the whole picture; the last one has all its pixels or 1800.

    >>> fitted(1000)
    {'w480': 480, 'w800': 800, 'w1200': 1000}
    """
    useful = [step for place, step in enumerate(WIDTHS) if place == 0 or WIDTHS[place - 1] < width]
    return {f"w{step}": min(step, width) for step in useful}


def has_rendition(name: str, extension: str, width: int) -> bool:
    """Is there such a rendition of a picture that wide?"""
    if name == "og":
        return extension == "jpg"
    return extension in FORMATS and (name in CROPS or name in rendition_widths(width))


def crop_box(name: str, size: Size, focal: tuple[float, float]) -> tuple[Box, Size]:
    """The part of a picture of that size that the rendition shows, and how large it becomes. Nothing is enlarged."""
    width, height = size
    if name not in CROPS:
        new_width = min(int(name[1:]), width)
        return (0, 0, width, height), (new_width, max(1, round(height * new_width / width)))
    wide, high = CROPS[name]
    scale = min(width / wide, height / high)
    box_width, box_height = min(scale * wide, width), min(scale * high, height)
    # As near as possible with the focal point in its middle, but never over an edge.
    left = min(max(focal[0] * width - box_width / 2, 0), width - box_width)
    top = min(max(focal[1] * height - box_height / 2, 0), height - box_height)
    shrink = min(scale, 1)
    new_size = max(1, round(wide * shrink)), max(1, round(high * shrink))
    return (left, top, left + box_width, top + box_height), new_size
