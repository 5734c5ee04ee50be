"""Peace, climate and people: contours, bands, weaves, isobars, kites, arcs, two fields."""

import numpy as np
from PIL import Image
from shapely.geometry import LineString, Polygon

from ..canvas import DRAWN
from ..chart import Chart
from ..colours import Ink
from ..places import BRUSSELS, BUKAVU
from ..projection import LonLat
from .tools import bezier, disc, polar, turned, two_tone


def contours(chart: Chart) -> None:
    """The outline of Belgium, widened again and again, as depth lines around a shoal."""
    area = chart.area(("BE",))
    for ring in range(1, 12):
        line = area.buffer(ring * 24 + ring**1.6, quad_segs=16).simplify(0.3).boundary
        chart.canvas.stroke(line, Ink.SUBJECT, 3.4 - 0.24 * ring)


def latitude_bands(chart: Chart) -> None:
    """The belt between 10 and 20 degrees north, line by line, closest where the Sahel is."""
    area = chart.area(("ML", "NE", "BF", "TD", "MR"))
    for index, latitude in enumerate(np.arange(10, 20.01, 0.5)):
        line = chart.line(np.column_stack([np.linspace(-45, 65, 221), np.full(221, latitude)]))
        two_tone(chart, line, area, 1 + 4.2 * np.sin(np.pi * index / 20) ** 2)


def weave(chart: Chart) -> None:
    """Two sets of bands over and under one another: neither holds without the other."""
    centre, count, pitch, wide = chart.at(BUKAVU), 9, 60, 36
    reach = (count - 1) / 2 * pitch + 46
    offsets = [(index - (count - 1) / 2) * pitch for index in range(count)]

    def band(offset: float, upright: bool, low: float, high: float) -> Polygon:
        a, b = offset - wide / 2, offset + wide / 2
        corners = [(a, low), (b, low), (b, high), (a, high)] if upright else [(low, a), (high, a), (high, b), (low, b)]
        return turned(Polygon([(centre[0] + x, centre[1] + y) for x, y in corners]), 45, centre)

    def lay(offset: float, upright: bool, low: float, high: float) -> None:
        shape = band(offset, upright, low, high)
        chart.canvas.fill(shape, Ink.SUBJECT if upright else Ink.PAPER)
        sides = list(shape.exterior.coords)
        for a, b in ((1, 2), (3, 4)) if upright else ((0, 1), (2, 3)):
            chart.canvas.stroke(LineString([sides[a], sides[b]]), Ink.PAPER if upright else Ink.SUBJECT, 2.4)

    for upright in (True, False):
        for offset in offsets:
            lay(offset, upright, -reach, reach)
    for row, below in enumerate(offsets):
        for column, offset in enumerate(offsets):
            if (row + column) % 2:
                lay(offset, True, below - pitch / 2 - 1, below + pitch / 2 + 1)


# Highs and lows: longitude, latitude, strength, width in degrees.
PRESSURE = ((88.5, 16.5, -1.5, 6), (88.5, 16.5, -1.0, 14), (66, -4, 0.8, 14), (104, -8, 0.5, 10), (68, 26, 0.5, 9))


def isobars(chart: Chart) -> None:
    """Lines of equal pressure around a low over the Bay of Bengal; every fifth is stronger."""
    width, height = chart.canvas.image.size
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) / DRAWN
    field = 0.0006 * columns + 0.0011 * rows
    for longitude, latitude, strength, degrees in PRESSURE:
        x, y = chart.at((longitude, latitude))
        field = field + strength * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * chart.degrees(degrees) ** 2))
    slope = np.hypot(*np.gradient(field)) * DRAWN
    inks = np.array(chart.canvas.image)
    for step, thick in ((0.15, 2), (0.75, 4.4)):
        away = np.abs((field / step + 0.5) % 1 - 0.5) * step
        inks[away < slope * thick / 2] = Ink.SUBJECT
    chart.canvas.image.paste(Image.fromarray(inks))


KITES: tuple[tuple[LonLat, LonLat, float, float], ...] = (
    ((69.2, 34.5), (61.5, 40.0), 24, 1.2),
    ((43.1, 36.3), (32.0, 40.6), -26, 1.0),
    ((45.0, 13.2), (58.5, 20.6), 38, 0.85),
)


