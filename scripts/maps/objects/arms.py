"""Arms and mines: search grids, orbits, stores, facets, tunnels."""

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon, box

from ..chart import Chart
from ..colours import Ink
from ..places import BRUSSELS, FAYA_LARGEAU, KIMBERLEY, MOROGORO, NDJAMENA, NOUAKCHOTT
from .tools import arc, ellipse, polar, smooth, turned, two_tone, veil

CELL = 25


def search_grid(chart: Chart) -> None:
    """The land as a field to be searched: a cell is open, or done."""
    shapely.prepare(chart.land)
    cells = [
        (column, row)
        for column in range(chart.view.width // CELL + 1)
        for row in range(chart.view.height // CELL + 1)
        if chart.land.contains(box(column * CELL, row * CELL, (column + 1) * CELL, (row + 1) * CELL))
    ]
    for column, row in cells:
        left, top = column * CELL, row * CELL
        cell = box(left + 3, top + 3, left + CELL - 3, top + CELL - 3)
        # A knight's move apart: the pattern of a plan, and of no particular country.
        if (column * 2 + row) % 5 == 0:
            chart.canvas.fill(cell, Ink.SUBJECT)
        else:
            chart.canvas.stroke(cell.exterior, Ink.SUBJECT, 1)


def orbits(chart: Chart) -> None:
    """Forty-eight participating governments on four shells: 2, 8, 18 and 20."""
    centre = chart.at(BRUSSELS)
    for shell, (count, long) in enumerate(((2, 90), (8, 215), (18, 350), (20, 500))):
        path = ellipse(centre, long, long * 0.66, -22)
        chart.canvas.stroke(path, Ink.SUBJECT, 2.2)
        for index in range(count):
            at = path.interpolate((index + 0.25 * shell) / count, normalized=True).coords[0]
            chart.canvas.ring(at, 10, 3, Ink.PAPER, Ink.SUBJECT)
    chart.canvas.ring(centre, 17, 4, Ink.PAPER, Ink.SUBJECT)


def two_stores(chart: Chart) -> None:
    """A strong room at each of two capitals: walls within walls, each open at another side."""
    area = chart.area(("TD", "MR"))
    for place, first in ((NDJAMENA, 20), (NOUAKCHOTT, 200)):
        centre = chart.at(place)
        for wall in range(6):
            opening, half = first + wall * 137, 20 - wall * 2
            line = arc(centre, 32 + wall * 21, opening + half, opening + 360 - half)
            two_tone(chart, line, area, 7, Ink.INK)
        chart.canvas.ring(centre, 11, 5, Ink.INK, Ink.PAPER)


def facets(chart: Chart) -> None:
    """A brilliant seen from above, its table over Kimberley."""
    centre, size = chart.at(KIMBERLEY), 390
    table = [polar(centre, size * 0.50, 45 * i + 22.5) for i in range(8)]
    stars = [polar(centre, size * 0.70, 45 * i) for i in range(8)]
    girdle = [polar(centre, size, 22.5 * i) for i in range(16)]
    pieces = []
    for i in range(8):
        before, after, star = table[i - 1], table[i], stars[i]
        # The second value: how much steeper than its neighbours a facet stands, so that no two flow together.
        pieces.append((Polygon([before, star, after]), 0.55))
        pieces.append((Polygon([after, stars[(i + 1) % 8], girdle[2 * i + 1], star]), 0.0))
        pieces.append((Polygon([star, girdle[2 * i - 1], girdle[2 * i]]), -0.5))
        pieces.append((Polygon([star, girdle[2 * i], girdle[2 * i + 1]]), 0.3))
    for facet, steep in pieces:
        x, y = facet.centroid.coords[0]
        # Light from the north-west.
        light = (centre[0] - x + centre[1] - y) / np.hypot(x - centre[0], y - centre[1]) / 1.414 + steep
        if light < -0.7:
            chart.canvas.fill(facet, Ink.SUBJECT)
        elif light < 0.1:
            veil(chart, facet)
        elif light > 0.75:
            chart.canvas.fill(facet, Ink.PAPER)
    for facet, _ in pieces:
        chart.canvas.stroke(facet.exterior, Ink.SUBJECT, 1.6)
    chart.canvas.stroke(Polygon(girdle).exterior, Ink.SUBJECT, 4)


def burrow(chart: Chart) -> None:
    """A tunnel from Morogoro with chambers; a dot where something was found. Steps in pixels from the entrance."""
    x, y = chart.at(MOROGORO)
    tunnels = [
        [(0, 0), (-60, 60), (-190, 20), (-260, 110), (-150, 200), (-20, 150), (90, 230), (30, 330), (-230, 400)],
        [(-190, 30), (-280, -40), (-390, -10), (-430, -90)],
        [(-255, 100), (-380, 130), (-440, 220)],
        [(80, 220), (190, 200), (250, 270), (370, 240)],
        [(60, 300), (140, 370), (270, 380)],
        [(-130, 195), (-200, 260), (-330, 270), (-400, 350)],
        [(-40, 40), (60, 90), (190, 60), (250, 110)],
        [(-40, 330), (-30, 400), (60, 440)],
    ]
    lines = [smooth([(x + dx, y + dy) for dx, dy in tunnel]) for tunnel in tunnels]
    ends = [line.coords[-1] for line in lines]
    for ink, extra in ((Ink.SUBJECT, 0), (Ink.PAPER, 7)):
        for number, line in enumerate(lines):
            chart.canvas.stroke(line, ink, (30 if number == 0 else 22) - extra)
        for number, at in enumerate(ends):
            chart.canvas.dot(at, 28 + number % 3 * 7 - extra / 2, ink)
    for at in ends[::2]:
        chart.canvas.dot(at, 13, Ink.SUBJECT)
    chart.canvas.ring((x, y), 15, 4, Ink.SUBJECT, Ink.PAPER)


def flight_lines(chart: Chart) -> None:
    """A survey flight over the north of Chad: line after line, a point where a picture is taken."""
    centre, gap, half, count = chart.at(FAYA_LARGEAU), 23, 140, 13
    path: list[tuple[float, float]] = []
    points = []
    for index in range(count):
        x, side = centre[0] + (index - (count - 1) / 2) * gap, 1 if index % 2 else -1
        ends = [(x, centre[1] + side * half), (x, centre[1] - side * half)]
        path += ends
        points += [(x, centre[1] + offset) for offset in range(-half + 5, half, 30)]
        if index < count - 1:
            turn = np.linspace(0, np.pi, 13)[1:-1]
            path += [(x + gap / 2 * (1 - np.cos(t)), ends[1][1] - side * gap / 2 * np.sin(t)) for t in turn]
    flown = turned(LineString(path), 28, centre)
    chart.canvas.stroke(flown, Ink.PAPER, 2.2)
    for index, point in enumerate(points):
        at = turned(shapely.Point(point), 28, centre).coords[0]
        chart.canvas.dot(at, 4.2 if index % 7 else 7.5, Ink.PAPER)
    first = flown.coords[0]
    chart.canvas.ring(first, 11, 4, Ink.INK, Ink.PAPER)
