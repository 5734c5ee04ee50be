"""Geometry that several objects use."""

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from ..canvas import XY
from ..chart import Chart
from ..colours import Ink

SEA_INKS = (Ink.SEA, Ink.SHOAL)
LAND_INKS = (Ink.LAND, Ink.NEAR)


def spread(count: int) -> np.ndarray:
    """Points of the unit square, even but not in rows (Roberts' sequence); no chance, so every run is the same."""
    step = np.array([0.7548776662466927, 0.5698402909980532])
    return (0.5 + step * np.arange(1, count + 1)[:, None]) % 1


def veil(chart: Chart, shape: BaseGeometry) -> None:
    """Tints an area, coast lines and soundings stay."""
    chart.canvas.fill(shape, Ink.VEIL, over=SEA_INKS)
    chart.canvas.fill(shape, Ink.VEIL_LAND, over=LAND_INKS)


def two_tone(chart: Chart, line: BaseGeometry, subject: BaseGeometry, width: float, ink: Ink = Ink.SUBJECT) -> None:
    """A line in paper where it crosses the subject, in ink elsewhere."""
    chart.canvas.stroke(line.difference(subject), ink, width)
    chart.canvas.stroke(line.intersection(subject), Ink.PAPER, width)


def polar(centre: XY, radius: float, bearing: float) -> XY:
    """A point at a bearing in degrees, clockwise from the top of the picture."""
    turn = np.radians(bearing)
    return float(centre[0] + radius * np.sin(turn)), float(centre[1] - radius * np.cos(turn))


def arc(centre: XY, radius: float, start: float = 0, end: float = 360) -> LineString:
    return LineString([polar(centre, radius, bearing) for bearing in np.linspace(start, end, 181)])


def disc(centre: XY, radius: float) -> Polygon:
    return Point(centre).buffer(radius, quad_segs=48)


def ellipse(centre: XY, long: float, short: float, tilt: float) -> LineString:
    turn = np.linspace(0, 2 * np.pi, 361)
    return turned(LineString(np.column_stack([long * np.cos(turn), short * np.sin(turn)]) + centre), tilt, centre)


def turned(shape, angle: float, about: XY):
    return shapely.affinity.rotate(shape, angle, origin=about)


def smooth(points: list[XY], rounds: int = 4) -> LineString:
    """Rounds the corners of a line (Chaikin); its ends stay."""
    line = np.array(points, float)
    for _ in range(rounds):
        a, b = line[:-1], line[1:]
        cut = np.stack([a * 0.75 + b * 0.25, a * 0.25 + b * 0.75], axis=1).reshape(-1, 2)
        line = np.vstack([line[:1], cut, line[-1:]])
    return LineString(line)


def bezier(start: XY, bend: XY, end: XY, steps: int = 60) -> np.ndarray:
    t = np.linspace(0, 1, steps)[:, None]
    return (1 - t) ** 2 * np.array(start) + 2 * t * (1 - t) * np.array(bend) + t**2 * np.array(end)