def kites(chart: Chart) -> None:
    """Three kites on long strings, held at Kabul, Mosul and Aden."""
    for place, up, lean, size in KITES:
        hand, top = chart.at(place), chart.at(up)
        sag = ((hand[0] * 0.75 + top[0] * 0.25), (hand[1] * 0.35 + top[1] * 0.65))
        chart.canvas.stroke(LineString(bezier(hand, sag, top)), Ink.SUBJECT, 2.4)
        _tail(chart, top, lean, size)
        nose, left, right, foot = (
            polar(top, length * size, lean + turn) for length, turn in ((78, 0), (56, -90), (56, 90), (122, 180))
        )
        for corners, ink in (
            ((nose, left, top), Ink.SUBJECT), ((nose, right, top), Ink.PAPER),
            ((foot, left, top), Ink.PAPER), ((foot, right, top), Ink.SUBJECT),
        ):  # fmt: skip
            chart.canvas.fill(Polygon(corners), ink)
        chart.canvas.stroke(Polygon([nose, right, foot, left]).exterior, Ink.SUBJECT, 2.6)
        chart.canvas.ring(hand, 9, 4, Ink.SUBJECT, Ink.PAPER)


def _tail(chart: Chart, top: tuple[float, float], lean: float, size: float) -> None:
    steps = np.linspace(122, 330, 80)
    wave = [polar(polar(top, s * size, lean + 180), 15 * size * np.sin((s - 122) / 24), lean + 90) for s in steps]
    chart.canvas.stroke(LineString(wave), Ink.SUBJECT, 2)
    for index in range(12, 80, 13):
        bow = [polar(wave[index], 13 * size, lean + turn) for turn in (60, 120, 240, 300)]
        chart.canvas.fill(Polygon([wave[index], bow[0], bow[1]]), Ink.SUBJECT)
        chart.canvas.fill(Polygon([wave[index], bow[2], bow[3]]), Ink.SUBJECT)


JOURNEYS: tuple[tuple[LonLat, LonLat], ...] = (
    ((-99.1, 19.4), (-87.6, 41.9)), ((-66.9, 10.5), (-77.0, -12.0)), ((3.4, 6.5), (-0.1, 51.5)),
    ((15.3, -4.3), (4.35, 50.85)), ((36.3, 33.5), (13.4, 52.5)), ((90.4, 23.8), (46.7, 24.7)),
    ((79.9, 6.9), (48.0, 29.4)), ((-17.4, 14.7), (12.5, 41.9)), ((31.0, -17.8), (28.0, -26.2)),
    ((-46.6, -23.5), (-9.1, 38.7)),
)  # fmt: skip


def journeys(chart: Chart) -> None:
    """Ten great circles, one for each fact, each with a ring where it starts and a dot where it ends."""
    for start, end in JOURNEYS:
        chart.canvas.stroke(chart.way(start, end), Ink.SUBJECT, 4)
    for start, end in JOURNEYS:
        chart.canvas.ring(chart.at(start), 9, 4, Ink.SUBJECT, Ink.PAPER)
        chart.canvas.dot(chart.at(end), 11, Ink.SUBJECT)


def two_fields(chart: Chart) -> None:
    """Lines from two sides, each with its own slope, that bend towards one another and join over Brussels."""
    centre, radius, gap = chart.at(BRUSSELS), 430, 22
    whole = disc(centre, radius)
    across = np.linspace(-radius, radius, 201)
    for offset in range(-2 * radius, 2 * radius, gap):
        rise = centre[1] + offset + gap / 2 - 0.62 * (np.hypot(across, 90) - 90)
        for side, ink in ((across <= 0, Ink.SUBJECT), (across >= 0, Ink.INK)):
            line = LineString(np.column_stack([centre[0] + across[side], rise[side]]))
            chart.canvas.stroke(line.intersection(whole), ink, 3 if ink == Ink.SUBJECT else 1.7)
    chart.canvas.ring(centre, 18, 5, Ink.INK, Ink.PAPER)
