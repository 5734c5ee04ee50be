"""A canvas of inks instead of colours: drawn once, three times too large, then coloured for light and for dark."""

from collections.abc import Iterable

import numpy as np
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

from .colours import Colouring, Ink

# Charts are laid out 1500 wide and come out 1200 wide: all files together stay under 2 MB.
UNIT = 0.8
OVERSIZE = 3
DRAWN = UNIT * OVERSIZE
XY = tuple[float, float]


class Canvas:
    """All measures in units of the layout."""

    def __init__(self, width: int, height: int, ground: Ink) -> None:
        self.size = (round(width * UNIT), round(height * UNIT))
        self.image = Image.new("L", (self.size[0] * OVERSIZE, self.size[1] * OVERSIZE), int(ground))
        self._draw = ImageDraw.Draw(self.image)

    def fill(self, shape: BaseGeometry, ink: Ink, over: Iterable[Ink] | None = None) -> None:
        """Paints an area; with `over` only where these inks are now."""
        for polygon in _parts(shape, "Polygon"):
            left, top, right, bottom = (round(value * DRAWN) for value in polygon.bounds)
            left, top = max(left - 1, 0), max(top - 1, 0)
            right, bottom = min(right + 2, self.image.width), min(bottom + 2, self.image.height)
            if left >= right or top >= bottom:
                continue
            mask = Image.new("L", (right - left, bottom - top), 0)
            draw = ImageDraw.Draw(mask)
            draw.polygon(_shifted(polygon.exterior.coords, left, top), fill=255)
            for hole in polygon.interiors:
                draw.polygon(_shifted(hole.coords, left, top), fill=0)
            if over is not None:
                below = np.asarray(self.image.crop((left, top, right, bottom)))
                mask = Image.fromarray(np.where(np.isin(below, list(over)), np.asarray(mask), 0).astype(np.uint8))
            self.image.paste(int(ink), (left, top, right, bottom), mask)

    def stroke(self, shape: BaseGeometry, ink: Ink, width: float) -> None:
        """Draws lines with round ends and joints."""
        thick = max(1, round(width * DRAWN))
        for line in _parts(shape, "LineString", "LinearRing"):
            points = _shifted(line.coords, 0, 0)
            self._draw.line(points, fill=int(ink), width=thick, joint="curve" if thick > 2 else None)
            if thick > 4 and not line.is_ring:
                for x, y in (points[0], points[-1]):
                    self._disc(x, y, thick / 2, ink)
            elif thick > 4:
                self._disc(*points[0], thick / 2, ink)

    def dot(self, at: XY, radius: float, ink: Ink) -> None:
        self._disc(at[0] * DRAWN, at[1] * DRAWN, radius * DRAWN, ink)

    def ring(self, at: XY, radius: float, width: float, ink: Ink, inside: Ink | None = None) -> None:
        """A circle of a line; `inside` paints what it encloses."""
        (x, y), r = (at[0] * DRAWN, at[1] * DRAWN), (radius + width / 2) * DRAWN
        fill = None if inside is None else int(inside)
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=int(ink), width=round(width * DRAWN))

    def coloured(self, colouring: Colouring, most: int) -> Image.Image:
        """The finished picture in at most `most` colours: the inks themselves and their commonest blends."""
        table = np.zeros((256, 3), np.uint16)
        for ink, colour in colouring.items():
            table[ink] = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        width, height = self.size
        inks = np.asarray(self.image)
        total = np.zeros((height, width, 3), np.uint16)
        for row in range(OVERSIZE):
            for column in range(OVERSIZE):
                total += table[inks[row::OVERSIZE, column::OVERSIZE]]
        blended = ((total + OVERSIZE**2 // 2) // OVERSIZE**2).astype(np.uint32)
        packed = blended[..., 0] << 16 | blended[..., 1] << 8 | blended[..., 2]
        return _few_colours(packed, table[list(colouring)], most)

    def _disc(self, x: float, y: float, radius: float, ink: Ink) -> None:
        self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=int(ink))


def _few_colours(packed: np.ndarray, inks: np.ndarray, most: int) -> Image.Image:
    colours, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    rgb = np.column_stack([colours >> 16, colours >> 8 & 255, colours & 255]).astype(np.int32)
    keep = [int(np.abs(rgb - ink.astype(np.int32)).sum(1).argmin()) for ink in inks]
    chosen = list(dict.fromkeys(keep))
    gap = _distance(rgb, rgb[chosen]).min(1)
    # Each new colour is the one whose absence would be seen most: how far off, times how often.
    while len(chosen) < min(most, len(rgb)):
        best = int((gap * np.sqrt(counts)).argmax())
        chosen.append(best)
        gap = np.minimum(gap, _distance(rgb, rgb[[best]])[:, 0])
    nearest = _distance(rgb, rgb[chosen]).argmin(1)
    palette = rgb[chosen].astype(np.uint8)
    return Image.fromarray(palette[nearest][inverse].reshape(*packed.shape, 3))


def _distance(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(2)


def _shifted(coords: Iterable[XY], left: int, top: int) -> list[XY]:
    return [(x * DRAWN - left, y * DRAWN - top) for x, y in coords]


def _parts(shape: BaseGeometry, *kinds: str) -> list:
    if shape.geom_type in kinds:
        return [] if shape.is_empty else [shape]
    return [part for piece in getattr(shape, "geoms", ()) for part in _parts(piece, *kinds)]
