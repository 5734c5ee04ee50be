"""Help and hardship: roads, a year, crossings, rings of a conference, dry ground, strokes of a swarm."""

from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint

from ..chart import Chart
from ..colours import Ink
from ..places import BRUSSELS, DAMASCUS
from ..projection import LonLat
from .tools import arc, bezier, disc, polar, spread, two_tone, veil

TOWNS: dict[str, LonLat] = {
    "Rzeszow": (22.00, 50.04), "Lublin": (22.57, 51.25), "Kosice": (21.26, 48.72), "Debrecen": (21.63, 47.53),
    "Suceava": (26.26, 47.65), "Chisinau": (28.86, 47.01), "Lviv": (24.03, 49.84), "Lutsk": (25.33, 50.75),
    "Uzhhorod": (22.29, 48.62), "Chernivtsi": (25.94, 48.29), "Odesa": (30.72, 46.48), "Ternopil": (25.59, 49.55),
    "Khmelnytskyi": (26.99, 49.42), "Vinnytsia": (28.47, 49.23), "Kyiv": (30.52, 50.45), "Zhytomyr": (28.66, 50.25),
    "Poltava": (34.55, 49.59), "Kharkiv": (36.23, 49.99), "Cherkasy": (32.06, 49.44), "Dnipro": (35.05, 48.46),
    "Kropyvnytskyi": (32.26, 48.51), "Zaporizhzhia": (35.14, 47.84), "Mykolaiv": (31.99, 46.97),
    "Kherson": (32.61, 46.64), "Chernihiv": (31.29, 51.50), "Sumy": (34.80, 50.91), "Kramatorsk": (37.58, 48.74),
    "Mariupol": (37.54, 47.10), "Rivne": (26.25, 50.62),
}  # fmt: skip
ROADS = (
    "Rzeszow Lviv Ternopil Khmelnytskyi Vinnytsia Kyiv", "Lublin Lutsk Rivne Zhytomyr Kyiv",
    "Kosice Uzhhorod Lviv", "Debrecen Uzhhorod", "Suceava Chernivtsi Khmelnytskyi", "Chisinau Odesa Mykolaiv Kherson",
    "Kyiv Poltava Kharkiv Kramatorsk", "Kyiv Cherkasy Kropyvnytskyi Dnipro Zaporizhzhia Mariupol", "Kyiv Chernihiv",
    "Kyiv Sumy", "Poltava Dnipro Kramatorsk", "Vinnytsia Odesa", "Kropyvnytskyi Mykolaiv",
)  # fmt: skip


def roads(chart: Chart) -> None:
    """The roads from the neighbouring countries into Ukraine and on from town to town."""
    area = chart.area(("UA",))
    for road in ROADS:
        for start, end in pairwise([TOWNS[name] for name in road.split()]):
            two_tone(chart, chart.way(start, end), area, 3)
    outside = {"Rzeszow", "Lublin", "Kosice", "Debrecen", "Suceava", "Chisinau"}
    for name, place in TOWNS.items():
        if name in outside:
            chart.canvas.ring(chart.at(place), 10, 4, Ink.SUBJECT, Ink.PAPER)
        else:
            chart.canvas.dot(chart.at(place), 14 if name == "Kyiv" else 8, Ink.PAPER)
            chart.canvas.dot(chart.at(place), 8 if name == "Kyiv" else 3.5, Ink.SUBJECT)


def year(chart: Chart) -> None:
    """A year as a ring of 365 days around the globe; a long stroke each month, the longest on 19 August."""
    centre, inner = (chart.view.width / 2, chart.view.height / 2), 385
    veil(chart, disc(centre, inner - 14))
    chart.canvas.stroke(arc(centre, inner - 14), Ink.SUBJECT, 1.5)
    months = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30])
    august_19 = 230
    for day in range(365):
        length, width = (84, 6) if day == august_19 else (48, 3) if day in months else (26, 2.2)
        line = LineString([polar(centre, inner, day * 360 / 365), polar(centre, inner + length, day * 360 / 365)])
        chart.canvas.stroke(line, Ink.SUBJECT, width)
    chart.canvas.ring(polar(centre, inner + 84, august_19 * 360 / 365), 9, 4, Ink.SUBJECT, Ink.PAPER)


