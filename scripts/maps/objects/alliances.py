"""Councils and alliances: roses, constellations, seats."""

from itertools import combinations

import numpy as np
from shapely.geometry import LineString
from shapely.ops import substring

from ..canvas import XY
from ..chart import Chart
from ..colours import Ink
from ..places import ADDIS_ABABA, AFRICAN_UNION, BRUSSELS, EU_CAPITALS, NATO_CAPITALS, NEW_YORK
from ..projection import LonLat, vectors
from .tools import arc, polar, two_tone

SEATS = 15
UNION = (*EU_CAPITALS, "AX")

# With land that has a code of its own but belongs to a member, so that the tint does not end at an inner line.
TREATY_AREA = (*NATO_CAPITALS, "FO", "GG", "GI", "GL", "IM", "JE", "PM", "SJ")


def wind_rose(chart: Chart) -> None:
    """The 32 lines of a portolan, drawn from Brussels; the capitals of the Union as its stars."""
    area, centre = chart.area(UNION), chart.at(BRUSSELS)
    for index in range(32):
        width = 1.8 if index % 8 == 0 else 1.2 if index % 2 == 0 else 0.7
        line = LineString([polar(centre, 84 if index % 2 else 62, index * 11.25), polar(centre, 1900, index * 11.25)])
        two_tone(chart, line.intersection(chart.frame), area, width)
    for radius, width in ((62, 2.4), (84, 1.2), (90, 1.2)):
        two_tone(chart, arc(centre, radius), area, width)
    for place in EU_CAPITALS.values():
        chart.canvas.ring(chart.at(place), 5.5, 2, Ink.INK, Ink.PAPER)
    chart.canvas.ring(centre, 11, 3, Ink.INK, Ink.PAPER)


def constellation(chart: Chart) -> None:
    """Thirty capitals, each joined to its nearest so that all hang together, and the ocean crossed twice."""
    area, stars = chart.area(TREATY_AREA), NATO_CAPITALS
    links = [*_shortest_tree(stars), ("CA", "GB"), ("US", "PT"), ("IS", "NO"), ("US", "BE"), ("ES", "IT"), ("TR", "RO")]
    for a, b in links:
        two_tone(chart, chart.way(stars[a], stars[b]), area, 2.2, Ink.INK)
    for code, place in stars.items():
        chart.canvas.ring(chart.at(place), 9 if code in ("BE", "US", "CA") else 6, 2, Ink.INK, Ink.PAPER)


def _shortest_tree(stars: dict[str, LonLat]) -> list[tuple[str, str]]:
    """The links of the smallest total length that join all stars (Kruskal)."""
    points = dict(zip(stars, vectors(np.array(list(stars.values()))), strict=True))
    group = {code: code for code in stars}
    tree = []
    for a, b in sorted(combinations(stars, 2), key=lambda pair: -float(points[pair[0]] @ points[pair[1]])):
        if group[a] != group[b]:
            tree.append((a, b))
            old = group[b]
            group = {code: group[a] if name == old else name for code, name in group.items()}
    return tree


def six_terms(chart: Chart) -> None:
    """Six terms on the Security Council as six arcs around Belgium, the outermost set with fifteen seats."""
    start, end = 236, 402
    for term in range(1, 7):
        line = chart.circle(BRUSSELS, 1.3 + 0.92 * term, start, end)
        chart.canvas.stroke(line, Ink.SUBJECT, 0.9 + 0.5 * term)
    seats = LineString(chart.circle(BRUSSELS, 8.1, start, end).coords)
    for index in range(SEATS):
        at = seats.interpolate(index / (SEATS - 1), normalized=True).coords[0]
        chart.canvas.ring(at, 16, 3, Ink.SUBJECT, Ink.SUBJECT if index == 9 else Ink.PAPER)


def chamber(chart: Chart) -> None:
    """The horseshoe of the Council at its own place, open to the ocean: fifteen seats, three rows of places behind."""
    centre, canvas = chart.at(NEW_YORK), chart.canvas
    for row, radius in enumerate((262, 306, 350)):
        places = 31 + 4 * row
        line = _horseshoe(centre, radius)
        for index in range(places):
            middle = (index + 0.5) / places * line.length
            canvas.stroke(substring(line, middle - 10, middle + 10), Ink.SUBJECT, 3.4)
    canvas.fill(_horseshoe(centre, 158).buffer(20, cap_style="flat"), Ink.SUBJECT)
    canvas.stroke(_horseshoe(centre, 158), Ink.PAPER, 2)
    line = _horseshoe(centre, 210)
    for index in range(SEATS):
        at = line.interpolate((index + 0.5) / SEATS, normalized=True).coords[0]
        canvas.ring(at, 15, 3.4, Ink.SUBJECT, Ink.SUBJECT if index == 4 else Ink.PAPER)
    canvas.ring(centre, 10, 4, Ink.INK, Ink.PAPER)


def _horseshoe(centre: XY, radius: float) -> LineString:
    """Half a circle and two straight arms of one length."""
    half = [polar(centre, radius, bearing) for bearing in range(210, 391, 2)]
    arms = [polar(at, 150, 120) for at in (half[0], half[-1])]
    return LineString([arms[0], *half, arms[1]])


def sixteen_years(chart: Chart) -> None:
    """A ring for each year from 2004 to 2019, from the seat of the African Union over its members."""
    area = chart.area(AFRICAN_UNION)
    for year in range(16):
        ring = chart.circle(ADDIS_ABABA, 3.5 * (year + 1))
        chart.canvas.stroke(ring.intersection(area), Ink.PAPER, 3.6 - 0.17 * year)
    chart.canvas.dot(chart.at(ADDIS_ABABA), 15, Ink.PAPER)
    chart.canvas.dot(chart.at(ADDIS_ABABA), 7, Ink.INK)
