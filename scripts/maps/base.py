"""Draws the layers that all pictures share, below and above their object."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon, box

from .chart import Chart
from .colours import Ink

SHOAL_WIDTH = 11
SOUNDING_GAP = 40  # pixels between soundings on the open sea; half and a quarter of it towards the coast
FRAME_WIDTH = 8


def draw_ground(chart: Chart, subject: Sequence[str], near: Sequence[str]) -> None:
    """Sea, soundings, graticule, land, coast, subject: everything below the object."""
    canvas = chart.canvas
    canvas.fill(chart.land.buffer(SHOAL_WIDTH, quad_segs=4), Ink.SHOAL)
    for line in graticule(chart):
        canvas.stroke(line, Ink.GRATICULE, 1)
    for x, y in soundings(chart):
        canvas.dot((x, y), 1.35, Ink.SOUNDING)
    canvas.fill(chart.land, Ink.LAND)
    neighbours, area = chart.area(near), chart.area(subject)
    canvas.fill(neighbours, Ink.NEAR)
    # Not over neighbours: their tone and the line's are too close to be told apart.
    for line in graticule(chart):
        canvas.stroke(line.intersection(chart.land).difference(neighbours), Ink.GRATICULE, 1)
    canvas.fill(area, Ink.SUBJECT)
    canvas.stroke(area.boundary, Ink.COAST, 1.5)
    canvas.stroke(chart.land.boundary, Ink.COAST, 1.5)


def graticule(chart: Chart) -> Iterator[LineString]:
    """Every 10°; closer in narrow views, wider in views of half the world: three to six lines each way."""
    step = graticule_step(chart)
    window = box(0, 0, chart.view.width, chart.view.height)
    top = 90 - step if step >= 10 else 90
    parallels = [np.column_stack([np.linspace(-180, 180, 721), np.full(721, lat)]) for lat in _steps(-top, top, step)]
    meridians = [np.column_stack([np.full(361, lon), np.linspace(-top, top, 361)]) for lon in _steps(-180, 179, step)]
    for degrees in parallels + meridians:
        centre = shapely.LineString(_only_near(chart, degrees)) if len(_only_near(chart, degrees)) > 1 else None
        if centre is not None and centre.intersects(window):
            yield centre.intersection(window.buffer(4))


def graticule_step(chart: Chart) -> float:
    wide = chart.view.degrees_wide
    return 30 if wide > 100 else 20 if wide > 60 else 10 if wide > 34 else 5 if wide > 16 else 2 if wide > 9 else 1


def _only_near(chart: Chart, degrees: np.ndarray) -> np.ndarray:
    """The longest run of points on this side of the globe: lines through the far side would cross the window."""
    pixels = chart.view.project(degrees)
    reach = chart.view.scale * 1.9
    good = np.hypot(pixels[:, 0] - chart.view.width / 2, pixels[:, 1] - chart.view.height / 2) < reach
    runs = np.split(np.arange(len(good)), np.flatnonzero(np.diff(good)) + 1)
    runs = [run for run in runs if good[run[0]]]
    # A parallel around the pole is one ring that starts at 180°: its two ends belong together.
    if len(runs) == 2 and good[0] and good[-1] and len(set(degrees[:, 1])) == 1:
        return pixels[np.concatenate([runs[1], runs[0]])]
    return pixels[max(runs, key=len)] if runs else pixels[:0]


def _steps(low: float, high: float, step: float) -> np.ndarray:
    return np.arange(np.ceil(low / step) * step, high + 1e-9, step)


def soundings(chart: Chart) -> Iterator[tuple[int, int]]:
    """Survey rows of dots, denser towards the coast; on whole pixels, so that all dots are the same few bytes."""
    land, width, height = chart.land, chart.view.width, chart.view.height
    shapely.prepare(land)
    gap = SOUNDING_GAP // 4
    columns, rows = np.meshgrid(np.arange(width // gap + 1), np.arange(height // gap + 1))
    columns, rows = columns.ravel(), rows.ravel()
    points = shapely.points(columns * gap, rows * gap)
    inner = (columns % 4 == 0) & (rows % 4 == 0)
    middle = (columns % 2 == 0) & (rows % 2 == 0) & shapely.dwithin(land, points, SOUNDING_GAP * 1.5)
    outer = ((columns + rows) % 2 == 0) & shapely.dwithin(land, points, SOUNDING_GAP * 0.62)
    chosen = (inner | middle | outer) & ~shapely.dwithin(land, points, 5)
    for x, y in zip(columns[chosen], rows[chosen], strict=True):
        yield int(x) * gap, int(y) * gap


def draw_frame(chart: Chart) -> None:
    """The scale along the edge of a sea chart: light and dark by turns, a step for a part of the graticule."""
    step = {30: 5, 20: 5, 10: 2, 5: 1, 2: 0.5, 1: 0.2}[graticule_step(chart)]
    canvas, width, height, thick = chart.canvas, chart.view.width, chart.view.height, FRAME_WIDTH
    edge = box(0, 0, width, height).difference(box(thick, thick, width - thick, height - thick))
    canvas.fill(edge, Ink.PAPER)
    for start, end, axis in (
        ((0, 0), (width, 0), 0),
        ((0, height), (width, height), 0),
        ((0, 0), (0, height), 1),
        ((width, 0), (width, height), 1),
    ):
        for a, b in _dark_steps(chart, start, end, axis, step):
            x0, y0, x1, y1 = min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
            bar = Polygon(_bar(x0, y0, x1, y1, axis, width, height, thick))
            canvas.fill(bar, Ink.SOUNDING)
    inner = box(thick, thick, width - thick, height - thick).exterior
    canvas.stroke(inner, Ink.COAST, 1)


def _bar(x0, y0, x1, y1, axis, width, height, thick) -> list[tuple[float, float]]:
    if axis == 0:
        y0, y1 = (0, thick) if y0 == 0 else (height - thick, height)
    else:
        x0, x1 = (0, thick) if x0 == 0 else (width - thick, width)
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def _dark_steps(chart, start, end, axis, step) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    count = 3600
    share = np.linspace(0, 1, count)[:, None]
    pixels = np.array(start, float) * (1 - share) + np.array(end, float) * share
    odd = np.floor(chart.view.locate(pixels)[:, axis] / step) % 2 == 1
    edges = np.flatnonzero(np.diff(odd)) + 1
    for run in np.split(np.arange(count), edges):
        if odd[run[0]]:
            yield tuple(pixels[run[0]]), tuple(pixels[min(run[-1] + 1, count - 1)])
