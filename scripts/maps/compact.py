"""Countries as a small file: rings of whole-number steps, the shared borders of neighbours kept in one piece."""

import json
from itertools import pairwise
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon

from .countries import Countries
from .topology import only_polygons

# Countries of two parts of which the smaller one counts as much.
NEVER_DROP_A_PART = ("PS",)


def simplified(countries: Countries, tolerance: float, smallest: float) -> Countries:
    """Fewer corners, all outlines at once so that neighbours still meet.

    `tolerance` in degrees: details narrower than that go. `smallest` in square degrees: islands under it go, but
    each country keeps its largest piece.
    """
    kept = {
        code: outline if code in NEVER_DROP_A_PART else _without_islets(outline, smallest)
        for code, outline in countries.items()
    }
    outlines = shapely.coverage_simplify(list(kept.values()), tolerance)
    simple = {code: only_polygons(outline) for code, outline in zip(kept, outlines, strict=True)}
    for code, outline in kept.items():
        _restore(code, outline, simple, tolerance)
    return simple


def write(countries: Countries, path: Path, steps_per_degree: int) -> int:
    """Bytes written. Rings are [x, y, dx, dy, …] in steps; a polygon is [shell, hole, …]."""
    lines = []
    for code, outline in countries.items():
        polygons = [_encode(polygon, steps_per_degree) for polygon in outline.geoms]
        lines.append(f'"{code}":' + json.dumps(polygons, separators=(",", ":")))
    text = f'{{"steps_per_degree":{steps_per_degree},"countries":{{\n' + ",\n".join(lines) + "\n}}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return len(text)


def read(path: Path) -> Countries:
    """The countries of a written file; repaired where rounding let a ring touch itself."""
    data = json.loads(path.read_text(encoding="utf-8"))
    steps = data["steps_per_degree"]
    return {
        code: only_polygons(
            shapely.union_all([shapely.make_valid(Polygon(*_decode(polygon, steps))) for polygon in polygons])
        )
        for code, polygons in data["countries"].items()
    }


def _without_islets(outline: MultiPolygon, smallest: float) -> MultiPolygon:
    largest, *others = sorted(outline.geoms, key=lambda part: -part.area)
    return MultiPolygon([largest, *[part for part in others if part.area >= smallest]])


def _restore(code: str, outline: MultiPolygon, simple: Countries, tolerance: float) -> None:
    """The simplifier drops or thins parts as small as its tolerance; a small state, and Gaza, must stay on the map."""
    for part in outline.geoms:
        wanted = simple[code].is_empty or code in NEVER_DROP_A_PART
        if not wanted or simple[code].intersection(part).area > part.area * 0.6:
            continue
        part = part.simplify(tolerance / 20)
        for other, neighbour in simple.items():
            if neighbour.intersects(part):
                simple[other] = only_polygons(neighbour.difference(part))
        simple[code] = only_polygons(simple[code].union(part))


def _encode(polygon: Polygon, steps: int) -> list[list[int]]:
    shell, *holes = [_ring(ring.coords, steps) for ring in (polygon.exterior, *polygon.interiors)]
    return [shell, *[hole for hole in holes if len(hole) >= 6]]


def _ring(coords: shapely.coords.CoordinateSequence, steps: int) -> list[int]:
    """A state smaller than a step (the Vatican) keeps a corner or two: the reader sees a point, not a gap."""
    corners: list[tuple[int, int]] = []
    for x, y in list(coords)[:-1]:
        corner = (round(x * steps), round(y * steps))
        if not corners or corner != corners[-1]:
            corners.append(corner)
    if len(corners) < 3 or not Polygon(corners).area:
        x, y = corners[0]
        corners = [(x, y), (x + 1, y), (x, y + 1)]
    flat = [*corners[0]]
    for (x0, y0), (x1, y1) in pairwise(corners):
        flat += (x1 - x0, y1 - y0)
    return flat


def _decode(polygon: list[list[int]], steps: int) -> tuple[list[tuple[float, float]], list[list[tuple[float, float]]]]:
    rings = []
    for flat in polygon:
        x = y = 0
        ring = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / steps, y / steps))
        rings.append(ring)
    return rings[0], rings[1:]
