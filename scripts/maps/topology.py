"""Reads TopoJSON: arcs of whole-number steps become polygons in degrees."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from shapely import intersection, make_valid
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

Point = tuple[float, float]


def read_features(path: Path) -> Iterator[tuple[str, str, MultiPolygon]]:
    """Numeric ISO code ("" where the file has none), name and outline of each feature, in the file's order."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _decode_arcs(topology)
    for feature in topology["objects"]["countries"]["geometries"]:
        parts = [feature["arcs"]] if feature["type"] == "Polygon" else feature["arcs"]
        polygons = [polygon for part in parts if (polygon := _polygon(part, arcs))]
        if polygons:
            yield feature.get("id", ""), feature["properties"]["name"], only_polygons(unary_union(polygons))


def only_polygons(shape: BaseGeometry) -> MultiPolygon:
    """The areas of a shape. Repairing and cutting leave stray points and lines behind."""
    if isinstance(shape, Polygon):
        return MultiPolygon([] if shape.is_empty else [shape])
    return MultiPolygon([part for piece in getattr(shape, "geoms", ()) for part in only_polygons(piece).geoms])


def _decode_arcs(topology: dict) -> list[list[Point]]:
    (step_x, step_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * step_x + left, y * step_y + bottom))
        arcs.append(arc)
    return arcs


def _ring(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indexes:
        # TopoJSON writes an arc walked backwards as the complement of its number.
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _polygon(part: list[list[int]], arcs: list[list[Point]]) -> MultiPolygon | None:
    shell, *holes = [_ring(ring, arcs) for ring in part]
    # Reefs and rocks shrink to two points when the file is rounded.
    if len(shell) < 4:
        return None
    holes = [_unrolled(hole) for hole in holes if len(hole) > 3]
    return _rolled(make_valid(Polygon(_unrolled(shell), holes)))


def _unrolled(ring: list[Point]) -> list[Point]:
    """The ring without its jump at 180°: it may run on to 190°. A ring around the South Pole is closed through it."""
    turn = 0
    points = [ring[0]]
    for (x0, _), (x1, y1) in pairwise(ring):
        turn += 360 if x1 - x0 < -180 else -360 if x1 - x0 > 180 else 0
        points.append((x1 + turn, y1))
    return [*points, (points[-1][0], -90), (points[0][0], -90)] if turn else points


def _rolled(shape: BaseGeometry) -> MultiPolygon:
    """Cut at 180° and brought back between -180° and 180°."""
    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return only_polygons(shape)
    pieces = [translate(intersection(shape, box(at - 180, -90, at + 180, 90)), xoff=-at) for at in (-360, 0, 360)]
    return only_polygons(unary_union(pieces))