def conference(chart: Chart) -> None:
    """Five lines from Brussels to Damascus, one for each conference, parting and meeting again."""
    start, end = chart.at(BRUSSELS), chart.at(DAMASCUS)
    for index in range(-2, 3):
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        across = np.array([-(end[1] - start[1]), end[0] - start[0]])
        across = across / np.hypot(*across)
        bend = tuple(np.array(middle) + across * index * 175)
        line = bezier(start, bend, end)
        chart.canvas.stroke(LineString(line), Ink.SUBJECT, 2.6)
        for step in range(1, 12):
            at = line[step * 5 - 1]
            chart.canvas.ring(tuple(at), 6, 2.2, Ink.SUBJECT, Ink.PAPER)
    for place in (start, end):
        chart.canvas.ring(place, 17, 4, Ink.INK, Ink.PAPER)
        chart.canvas.dot(place, 7, Ink.INK)


# Four crossings opened for aid by resolution 2165 (2014); resolution 2504 (January 2020) kept the first two.
OPEN_CROSSINGS: tuple[tuple[LonLat, float, float], ...] = (((37.09, 36.63), 92, 142), ((36.69, 36.24), 150, 214))
CLOSED_CROSSINGS: tuple[LonLat, ...] = ((42.06, 36.81), (36.03, 32.62))


def crossings(chart: Chart) -> None:
    """Two crossings still open, as lights with their sectors; two closed, as lights put out."""
    area = chart.area(("SY",))
    for place, start, end in OPEN_CROSSINGS:
        for step in range(1, 15):
            line = chart.circle(place, 0.32 * step, start, end)
            chart.canvas.stroke(line.intersection(area), Ink.PAPER, 4.2 - 0.2 * step)
        chart.canvas.ring(chart.at(place), 15, 5, Ink.INK, Ink.PAPER)
    for place in CLOSED_CROSSINGS:
        chart.canvas.dot(chart.at(place), 22, Ink.PAPER)
        chart.canvas.dot(chart.at(place), 17, Ink.INK)


def dry_ground(chart: Chart) -> None:
    """Cracked soil: cells that grow smaller towards the dry north-west."""
    area = chart.area(("HT",))
    left, top, right, bottom = area.bounds
    share = spread(420) ** np.array([1.25, 1.35])
    points = np.column_stack([left + share[:, 0] * (right - left), top + share[:, 1] * (bottom - top)])
    for _ in range(2):
        cells = shapely.voronoi_polygons(MultiPoint(points), extend_to=area)
        points = np.array([cell.centroid.coords[0] for cell in cells.geoms])
    cells = shapely.voronoi_polygons(MultiPoint(points), extend_to=area)
    cracks = shapely.union_all([cell.boundary for cell in cells.geoms])
    chart.canvas.stroke(cracks.intersection(area.buffer(-3)), Ink.PAPER, 2.2)


def swarm(chart: Chart) -> None:
    """Four hundred strokes along the north-east monsoon, over the Gulf of Aden and into Ethiopia."""
    area = chart.area(("ET",))
    start, end = np.array(chart.at((51.5, 14.5))), np.array(chart.at((36.5, 4.0)))
    along = end - start
    across = np.array([-along[1], along[0]]) / np.hypot(*along)
    for number, (a, b) in enumerate(spread(400)):
        # Thick in the middle of the swarm, thin at its rim.
        side = np.sign(b - 0.5) * (2 * abs(b - 0.5)) ** 1.5 * (110 + 190 * np.sin(np.pi * a))
        middle = start + along * a + across * (side + 70 * np.sin(a * 5))
        bearing = np.arctan2(along[1], along[0]) + 0.45 * np.cos(a * 5 + 0.4)
        half = np.array([np.cos(bearing), np.sin(bearing)]) * (9 + 9 * ((number * 7) % 11) / 10)
        two_tone(chart, LineString([middle - half, middle + half]), area, 3.4)
